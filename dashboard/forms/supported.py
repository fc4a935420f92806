"""What of XLSForm is taken here: columns, question types and lists, and why the rest is refused."""

import re

from dashboard import codes
from dashboard.errors import DashboardError, did_you_mean

TAKEN_COLUMNS = {
    "survey": {
        *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint"),
        *("constraint_message", "calculation", "default", "choice_filter", "appearance", "read_only"),
    },
    "settings": {"form_title", "form_id", "id_string", "title", "version", "default_language", "style"},
}
"""The columns that are read, by sheet; on the choices sheet all are, because a choice_filter may look at any."""
MEDIA_COLUMNS = ("image", "audio", "video", "big-image", "media")
COUNT_COLUMNS = ("repeat_count", "count", "jr:count")
"""Columns that fix how many rows a repeat has; here people add as many as there are."""
_SAME = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
}
"""Other names that pyxform takes for a column."""

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
"""Types as a form's author writes them."""
_EVIDENCE = {"image", "photo", "audio", "video", "file", "barcode", "background-audio", "signature"}
_PLACES = {"geopoint", "geotrace", "geoshape", "gps", "location", "start-geopoint"}

FILES = ("services.csv",)
"""Lists that are filled in while a form is shown: services.csv is the service directory."""


def column_of(header: str) -> tuple[str, str]:
    """Return the plain name of a column and its language: ("label", "Arabic (ar)") for "label::Arabic (ar)"."""
    name, _colons, language = re.sub(r"\s*::?\s*", "::", header.strip(), count=1).partition("::")
    if header.lower().startswith("jr:") or name.lower() in ("media", "bind", "body", "control", "instance"):
        return header.strip().lower(), ""  # "jr:count", "bind::type": after the colon comes no language
    return _SAME.get(name.lower(), name.lower()), language


def why_not(written: str) -> str:
    """Return why a question type as it is written in a form is refused, "" when it is taken."""
    kind = (written.split() or [""])[0]
    if kind in _WRITTEN:
        return ""
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


def code_list_rows(name: str) -> list[dict[str, str]]:
    """Return a code list as rows of a choices sheet; raise DashboardError when there is no such list."""
    return [
        {
            "list_name": name,
            "name": code.code,
            "label": code.labels["en"],
            "group": code.group or "none",
            "audience": code.audience or "both",
        }
        for code in codes.codes(name)
    ]


def code_list_columns(name: str) -> set[str]:
    """Return the columns that a code list adds for a choice_filter; none when there is no such list."""
    try:
        rows = code_list_rows(name)
    except DashboardError:
        return set()
    return set[str]().union(*rows) - {"list_name", "name", "label"}
