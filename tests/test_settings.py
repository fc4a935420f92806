"""config.toml goes through a schema at every start: each fault is said, with its line, and nobody is locked out by a slip."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import settings
from dashboard.errors import WorkspaceError
from dashboard.workspace import CONFIG, Workspace
from tests.commands import ovtf

FAULTS = """title = 3
demo = "yes"
database = ["postgresql://ovtf:hunter2@db/ovtf"]
[timelines]
normal = 0
nromal = 3
consent = true
[hours]
mhpss.thoughts = "soon"
tea = 4
[release]
delay_days = 5
report_days = 9
[sesion]
[session]
idle_minutes = "abc"
absolute_hours = nan
secure_cookie = 1
[server]
allowed_hosts = "one"
"""


def test_every_fault_is_said_at_once_with_its_line_and_what_was_expected():
    with pytest.raises(WorkspaceError) as caught:
        settings.read(FAULTS)
    said = str(caught.value)
    for line in (
        'line 1: title: 3 must be text in "quotes".',
        "line 2: demo: 'yes' must be true or false.",
        'line 3: database: it must be text in "quotes".',
        "line 5: timelines.normal: 0 must be greater than or equal to 1.",
        "line 6: there is no setting timelines.nromal. Did you mean 'normal'?",
        "line 7: timelines.consent: True must be a whole number.",
        "line 9: hours.mhpss.thoughts: 'soon' must be a whole number.",
        "line 10: hours.tea: 4 must be written with the area before it: area.name = 12.",
        "line 11: report_days is 9, but a quarter is published 5 days after it ends (delay_days). "
        "Make report_days a whole number from 0 to 5.",
        "line 14: there is no setting sesion. Did you mean 'session'?",
        "line 16: session.idle_minutes: 'abc' must be a number.",
        "line 17: session.absolute_hours: nan must be a finite number.",
        "line 18: session.secure_cookie: 1 must be true or false.",
        'line 20: server.allowed_hosts: \'one\' must be a list, such as ["one", "two"].',
    ):
        assert f"  {line}\n" in said + "\n"
    assert "hunter2" not in said


@pytest.mark.parametrize("length", ["0", "-1", "1", "4.9", "721", "inf", '"30"', "true", "[]"])
def test_a_session_without_end_or_without_time_is_refused(length):
    with pytest.raises(WorkspaceError, match="idle_minutes"):
        settings.read(f"[session]\nidle_minutes = {length}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("trusted_proxy", proxy) for proxy in ("*", "127.0.01", "proxy", "0.0.0.0/0", "::/0", "10.0.0.5/24", "127.0.0.1, *")),
        *(
            ("allowed_hosts", host)
            for host in ("https://ovtf.example.org", "*", "OVTF.example.org", "ovtf.example.org/", "ovtf.example.org:443",
                         "*.example.org", "ovtf example.org", "")
        ),
    ],
)  # fmt: skip
def test_a_proxy_or_a_name_that_lets_nobody_in_or_anybody_lie_is_refused(name, value):
    written = f'["{value}"]' if name == "allowed_hosts" else f'"{value}"'
    with pytest.raises(WorkspaceError, match=f"line 2: server.{name}: '{re.escape(value)}' is no "):
        settings.read(f"[server]\n{name} = {written}\n")


def test_names_and_proxies_as_they_are():
    read = settings.read(
        '[server]\nallowed_hosts = ["ovtf.example.org", "ovtf.example.org:8443", "10.0.0.5", "[fd00::5]:8501", "localhost"]\n'
        'trusted_proxy = "127.0.0.1, fd00::/64"\n'
    )
    assert [str(network) for network in read.server.proxies] == ["127.0.0.1/32", "fd00::/64"]
    assert settings.read("").server.proxies == ()


def test_what_a_new_workspace_says_is_what_holds_without_it():
    assert settings.read(CONFIG.format(demo="false")) == settings.read("")


def test_a_workspace_of_before_with_a_shorter_delay_reports_until_it_is_published():
    assert settings.read("[release]\ndelay_days = 5").release.report_days == 5


DECLARED = """[release]
menu = "huge"
rhythm = "month"
yearly = "no"
waits = 3
regions = "three"
expected = "many"
[regions]
north = "IQ-NI"
"""


def test_what_is_declared_of_releases_is_read_strictly():
    with pytest.raises(WorkspaceError) as caught:
        settings.read(DECLARED)
    for line in (
        "line 2: release.menu: 'huge' must be 'whole', 'tiny', 'small', 'medium' or 'large'.",
        "line 3: release.rhythm: 'month' must be 'quarter', 'half_year' or 'year'.",
        "line 4: release.yearly: 'no' must be true or false.",
        "line 5: release.waits: 3 must be less than or equal to 2.",
        "line 6: release.regions: 'three' must be 'two' or 'five'.",
        "line 7: release.expected: 'many' must be a whole number.",
        'line 9: regions.north: \'IQ-NI\' must be a list, such as ["one", "two"].',
    ):
        assert f"  {line}\n" in str(caught.value) + "\n"
    with pytest.raises(WorkspaceError, match='rhythm is "half_year", but the whole menu is for quarters'):
        settings.read('[release]\nrhythm = "half_year"\n')


def test_a_server_with_a_wrong_setting_does_not_start_and_says_why(tmp_path):
    workspace = Workspace.create(tmp_path / "ws")
    config = workspace.path / "config.toml"
    config.write_text(config.read_text("utf-8").replace("idle_minutes = 30", 'idle_minutes = "abc"'), "utf-8")
    for command in (("serve", "--port", "1"), ("agency", "list"), ("check",)):
        refused = ovtf(*command, "-w", str(workspace.path), code=1)
        assert "session.idle_minutes: 'abc' must be a number." in refused.stdout + refused.stderr


@given(
    st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=4) | st.dictionaries(st.text(), st.none()))
)
def test_whatever_is_written_comes_out_as_settings_or_as_a_sentence(written):
    import json

    text = "\n".join(f"{json.dumps(name)} = {json.dumps(value)}" for name, value in written.items() if value != {})
    try:
        settings.read(text)
    except WorkspaceError as error:
        assert str(error).startswith("config.toml")
