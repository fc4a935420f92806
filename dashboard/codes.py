"""The code lists of case records, such as governorates and kinds of violence, read from data/."""

import csv
import json
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dashboard.errors import DashboardError, did_you_mean
from dashboard.languages import LANGUAGES, chain

_FOLD = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی", "أ": "ا", "إ": "ا", "آ": "ا", "ـ": None, "\u200c": None})


@dataclass(frozen=True, kw_only=True)
class Code:
    """One code of a list, such as "stalking" in violence_type, with its labels by language.

    `group` is the broader code that it is counted under, as a governorate is under its region, "" for none; `audience`
    is "adult", "child", "both", or "" where the list makes no such difference. One that means none or not known is no
    finding (`is_finding`): that it rose says nothing of survivors.
    """

    code: str
    labels: dict[str, str] = field(hash=False)
    group: str = ""
    audience: str = ""
    is_finding: bool = True


@cache
def _lists() -> dict[str, dict[str, Code]]:
    """Return every code list by its name, each with its codes in the order of the file."""
    lists: dict[str, dict[str, Code]] = {}
    for row in _rows("codes.csv"):
        code = Code(
            code=row["code"],
            labels=_labels(row, "label"),
            group=row["group"],
            audience=row["audience"],
            is_finding=row["finding"] != "no",
        )
        lists.setdefault(row["list"], {})[code.code] = code
    # Places come first; "not known" is a code of the list and no place.
    lists["governorate"] = {row["key"]: _governorate(row) for row in _rows("governorates.csv")} | lists["governorate"]
    return lists


def _governorate(row: dict[str, str]) -> Code:
    return Code(code=row["key"], labels=_labels(row, "name"), group=row["region"])


def _labels(row: dict[str, str], column: str) -> dict[str, str]:
    """Return a row's labels by language, "" where one is missing: a language in draft may have no column yet."""
    return {lang: row.get(f"{column}_{lang}", "") for lang in LANGUAGES}


def _rows(file_name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file in data/, as texts by column."""
    text = (files("ovtf_data") / file_name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def governorate_tiles() -> dict[str, tuple[int, int]]:
    """Return the (row, column) of each governorate on the tile map, by code."""
    return {row["key"]: (int(row["tile_row"]), int(row["tile_col"])) for row in _rows("governorates.csv")}


Outline = tuple[tuple[float, float], ...]
"""The corners of a place in order, each as (longitude, latitude) in degrees; the last one is the first one again."""


@cache
def governorate_outlines() -> dict[str, Outline]:
    """Return the outline of each governorate by code: simplified, and for Halabja approximated (NOTICE says from what)."""
    places = json.loads((files("ovtf_data") / "iraq-governorates.geojson").read_text("utf-8"))["features"]
    return {
        place["properties"]["code"]: tuple((float(lon), float(lat)) for lon, lat in place["geometry"]["coordinates"][0])
        for place in places
    }


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a type of online violence means, by language, for adults, children or both."""

    code: str
    audience: str
    words: dict[str, str] = field(hash=False)

    def text(self, language: str = "en") -> str:
        """Return the meaning in a language; where it is missing, in the next language that is tried for texts."""
        return next(self.words[lang] for lang in chain(language) if self.words.get(lang))


@cache
def meanings(audience: str = "") -> tuple[Meaning, ...]:
    """Return what the types of online violence mean, in their order, narrowed to an audience ("adult", "child")."""
    rows = tomllib.loads((files("ovtf_data") / "violence_types.toml").read_text("utf-8"))["type"]
    all_meanings = [Meaning(code=row.pop("code"), audience=row.pop("audience"), words=row) for row in rows]
    return tuple(meaning for meaning in all_meanings if not audience or meaning.audience in ("both", audience))


def lists() -> tuple[str, ...]:
    """Return the names of the code lists."""
    return tuple(_lists())


def codes(name: str, audience: str = "") -> tuple[Code, ...]:
    """Return the codes of the list `name` in their order, narrowed to an audience ("adult", "child") if one is given.

    Raises DashboardError when there is no such list.
    """
    try:
        whole_list = _lists()[name].values()
    except KeyError:
        raise DashboardError(f"There is no code list {name!r}.{did_you_mean(name, _lists())}") from None
    return tuple(code for code in whole_list if not audience or code.audience in ("", "both", audience))


def names(name: str) -> tuple[str, ...]:
    """Return the codes of the list `name` as plain texts, without their labels."""
    return tuple(code.code for code in codes(name))


UNKNOWN = "unknown"
"""The code of what nobody knows, in every list that has one."""


@cache
def places() -> tuple[str, ...]:
    """Return the codes of the governorates, without the one that says that it is not known."""
    return tuple(code for code in names("governorate") if code != UNKNOWN)


def label(name: str, code: str | None, language: str = "en") -> str:
    """Return the label of a code of the list `name`, in the language or one it falls back to; else the code itself."""
    known = _lists()[name].get(code or "")
    if known is None:
        return code or ""
    return next((known.labels[lang] for lang in chain(language) if known.labels[lang]), known.code)


def group(name: str, code: str) -> str:
    """Return the broader code that a code of the list `name` is counted under: for a governorate, its region."""
    return _lists()[name][code].group


def is_finding(name: str, code: str) -> bool:
    """Return whether a code of the list `name` can be a finding: False where it means none or not known."""
    return _lists()[name][code].is_finding


def fold(text: str) -> str:
    """Fold spelling variants of Arabic, Sorani and Latin text, for matching only."""
    plain = unicodedata.normalize("NFKC", text).translate(_FOLD).casefold()
    return " ".join(plain.replace("_", " ").replace("-", " ").split())


@cache
def _index(list_name: str) -> dict[str, str]:
    """Return the codes of a list by every word for them: the code and its labels in all languages, folded."""
    index: dict[str, str] = {}
    for code in codes(list_name):
        for word in (code.code, *code.labels.values()):
            index.setdefault(fold(word), code.code)
    index.pop("", None)
    return index


def match(name: str, text: str) -> str | None:
    """Return the code of the list `name` that a text means, being the code or its label in any language, or None."""
    return _index(name).get(fold(text))


def band_of(age: int) -> str:
    """Return the age band of an age in whole years; the code of a band begins with its youngest age ("18_24")."""
    bands = (band for band in reversed(names("age_band")) if band != UNKNOWN)
    return next(band for band in bands if int(band.partition("_")[0]) <= age)


def stream_of(age_band: str) -> str:
    """Return the stream of an age band: both lists say in `audience` whether a code is a child's or an adult's, or neither."""
    audience = _lists()["age_band"][age_band].audience
    return next(stream.code for stream in codes("stream") if stream.audience == audience)
