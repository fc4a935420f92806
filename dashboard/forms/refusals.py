"""Question types: what we take, and what we refuse with the reason."""

from dashboard.errors import FormError, did_you_mean

KINDS = {
    "text": "text",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "dateTime": "datetime",
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "acknowledge": "acknowledge",
    "note": "note",
    "calculate": "calculate",
    "hidden": "hidden",
    "repeat": "repeat",
}
"""pyxform's name of a type -> ours."""

_WRITTEN = {
    "text",
    "integer",
    "int",
    "decimal",
    "date",
    "dateTime",
    "datetime",
    "select_one",
    "select_multiple",
    "select_one_from_file",
    "acknowledge",
    "trigger",
    "note",
    "calculate",
    "hidden",
    "begin",
    "end",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
}
_EVIDENCE = {"image", "photo", "audio", "video", "file", "barcode", "background-audio", "signature"}
_PLACES = {"geopoint", "geotrace", "geoshape", "gps", "location", "start-geopoint"}


def refuse_kind(written: str, name: str, row: int) -> None:
    """Raise FormError for a question type that we do not take; `row` counts the survey's header as 1."""
    if reason := why_not(written):
        raise FormError(f"Row {row} of the survey, question {name!r}: {reason}")


def why_not(written: str) -> str:
    """Return why a question type is not taken, "" when it is."""
    kind = (written.split() or [""])[0]
    return "" if kind in _WRITTEN else _reason(kind)


def _reason(kind: str) -> str:
    if kind in _EVIDENCE:
        return (
            f"{kind!r} questions are refused. Evidence, images and recordings are never collected or stored here: "
            "write down only that the survivor was told how to keep them herself."
        )
    if kind in _PLACES:
        return (
            f"{kind!r} questions are refused, because a point on a map would show where a survivor is. "
            "Use select_one governorate."
        )
    return f"{kind!r} is not a question type that is taken here.{did_you_mean(kind, _WRITTEN)}"
