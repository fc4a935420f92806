"""ovtf form export --standalone and ovtf import entries: out to telephones and back, on the command line."""

import pytest

from tests.actions.filled import NEED
from tests.commands import ovtf
from tests.interchange.entry_files import entry, file, soon


@pytest.fixture
def made(context, person, open_case, tmp_path):
    """Where a workspace with a case is, and two files about the case: a good one and one with a fault."""
    key = open_case(person("supervisor", "A01"))
    one = entry(key, NEED | {"need_date": soon().date()})
    (tmp_path / "good.csv").write_bytes(file(one)["entries.csv"])
    (tmp_path / "bad.csv").write_bytes(file(one, entry(key, NEED | {"need_date": "zzqq"}))["entries.csv"])
    context.records.close()
    return tmp_path, ("--agency", "A01", "-w", str(context.workspace.path))


def test_entries_are_planned_brought_in_and_known_again(made):
    folder, at = made
    bring = ("import", "entries", "core.need", str(folder / "good.csv"), *at)
    assert "1 would come in" in ovtf(*bring, "--dry-run").stdout
    assert "1 came in" in ovtf(*bring).stdout
    assert "0 would come in (0 replace an older entry), 1 were there already" in ovtf(*bring).stdout


def test_a_fault_is_said_with_its_place_and_nothing_comes_in(made):
    folder, at = made
    bring = ("import", "entries", "core.need", str(folder / "bad.csv"), *at)
    refused = ovtf(*bring, code=1)
    assert "row 3, need_date: Give a date that exists." in refused.stdout
    assert "zzqq" not in refused.stdout + refused.stderr and "Nothing came in" in refused.stderr
    assert "1 came in" in ovtf(*bring, "--skip-bad").stdout


def test_forms_for_telephones_are_written_by_their_numbers(tmp_path):
    said = ovtf("form", "export", "safety", "--standalone", "--into", str(tmp_path)).stdout
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2 and all(name.startswith("form_") for name in names)
    assert "safety.risk_assessment" in said and "all taken" in ovtf("form", "check", str(tmp_path / names[0])).stdout
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----")
    wrong = ("form", "export", "core.need", "--standalone", "--public-key", str(tmp_path / "key.pem"))
    assert "private key" in ovtf(*wrong, code=1).stderr
