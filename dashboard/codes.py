"""Code lists: the public vocabulary of case records, read from data/."""

import csv
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
    """One code of a list, with its labels by language, the code it rolls up to and whom it concerns."""

    code: str
    labels: dict[str, str] = field(hash=False)
    group: str = ""
    audience: str = ""


@cache
def _lists() -> dict[str, dict[str, Code]]:
    lists: dict[str, dict[str, Code]] = {}
    for row in _rows("codes.csv"):
        code = Code(code=row["code"], labels=_labels(row, "label"), group=row["group"], audience=row["audience"])
        lists.setdefault(row["list"], {})[code.code] = code
    lists["governorate"] = {row["key"]: _governorate(row) for row in _rows("governorates.csv")}
    return lists


def _governorate(row: dict[str, str]) -> Code:
    return Code(code=row["key"], labels=_labels(row, "name"), group=row["region"])


def _labels(row: dict[str, str], column: str) -> dict[str, str]:
    """Return the label in each language, "" where it is missing: a draft may have no column yet."""
    return {lang: row.get(f"{column}_{lang}", "") for lang in LANGUAGES}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("ovtf_data") / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def governorate_tiles() -> dict[str, tuple[int, int]]:
    """Return the (row, column) of each governorate on the tile map, by code."""
    return {row["key"]: (int(row["tile_row"]), int(row["tile_col"])) for row in _rows("governorates.csv")}


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a type of online violence means, by language, for adults, children or both."""

    code: str
    audience: str
    words: dict[str, str] = field(hash=False)

    def text(self, language: str = "en") -> str:
        """Return the meaning in a language, falling back like a label."""
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
    """Return a code list in its order, narrowed to an audience ("adult", "child") where one is given."""
    try:
        whole_list = _lists()[name].values()
    except KeyError:
        raise DashboardError(f"There is no code list {name!r}.{did_you_mean(name, _lists())}") from None
    return tuple(code for code in whole_list if not audience or code.audience in ("", "both", audience))


def names(name: str) -> tuple[str, ...]:
    """Return the bare codes of a list."""
    return tuple(code.code for code in codes(name))


def label(name: str, code: str | None, language: str = "en") -> str:
    """Return a code's label in a language, falling back as texts do."""
    known = _lists()[name].get(code or "")
    if known is None:
        return code or ""
    return next((known.labels[lang] for lang in chain(language) if known.labels[lang]), known.code)


def group(name: str, code: str) -> str:
    """Return the code that `code` rolls up to (violence_type -> violence_group, governorate -> region)."""
    return _lists()[name][code].group


def fold(text: str) -> str:
    """Fold spelling variants of Arabic, Sorani and Latin text, for matching only."""
    plain = unicodedata.normalize("NFKC", text).translate(_FOLD).casefold()
    return " ".join(plain.replace("_", " ").replace("-", " ").split())


@cache
def _index(name: str) -> dict[str, str]:
    index: dict[str, str] = {}
    for code in codes(name):
        for word in (code.code, *code.labels.values()):
            index.setdefault(fold(word), code.code)
    index.pop("", None)
    return index


def match(name: str, text: str) -> str | None:
    """Return the code that a code or a label in any of our languages stands for, or None."""
    return _index(name).get(fold(text))


def band_of(age: int) -> str:
    """Return the age band of an age in whole years; a band's code begins with its youngest age."""
    return next(band for band in reversed(names("age_band")) if int(band.partition("_")[0]) <= age)


def stream_of(age_band: str) -> str:
    """Return the stream of an age band: both lists say in `audience` whether a code is a child's or an adult's."""
    audience = _lists()["age_band"][age_band].audience
    return next(stream.code for stream in codes("stream") if stream.audience == audience)
