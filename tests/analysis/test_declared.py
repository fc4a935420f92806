"""What every figure declares: definition, numerator and denominator, day, source; and which of the reference exist."""

import re
from importlib.resources import files

import pytest

from dashboard import codes
from dashboard.actions.supervisor.figures import question_of
from dashboard.analysis import Cut, figure
from dashboard.contract import View
from tests.analysis.conftest import FIGURES, FORMS, REGISTRY
from tests.analysis.histories import NOW
from tools import figure_list

LAST = {"C": 11, "A": 7, "I": 12, "R": 10, "Q": 16, "S": 13, "D": 8, "L": 7, "X": 2, "H": 7}
SHARES = [name for name, each in FIGURES.items() if getattr(each.figure, "kind", "") == "share"]


def test_every_indicator_of_the_reference_is_shown_or_left_out_with_a_reason():
    shown = {each for _area, declared in figure_list.declared() for each in figure_list.ids(declared)}
    reference = {f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)}
    assert shown | figure_list.LEFT_OUT.keys() == reference
    assert not shown & figure_list.LEFT_OUT.keys()


def test_the_list_in_the_docs_is_what_is_declared():
    assert figure_list.DOC.read_text("utf-8") == figure_list.write(), "the figures have changed: make documents"


@pytest.mark.parametrize("name", SHARES)
def test_a_share_says_what_is_counted_of_all_what(name):
    assert re.search(r", of all ", FIGURES[name].figure.definition)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_counts_by_a_day_of_its_own_says_which(name):
    declared = FIGURES[name].figure
    assert bool(declared.day) == (declared.time_base == "day")


@pytest.mark.parametrize("name", [name for name, each in FIGURES.items() if isinstance(each.figure, View)])
def test_every_code_that_a_view_can_show_has_words(made, name):
    area, view, dataset = FIGURES[name]
    rows = figure(made.projection, area, view, Cut(agency=None, now=NOW), dataset).rows
    for at, column in enumerate(view.by):
        if column in ("quarter", "area"):
            continue
        assert {row[at] for row in rows} - {None} <= known(area, view, at)


def known(area, view, at):
    if at < len(view.codes) and view.codes[at]:
        return set(codes.names(view.codes[at]))
    if view.words:
        return set(view.words)
    question = question_of(FORMS, area, view, at)
    return {choice.name for choice in question.choices} if question else set()


def test_every_dataset_of_the_core_is_used():
    used = {each.figure.dataset for name, each in FIGURES.items() if name.startswith("core.")}
    present = {each.name.removesuffix(".sql") for each in (files("dashboard.analysis.core") / "sql").iterdir()}
    assert present <= used and REGISTRY.active
