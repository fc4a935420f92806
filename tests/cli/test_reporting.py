"""Who has reported and where agencies work, on the command line: a real process."""

from tests.cli.conftest import run


def test_places_are_set_shown_and_corrected_with_a_hint(tmp_path):
    path = str(tmp_path / "ws")
    run("init", "-w", path)
    assert "report_days = 10" in (tmp_path / "ws" / "config.toml").read_text("utf-8")
    run("agency", "add", "A01", "Agency one", "-w", path)
    assert run("agency", "list", "-w", path).stdout.split() == ["A01", "Agency", "one", "-"]
    assert "A01 works in: " in run("agency", "places", "A01", "IQ-SU", "Erbil", "-w", path).stdout
    assert {"IQ-AR", "IQ-SU"} < set(run("agency", "list", "-w", path).stdout.split())
    wrong = run("agency", "places", "A01", "IQ-AX", "-w", path, code=1).stderr
    assert "'IQ-AX' is not a governorate. Did you mean 'IQ-" in wrong and wrong.count("\n") == 1
    assert "The agencies are: A01" in run("agency", "places", "A02", "IQ-AR", "-w", path, code=1).stderr
    assert {"IQ-AR", "IQ-SU"} < set(run("agency", "list", "-w", path).stdout.split())
    run("agency", "end", "A01", "-w", path)
    assert "(until 20" in run("agency", "list", "-w", path).stdout
    assert "A01 is a member again." in run("agency", "resume", "A01", "-w", path).stdout


def test_an_operator_sees_who_has_reported_before_a_build(tmp_path):
    path = str(tmp_path / "ws")
    run("init", "-w", path)
    run("agency", "add", "A01", "Agency one", "-w", path)
    assert run("release", "reported", "--period", "2099-Q1", "-w", path).stdout.split()[-1] == "missing"
    assert "No agency was expected" in run("release", "reported", "--period", "2020-Q1", "-w", path).stdout
    assert "is not a period" in run("release", "reported", "--period", "soon", "-w", path, code=1).stderr
    config = tmp_path / "ws" / "config.toml"
    config.write_text(config.read_text("utf-8").replace("report_days = 10", "report_days = 40"), "utf-8")
    refused = run("release", "reported", "--period", "2020-Q1", "-w", path, code=1).stderr
    assert "report_days is 40" in refused and "from 0 to 14" in refused


def test_the_demo_has_one_that_is_late_one_gone_silent_and_places_without_anyone(demo):
    from dashboard.release import Releases, verify
    from dashboard.release.silence import silent, uncovered

    releases = Releases(demo / "releases.duckdb")
    newest = releases.newest()
    found = [each.state for each in releases.reports(newest)]
    assert (found.count("late"), found.count("missing"), found.count("on_time")) == (1, 2, 9)
    assert len(silent(releases, newest)) == 1 and len(uncovered(releases, newest)) == 2
    assert verify(releases) == []
    lines = run("release", "reported", "--period", newest, "-w", str(demo)).stdout.splitlines()
    missing = [line.split()[0] for line in lines if line.endswith("missing")]
    assert missing == [
        silent(releases, newest)[0].code,
        "A09",
    ]  # the other one had not reported for the period before either
