"""One statement a figure: the SQL of each shape is kept in golden/*.sql, and every figure is one read-only SELECT.

Write the files anew with: python -m tests.analysis.test_golden
"""

from datetime import date
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from dashboard.analysis import Cut
from dashboard.analysis.compile import compile_indicator, compile_view, render, source
from dashboard.contract import Indicator, View, count_rows
from tests.analysis.histories import NOW

GOLDEN = Path(__file__).parent / "golden"
CUT = Cut(agency="A01", now=NOW)
PERIOD = Cut(agency="A01", now=NOW, since=date(2026, 7, 1), until=date(2026, 9, 30))
CASES, FORM = "SELECT * FROM core.cases", 'SELECT * FROM "shelter"."stay" WHERE NOT superseded'
CLOCK = "SELECT s.case_key, s.day, s.until <= k.today AS over FROM shelter.stay s JOIN core.clock k ON TRUE"


def view(*by, **changes):
    return View(name="v", label="V", dataset="d", by=by, **changes)


def indicator(**changes):
    return Indicator(name="n", label="N", dataset="d", **{"numerator": "met", "definition": "D"} | changes)


SHAPES = {
    "cases_by_one": (view("stream"), CASES, set(), CUT),
    "rows_by_one": (view("place", measure=count_rows()), FORM, set(), CUT),
    "cases_by_two": (view("risk_level", "stream"), CASES, set(), CUT),
    "several_values": (view("platforms"), CASES, {"platforms"}, CUT),
    "several_by_several": (view("platforms", "violence_types"), CASES, {"platforms", "violence_types"}, CUT),
    "in_a_period": (view("place", time_base="day"), CLOCK, set(), PERIOD),
    "opened_in_a_period": (view("stream", time_base="opening"), CASES, set(), PERIOD),
    "share_of_all": (indicator(), FORM, None, CUT),
    "share_of_some": (indicator(denominator="asked"), FORM, None, CUT),
    "share_of_rows": (indicator(denominator="asked", measure=count_rows()), FORM, None, CUT),
    "share_of_every_case": (indicator(base="every", numerator="reportable"), CASES, None, CUT),
    "share_at_a_time": (indicator(numerator="over", time_base="now"), CLOCK, None, PERIOD),
    "ratio": (indicator(kind="ratio", denominator="asked"), FORM, None, CUT),
    "duration": (indicator(kind="duration", numerator="hours", running="waits"), FORM, None, CUT),
    "duration_of_some": (indicator(kind="duration", numerator="hours", denominator="asked"), FORM, None, CUT),
    "all_agencies": (view("stream"), CASES, set(), Cut(agency=None, now=NOW)),
}


def statement(shape):
    declared, sql, lists, cut = SHAPES[shape]
    tree = source(sql, cut.now)
    return compile_view(declared, tree, lists, cut) if lists is not None else compile_indicator(declared, tree, cut)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_compiles_to_the_statement_in_its_file(shape):
    assert render(statement(shape)) + "\n" == (GOLDEN / f"{shape}.sql").read_text("utf-8")


def test_there_is_a_file_for_every_shape_and_no_other():
    assert {path.stem for path in GOLDEN.glob("*.sql")} == SHAPES.keys()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_figure_is_one_select_that_is_read_alike_by_three_engines(shape):
    for dialect in ("duckdb", "postgres", "spark"):
        (found,) = sqlglot.parse(render(statement(shape), dialect), read=dialect)
        assert isinstance(found, exp.Select)


def test_the_name_of_an_agency_cannot_leave_its_quotes():
    cut = Cut(agency="A01' OR '1' = '1", now=NOW)
    text = render(compile_view(view("stream"), source(CASES, NOW), set(), cut))
    assert "'A01'' OR ''1'' = ''1'" in text


if __name__ == "__main__":
    for each in SHAPES:
        (GOLDEN / f"{each}.sql").write_text(render(statement(each)) + "\n", "utf-8")
