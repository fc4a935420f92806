"""Words for codes: labels of three languages, P-codes, usual spellings, and words of GBVIMS and Primero."""

import csv
import unicodedata
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from dashboard import codes
from dashboard.codes import UNKNOWN
from dashboard.interchange.mapping.targets import Target

_SAME = str.maketrans({"ة": "ه", "ە": "ه", "ڵ": "ل", "ڕ": "ر", "ێ": "ی", "ۆ": "و", "ؤ": "و", "ئ": "ی"})
_NOTHING = frozenset(
    {"", "n/a", "na", "n.a.", "n.a", "#n/a", "null", "nan", "nat", "–", "—", "--", "nil", "لا ینطبق", "غير متوفر"}
)
_YES, _NO = frozenset({"1", "true"}), frozenset({"0", "false"})
SURE, POSSIBLE = 90, 75
"""From which likeness (0 to 100) a proposal is nearly sure, and from which it is made at all."""


@cache
def fold(text: str) -> str:
    """Fold what people write differently: case, blanks, marks, letters of Arabic and Sorani that stand for each other."""
    plain = codes.fold(text).translate(_SAME)
    letters = (letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))
    return " ".join("".join(letters).replace("'", "").replace("’", "").replace("‘", "").split())


def is_empty(text: str) -> bool:
    """Return whether a cell says nothing: blanks, "-", "N/A"."""
    return fold(text) in _NOTHING_FOLDED


_NOTHING_FOLDED = frozenset(fold(word) for word in _NOTHING)


@cache
def _usual() -> dict[str, dict[str, str]]:
    """Return the codes by list and folded word, from the data file; "*" holds words for "unknown" in any list."""
    lists: dict[str, dict[str, str]] = {}
    text = (files("ovtf_data") / "import_words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        words = lists.setdefault(row["list"], {})
        words |= {fold(word): row["code"] for word in row["words"].split("|")}
    return lists


@cache
def words_of(target: Target) -> dict[str, str]:
    """Return the codes of a target by folded word: usual words, and before them its labels and codes."""
    choices = target.choices()
    known = {code for code, _labels in choices}
    index = {word: code for word, code in _usual().get(_list(target), {}).items() if code in known}
    if UNKNOWN in known:
        index = _usual()["*"] | index
    for code, labels in reversed(choices):
        index |= {fold(word): code for word in (*labels, code) if word}
    return index


def _list(target: Target) -> str:
    """Return under which name the usual words of a target stand: consent is a yes or no in a list of the form's own."""
    return target.list_name or ("yes_no" if is_yes_no(target) else target.name)


def is_yes_no(target: Target) -> bool:
    """Return whether a target is a question that is answered with yes or no, so that 1 and TRUE are answers."""
    return {"yes", "no"} <= {code for code, _labels in target.choices()} and target.list_name != "reported_elsewhere"


def code_of(target: Target, text: str) -> str | None:
    """Return the code that a text means for sure, or None: nothing is guessed."""
    folded = fold(text)
    found = words_of(target).get(folded)
    if found is None and is_yes_no(target):
        return "yes" if folded in _YES else "no" if folded in _NO else None
    return found


def likely(target: Target, text: str) -> tuple[str, int] | None:
    """Return the code that a text most likely means and how sure that is (75 to 100), for a person to decide."""
    index = words_of(target)
    near = process.extractOne(fold(text), index.keys(), scorer=fuzz.WRatio, score_cutoff=POSSIBLE)
    return (index[near[0]], round(near[1])) if near else None
