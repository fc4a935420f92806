"""A telephone that fills in a form to its end, with an engine that others wrote: it knows nothing of our forms' code."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import rxeval
from pyxform.xls2xform import convert

from dashboard.i18n import BAGHDAD

XF = "{http://www.w3.org/2002/xforms}"
Answers = dict[str, Any]


@dataclass
class Filled:
    """An entry as it leaves the telephone: its id, the answers by path ("/data/group/question"), and rows by path of a repeat."""

    answers: Mapping[str, str]
    rows: Mapping[str, list[Mapping[str, str]]] = field(default_factory=dict)
    xml: str = ""
    instance: str = field(default_factory=lambda: f"uuid:{uuid4()}")


class Phone:
    """One form on a telephone; `wanted` are answers by question, and every other question is answered with what fits.

    `word` is what is written where a text is asked for.
    """

    def __init__(self, workbook: bytes) -> None:
        self.word = "a word"
        self.xform = convert(io.BytesIO(workbook), validate=False).xform
        tree = ET.fromstring(self.xform)
        self.kinds = {bind.get("nodeset", ""): bind.get("type", "") for bind in tree.iter(f"{XF}bind")}
        self.rules = {bind.get("nodeset", ""): bind.get("constraint", "") for bind in tree.iter(f"{XF}bind")}
        self.repeats = [repeat.get("nodeset", "") for repeat in tree.iter(f"{XF}repeat")]
        self.controls = {
            control.get("ref", ""): control.tag.removeprefix(XF)
            for control in tree.iter()
            if control.tag in {f"{XF}{tag}" for tag in ("input", "select1", "select", "trigger")}
        }
        self.fixed = {
            control.get("ref", ""): [value.text or "" for value in control.iter(f"{XF}value")]
            for control in tree.iter()
            if control.tag in (f"{XF}select1", f"{XF}select")
        }
        self.listed = _listed(tree)

    def fill(self, wanted: Mapping[str, Any], now: datetime, word: str = "a word") -> Filled:
        """Fill the form in to its end and return what is sent; fails where an answer is missing or refused."""
        self.word = word
        session = rxeval.Session(self.xform)
        for path in self.repeats:
            for _row in range(len(wanted.get(_name(path), ())) - 1):
                session.add_row(path)
        for _round in range(200):
            state = session.recompute()
            if not self._answer(session, state, wanted, now):
                break
        state = session.recompute()
        assert not state["missing"], state["missing"]
        refused = [path for path, _why in state["invalid"] if not self._is_about_days(path)]
        assert not refused, refused
        return self._sent(session)

    def offered(self, path: str, answers: Mapping[str, Any]) -> set[str]:
        """Return the choices that a question has on offer after some answers, by question at the top of the form."""
        session = rxeval.Session(self.xform)
        for known in self.controls:
            if known.count("/") == 2 and _name(known) in answers:
                session.set(known, _text(answers[_name(known)]))
        session.recompute()
        return {choice["value"] for choice in session.choices(path) or ()}

    def _answer(self, session: Any, state: Any, wanted: Mapping[str, Any], now: datetime) -> bool:
        """Give the next answer, or take back one that does not show any more; return whether there was one.

        One at a time, because what is offered follows from the answers before.
        """
        for path, control in self.controls.items():
            for at, about in self._places(path, wanted):
                shows = state["relevant"].get(at, state["relevant"].get(path, True))
                answer = self._chosen(session, path, at, control, about, now) if shows else ""
                if session.get(at) != answer and not (shows and session.get(at)):
                    session.set(at, answer)
                    return True
        return False

    def _places(self, path: str, wanted: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        """Return where a question stands, in a repeat once for each row, with what is wanted there."""
        repeat = next((repeat for repeat in self.repeats if path.startswith(repeat + "/")), "")
        if not repeat:
            return [(path, wanted)]
        rows = wanted.get(_name(repeat), ())
        if len(rows) < 2:
            return [(path, row) for row in rows]
        return [(path.replace(repeat, f"{repeat}[{n}]", 1), row) for n, row in enumerate(rows, 1)]

    def _chosen(self, session: Any, path: str, at: str, control: str, about: Mapping[str, Any], now: datetime) -> str:
        name, kind = _name(path), self.kinds[path]
        if name in about:
            return _text(about[name])
        if name.startswith("any_"):
            return "yes" if about.get(name.removeprefix("any_")) else "no"
        if control in ("select1", "select"):
            filtered = session.choices(at)
            fixed = self.listed.get(path) or self.fixed[path]
            offered = fixed if filtered is None else [choice["value"] for choice in filtered]
            return offered[0] if offered else ""
        if control == "trigger":
            return "OK"
        if kind == "dateTime":
            return now.astimezone(BAGHDAD).isoformat(timespec="milliseconds")
        if kind == "date":
            return now.astimezone(BAGHDAD).date().isoformat()
        return {"int": "3", "decimal": "3.5", "string": self.word}.get(kind, "")

    def _is_about_days(self, path: str) -> bool:
        """Whether a rule compares days: the engine takes an answered day for a text there, unlike JavaRosa."""
        return self.kinds.get(path) in ("date", "dateTime")

    def _sent(self, session: Any) -> Filled:
        return sent(session.instance_xml(), self.repeats)


def sent(xml: str, repeats: list[str]) -> Filled:
    """Return the entry in an instance."""
    root = ET.fromstring(xml)
    answers: dict[str, str] = {}
    rows: dict[str, list[Mapping[str, str]]] = {repeat: [] for repeat in repeats}

    def walk(node: ET.Element, path: str, into: dict[str, str]) -> None:
        for child in node:
            inner = f"{path}/{child.tag.rpartition('}')[2]}"
            if inner in rows:
                row: dict[str, str] = {}
                walk(child, inner, row)
                if any(row.values()):
                    rows[inner].append(row)
            elif len(child):
                walk(child, inner, into)
            else:
                into[inner] = child.text or ""

    walk(root, f"/{root.tag.rpartition('}')[2]}", answers)
    return Filled(answers, rows, xml)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _text(answer: Any) -> str:
    if isinstance(answer, datetime):
        return answer.astimezone(BAGHDAD).isoformat(timespec="milliseconds")
    if isinstance(answer, date):
        return answer.isoformat()
    return " ".join(answer) if isinstance(answer, tuple | list) else str("" if answer is None else answer)


def _listed(tree: ET.Element) -> dict[str, list[str]]:
    """Return the choices of lists without a filter, by the path of their question."""
    lists = {
        instance.get("id", ""): [name.text or "" for name in instance.iter() if name.tag.rpartition("}")[2] == "name"]
        for instance in tree.iter(f"{XF}instance")
    }
    found = {}
    for control in tree.iter():
        itemset = control.find(f"{XF}itemset")
        if itemset is not None:
            name = itemset.get("nodeset", "").partition("instance('")[2].partition("'")[0]
            found[control.get("ref", "")] = lists.get(name, [])
    return found
