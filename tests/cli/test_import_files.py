"""ovtf import map, plan, cases and template: every file on the command line ends in a plan or in a sentence."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import run
from tests.interchange.filled_template import filled_book, filled_csv, saved

INPUTS = Path(__file__).parents[1] / "interchange" / "inputs"
GBVIMS = INPUTS / "r01_gbvims_incident_recorder.xlsx"


@pytest.fixture
def at(context, person):
    """The words that name a workspace with an agency."""
    person("supervisor", "A01")
    context.records.close()
    return ("--agency", "A01", "-w", str(context.workspace.path))


def written(folder: Path, content: bytes, name: str = "cases.csv") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def with_bad(**changed: str) -> bytes:
    """Return the template with a good row and one that is bad."""
    second = filled_csv(record_ref="2", **(changed or {"governorate": "Atlantis"}))
    return filled_csv() + second.splitlines(keepends=True)[1]


def test_a_draft_asks_which_cases_are_online_says_how_to_answer_and_the_answer_makes_the_plan(at, tmp_path):
    draft = tmp_path / "gbvims.toml"
    said = run("import", "map", str(GBVIMS), "--to", str(draft), code=3).stdout
    assert "kind: gbvims_ir" in said and "question: Which column says that it happened online" in said
    assert "answer: " in said and "--online" in said
    assert draft.read_text("utf-8").startswith("# question: ") and "\n# answer: " in draft.read_text("utf-8")
    for words in ((), ("--mapping", str(draft))):
        refused = run("import", "plan", str(GBVIMS), *at, *words, code=1)
        assert "Which of these cases happened online" in refused.stderr and "--online all" in refused.stderr
    draft.write_text(draft.read_text("utf-8") + "\n[online]\nall = true\n", "utf-8")
    assert "question:" not in run("import", "map", str(GBVIMS), "--mapping", str(draft)).stdout
    assert "new: 30" in run("import", "plan", str(GBVIMS), *at, "--mapping", str(draft)).stdout


def test_online_names_a_column_and_values_and_what_is_no_answer_gets_a_sentence(at):
    plan = ("import", "plan", str(GBVIMS), *at, "--online")
    said = run(*plan, "PREVIOUSLY REPORTED THIS INCIDENT?=yes-gbvims org / agency|maybe").stdout
    assert "new: 10" in said and "left out: 20 rows, nothing says that it happened online" in said
    assert "new: 30" in run(*plan, "all").stdout
    for wrong in ("SEX", "=F"):
        assert "Write --online all" in run(*plan, wrong, code=1).stderr
    assert "is missing in the file" in run(*plan, "SEKS=F", code=1).stderr


def test_a_plan_is_made_shown_and_taken_and_bad_rows_come_back_with_why(at, tmp_path):
    file, bad = written(tmp_path, with_bad()), tmp_path / "bad.xlsx"
    said = run("import", "plan", file, *at, "--bad", str(bad), code=3).stdout
    assert "new: 1" in said and "faulty: 1" in said and "row 3, governorate: is not in the list" in said
    assert "Atlantis" not in said
    page = openpyxl.load_workbook(bad).worksheets[0]
    header, row = ([cell.value for cell in line] for line in page.iter_rows())
    assert header[:4] == ["→ sheet", "→ row", "→ why", "record_ref"] and row[1] == 3 and row[3] == "2"
    assert "governorate: is not in the list" in str(row[2]) and bad.stat().st_mode & 0o777 == 0o600
    take = said.rsplit("Take it: ovtf ", 1)[1].split()
    assert take[-1] == "--skip-bad"
    assert "Some rows of the file have faults" in run(*take[:-1], *at[2:], code=1).stderr
    assert "1 cases came in" in run(*take, *at[2:]).stdout


def test_the_template_in_one_step_comes_in_whole_or_not_at_all(at, tmp_path):
    file = written(tmp_path, with_bad())
    cases = ("import", "cases", file, *at)
    refused = run(*cases, code=1)
    assert "row 3, governorate: is not in the list" in refused.stdout and "Nothing was imported" in refused.stderr
    bad = ("--bad", str(tmp_path / "bad.xlsx"))
    said = run(*cases, "--skip-bad", *bad).stdout
    assert "Rows with faults are in bad.xlsx" in said and "2 rows read: 1 came in, 0 were there already, 1 with" in said
    assert "is there already" in run(*cases, "--skip-bad", *bad, code=1).stderr
    states = [line.split()[3] for line in run("import", "list", *at).stdout.splitlines()]
    assert states == ["committed", "dropped"], "what did not come in leaves no plan"


def test_a_dry_run_shows_rows_as_they_were_understood_and_leaves_nothing(at, tmp_path):
    file = written(tmp_path, saved(filled_book()), "cases.xlsx")
    said = run("import", "cases", file, *at, "--dry-run").stdout
    assert "governorate IQ-AR · " in said and "1 rows read: 1 would come in" in said and "note:" not in said
    assert " dropped " in run("import", "list", *at).stdout
    assert "1 came in" in run("import", "cases", file, *at).stdout


def test_one_step_changes_no_case_before_somebody_has_seen_how(at, tmp_path):
    run("import", "cases", written(tmp_path, filled_csv()), *at)
    file = written(tmp_path, filled_csv(gender="male"))
    for words in (("--dry-run",), ("--skip-bad",)):
        refused = run("import", "cases", file, *at, *words, code=1).stderr
        assert "1 rows change cases" in refused and "ovtf import plan" in refused
    said = run("import", "plan", file, *at).stdout
    assert "row 2, changed: gender" in said
    take = said.rsplit("Take it: ovtf ", 1)[1].split()
    assert "0 cases came in, 1 were corrected" in run(*take, *at[2:]).stdout


@pytest.mark.parametrize(
    ("name", "part"),
    [("r01_gbvims_incident_recorder.xlsx", "looks like gbvims_ir"), ("r03_kobo_xml_headers.csv", "looks like kobo")],
)
def test_a_file_that_is_not_the_template_is_sent_to_map_and_plan(at, name, part):
    refused = run("import", "cases", str(INPUTS / name), *at, code=1).stderr
    assert part in refused and "ovtf import map FILE" in refused and "ovtf import plan FILE --agency A01" in refused


def test_what_keeps_a_file_from_being_the_template_is_named_at_once(at, tmp_path):
    lines = [line.split(",") for line in filled_csv().decode("utf-8-sig").splitlines()]
    gender = lines[0].index("gender")
    without = "\n".join(",".join(cells[:gender] + cells[gender + 1 :]) for cells in lines)
    refused = run("import", "cases", written(tmp_path, without.encode()), *at, code=1)
    assert refused.stderr.startswith("gender: is missing in the file: gender is read from it.\nThis file is not the")
    many = run("import", "cases", str(INPUTS / "s41_40_unknown_columns.csv"), *at, code=1).stderr
    assert many.count("is not one that is taken") == 40


@pytest.mark.parametrize("command", ["map", "plan", "cases"])
def test_a_file_that_cannot_be_read_gets_a_sentence(at, tmp_path, command):
    words = () if command == "map" else at
    for place, part in ((tmp_path / "nowhere.csv", "does not exist"), (tmp_path, "is a directory")):
        assert part in run("import", command, str(place), *words, code=2).stderr
    broken = INPUTS / "b19_truncated.xlsx"
    assert "only a part of it" in run("import", command, str(broken), *words, code=1).stderr
    assert "no rows" in run("import", command, str(INPUTS / "s32_header_only.csv"), *words, code=1).stderr


def test_wrong_names_of_agencies_and_mappings_get_a_sentence(at, tmp_path):
    file, ws = written(tmp_path, filled_csv()), at[2:]
    for command in (("plan", file), ("cases", file), ("list",), ("commit", "x"), ("drop", "x")):
        assert "no agency 'A99'" in run("import", *command, "--agency", "A99", *ws, code=1).stderr
    for command in ("commit", "drop"):
        assert "no plan of this id" in run("import", command, "x", *at, code=1).stderr
    assert "Did you mean 'template'" in run("import", "plan", file, *at, "--mapping", "templat", code=1).stderr
    assert "Did you mean 'template'" in run("import", "map", file, "--mapping", "templat", code=1).stderr
    assert "cannot be read" in run("import", "map", file, "--mapping", "none.toml", code=1).stderr
    wrong = written(tmp_path, b"[column\n", "wrong.toml")
    assert "is no TOML" in run("import", "plan", file, *at, "--mapping", wrong, code=1).stderr


def test_places_where_nothing_can_be_written_are_refused_before_a_plan_is_made(at, tmp_path):
    file, nowhere = written(tmp_path, with_bad()), tmp_path / "nowhere"
    for place in (nowhere / "bad.xlsx", tmp_path / "bad.csv"):
        assert "Name an .xlsx" in run("import", "plan", file, *at, "--bad", str(place), code=1).stderr
    assert "no plans" in run("import", "list", *at).stdout
    for words in (("map", file, "--to", str(nowhere / "m.toml")), ("template", str(nowhere / "t.xlsx"))):
        assert "No such file or directory" in run("import", *words, code=1).stderr
    assert "ends in .toml" in run("import", "map", file, "--to", file, code=1).stderr
    written(tmp_path, b"mine", "mine.toml")
    assert "is there already" in run("import", "map", file, "--to", str(tmp_path / "mine.toml"), code=1).stderr
    assert (tmp_path / "mine.toml").read_bytes() == b"mine"


def test_a_template_that_people_filled_in_comes_in_from_the_command_that_wrote_it(at, tmp_path):
    file = tmp_path / "t.xlsx"
    run("import", "template", str(file))
    assert "no rows" in run("import", "cases", str(file), *at, code=1).stderr
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    names = [cell.value for cell in book["cases"][2]]
    filled = dict(zip(filled_csv().decode("utf-8-sig").splitlines()[0].split(","), _cells(), strict=True))
    for place, name in enumerate(names, start=1):
        book["cases"].cell(3, place, filled[name] or None)
    book.save(file)
    assert "1 came in" in run("import", "cases", str(file), *at).stdout


def _cells() -> list[str]:
    return filled_csv().decode("utf-8-sig").splitlines()[1].split(",")
