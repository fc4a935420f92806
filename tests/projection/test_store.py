"""The projection is made anew when it is lost, damaged or of another shape; free text never gets in."""

import subprocess
import sys

import pytest

from dashboard.actions.work import drafting
from dashboard.projection import Projection, ProjectionBusy


def test_a_lost_or_damaged_projection_is_made_anew(context, person, open_case):
    open_case(person("case_manager", "A01"))
    path = context.workspace.projection
    context.projection.close()
    path.write_bytes(b"this is no database" * 100)
    again = Projection.open(path, context.relations())
    again.follow(context.records)
    assert again.rows("SELECT count(*) FROM core.cases") == [(1,)]
    again.close()


def test_another_process_that_holds_the_file_is_named_as_the_reason(context):
    context.refresh()
    code = (
        "import sys; from pathlib import Path; from dashboard.projection import Projection, ProjectionBusy\n"
        "try: Projection.open(Path(sys.argv[1]), [])\n"
        "except ProjectionBusy: print('busy')"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(context.workspace.projection)], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "busy"
    assert ProjectionBusy


def test_text_answers_never_reach_the_projection(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    draft = drafting.open_draft(context, amal, "mhpss", "assessment", key)
    answers = {
        "distress": "mild",
        "self_harm": "none",
        "first_aid": "given",
        "symptoms": ("sleep",),
        "functioning": "harder",
        "supporters": ("friend",),
        "care": "basic",
        "note": "a sentence for myself",
    }
    assert not drafting.submit(context, amal, draft.id, answers).problems
    row = context.projection.rows("SELECT * FROM mhpss.assessment")[0]
    assert "sentence" not in str(row) and ["sleep"] in row
    assert "note" not in context.projection.columns("mhpss", "assessment")


def test_following_twice_applies_nothing_twice(context, person, open_case):
    open_case(person("case_manager", "A01"))
    assert context.projection.follow(context.records) == 0


@pytest.mark.parametrize("kind", ["integer", "date", "select_one yes_no"])
def test_a_question_that_comes_back_with_another_kind_gets_a_column_of_its_own(kind):
    from dashboard.forms import Form
    from dashboard.projection.relations import relations

    def version(of: str, number: int) -> Form:
        return Form.from_markdown(
            f"| survey |\n| | type | name | label |\n| | {of} | q | Q |", name="f", version=str(number)
        )

    found = relations([("a", version("decimal", 1)), ("a", version(kind, 2))])["a", "f"]
    assert found.columns["q"] == "DOUBLE" and len(found.columns) == 2


def test_the_file_is_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "projection.duckdb"
    Projection.open(path, ()).close()
    assert path.stat().st_mode & 0o077 == 0
