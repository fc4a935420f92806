"""A correction on the command line: it can be asked for, and not approved."""

from tests.cli.conftest import run
from tests.reported import report_in


def test_a_command_asks_for_a_correction_and_cannot_approve_it(tmp_path):
    path = str(tmp_path / "ws")
    run("init", "-w", path)
    report_in(tmp_path / "ws", "2025-Y")
    run("release", "build", "--yes", "--period", "2025-Y", "-w", path)
    wrong = run(
        "release", "ask-correction", "--period", "2025-Y", "--reason", "late_imports", "-w", path, code=1
    ).stderr
    assert "Did you mean 'late_import'?" in wrong
    asked = run("release", "ask-correction", "--period", "2025-Y", "--reason", "late_import", "-w", path).stdout
    assert "A coordinator decides on the page Corrections" in asked
    for more in ((), ("--dry-run",)):
        refused = run("release", "correct", "--period", "2025-Y", *more, "-w", path, code=1).stderr
        assert "No coordinator has approved a correction of 2025-Y" in refused
    run("release", "correct", "--period", "2025-Y", "--approver", "dilan", "-w", path, code=2)
    assert all(each.stat().st_mode & 0o077 == 0 for each in (tmp_path / "ws").rglob("*"))
    assert "corrected" not in run("release", "list", "-w", path).stdout
