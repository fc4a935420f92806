# ruff: noqa: E501 - the hostile plugin reads better on one line each
"""A hostile plugin on the pages: case managers see calm sentences, the administrator sees which plugin and where."""

import dataclasses

import pytest
from sqlglot import exp, parse_one

from dashboard.actions.administration import areas
from dashboard.actions.supervisor import figures
from dashboard.actions.work import cases, drafting
from dashboard.contract import Dataset, View
from dashboard.errors import NotAllowed
from dashboard.projection.lockdown import Limits
from dashboard.registry import Registry
from dashboard.registry.loading import load_all
from tests.ui.conftest import texts

HOSTILE = """
from dashboard import Area, ChecklistItem, Checklist, Form, Guidance, Service, View, Dataset, hookimpl
FORM = '''
| survey | | | | | |
| | type | name | label | hint | constraint |
| | integer | n | How many <img src=x onerror=alert(1)>? | [hint](javascript:alert(1)) | . < 5 |
| settings | | |
| | form_title | version |
| | A form | 1 |
'''
@hookimpl
def register_area(): return Area(name="odd", label="Odd <script>alert(1)</script>", summary="S", order=1)
@hookimpl
def register_forms(): return [Form.from_markdown(FORM, name="f")]
@hookimpl
def register_guidance():
    return [Guidance(heading="issue", text="Read this. <script>alert(1)</script> [a](javascript:alert(1)) ![b](http://example.org/b.png)\\n\\n[c]: javascript:alert(2)\\n", source="[s](data:x)", reviewed="2026-11")]
@hookimpl
def register_checklists(): return [Checklist(name="c", label="C", items=(ChecklistItem(name="a", label="Do [this](javascript:alert(1))", hint="<b>h</b>"),))]
@hookimpl
def register_services(): return [Service(name="s", label="S", kind="tool", summary="[x](javascript:y)", channels=(("web", "javascript:alert(1)"),))]
@hookimpl
def register_datasets():
    return [Dataset(name="slow", sql="SELECT a.case_key, a.gender FROM core.cases a JOIN core.cases b ON a.gender = b.gender"), Dataset(name="files", sql="SELECT * FROM 'records.db'"), Dataset(name="each", sql="SELECT case_key, lower(case_key) AS name FROM core.cases")]
@hookimpl
def register_views():
    return [View(name=n, label="V", dataset=d, by=(b,)) for n, d, b in (("keys", "cases", "case_key"), ("files", "files", "a"), ("each", "each", "name"), ("moments", "cases", "opened_at"), ("good", "cases", "gender"))]
@hookimpl
def suggest_tasks(case): raise RuntimeError("secret")
@hookimpl
def check_answers(form, answers): raise SystemExit
"""


@pytest.fixture
def hostile(install, context) -> None:
    """A context in which a hostile partner plugin is installed beside the shipped areas."""
    install("odd", HOSTILE)
    context.registry = Registry.load()


@pytest.mark.usefixtures("hostile")
def test_a_hostile_area_is_drawn_without_its_links_and_scripts(show, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    test = show("case", amal, key=key)
    test.session_state[f"case.{key}.tab"] = "Odd < script>alert(1)< /script>"
    test.session_state[f"case.{key}.odd.why"] = True
    test.run()
    shown = texts(test)
    assert "Read this." in shown and "Do [this] (javascript:alert(1))" in shown
    assert "](" not in shown.replace("](http://localhost", "") and "<script" not in shown and "<img" not in shown
    assert "Some advice of this area may be missing." in shown and "secret" not in shown


@pytest.mark.usefixtures("hostile")
def test_a_check_that_exits_loses_no_work_and_the_administrator_sees_whose_it_is(show, person, open_case, context):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    draft = drafting.open_draft(context, amal, "odd", "f", key)
    assert drafting.submit(context, amal, draft.id, {"n": 3}).submission_id
    cases.read_case(context, amal, key)
    shown = texts(show("plugins", person("administrator")))
    assert "`check_answers`: SystemExit" in shown and "`suggest_tasks`: RuntimeError" in shown
    assert "secret" not in shown and "an address was left out" in shown
    assert "<script" not in shown


@pytest.mark.usefixtures("hostile")
def test_figures_that_list_cases_or_leave_the_gate_are_missing_calmly_and_the_others_are_there(
    show,
    person,
    open_case,
    context,
):
    amal, sara = person("case_manager", "A01"), person("supervisor", "A01")
    for _ in range(22):
        open_case(amal)
    found = next(each for each in figures.agency_figures(context, sara) if each.area.name == "odd")
    assert [view.name for view, _figure in found.figures] == ["good"]
    assert [problem.split(":")[0] for problem in found.problems] == ["keys", "files", "each", "moments"]
    page = show("figures", sara)
    page.selectbox(key="figures.group").set_value("odd").run()
    assert "4 figures of this area cannot be shown now." in texts(page) and "case_key" not in texts(page)
    told = texts(show("plugins", person("administrator")))
    assert "`figure keys`" in told and "Cases cannot be counted by" in told


def test_a_figure_that_is_too_slow_is_computed_once_and_tried_again_on_demand(context, person, open_case, monkeypatch):
    monkeypatch.setattr(context.projection, "_limits", Limits(seconds=0.2))
    amal = person("case_manager", "A01")
    for _ in range(3):
        open_case(amal)
    plugin = context.registry.plugin("safety")
    monkeypatch.setattr(
        context.registry, "active", [dataclasses.replace(plugin, views=(SLOW,), datasets=(), indicators=())]
    )
    monkeypatch.setattr("dashboard.analysis.figures.compile_view", _endless)
    sara, admin = person("supervisor", "A01"), person("administrator")
    (found,) = [each for each in figures.agency_figures(context, sara, group="") if each.area.name == "safety"]
    assert "ran longer than 0.2 seconds" in found.problems[0]
    (found,) = [each for each in figures.agency_figures(context, sara, group="") if each.area.name == "safety"]
    assert "not computed again" in found.problems[0]
    areas.ask_again(context, admin, "safety")
    (found,) = [each for each in figures.agency_figures(context, sara, group="") if each.area.name == "safety"]
    assert "ran longer" in found.problems[0]


def test_a_figure_says_how_many_cases_it_lacks_because_the_sql_fails_for_them(
    context, person, open_case, show, monkeypatch
):
    amal = person("case_manager", "A01")
    keys = [open_case(amal) for _ in range(3)]
    overflow = f"9223372036854775800 + CASE WHEN c.case_key = '{keys[1]}' THEN length(c.case_key) ELSE 1 END"
    sql = f"SELECT c.case_key, ({overflow}) % 7 AS rest FROM core.cases c"
    plugin = dataclasses.replace(
        context.registry.plugin("safety"),
        views=(View(name="spoilt", label="Spoilt", dataset="d", by=("rest",)),),
        datasets=(Dataset(name="d", sql=sql),),
        indicators=(),
    )
    monkeypatch.setattr(context.registry, "active", [plugin])
    page = show("figures", person("supervisor", "A01"))
    page.selectbox(key="figures.group").set_value("safety").run()
    assert "2 cases · 1 case could not be counted" in texts(page)


SLOW = View(name="slow", label="Slow", dataset="cases", by=("gender",))


def _endless(*_) -> exp.Expression:
    return parse_one("SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c", read="duckdb")


def test_an_administrator_switches_an_area_off_for_everybody_and_on_again(show, person, open_case, context):
    amal, admin = person("case_manager", "A01"), person("administrator")
    key = open_case(amal)
    draft = drafting.open_draft(context, amal, "digital", "digital_risk", key)
    page = show("plugins", admin)
    page.button(key="plugins.digital.switch").click().run()
    assert "digital" not in [each.name for each in context.registry.active]
    assert "○ off" in " ".join(str(each.value) for each in page.markdown) or page.button(key="plugins.digital.switch")
    case = show("case", amal, key=key)
    assert "Digital" not in [tab.label for tab in case.tabs]
    assert show("my_work", amal) and show("guide", amal) and show("team", person("supervisor", "A01"))
    page.button(key="plugins.digital.switch").click().run()
    assert "digital" in [each.name for each in context.registry.active]
    assert drafting.open_draft(context, amal, "digital", "digital_risk", key).id == draft.id, "the draft was kept"


def test_only_an_administrator_switches(context, person):
    for role, agency in (("supervisor", "A01"), ("case_manager", "A01"), ("coordinator", None)):
        with pytest.raises(NotAllowed):
            areas.switch(context, person(role, agency), "digital", False)


def test_what_an_area_recorded_is_read_in_the_history_while_it_is_off(install, show, person, open_case, context):
    install("odd", HOSTILE)
    context.registry = Registry.load()
    amal = person("case_manager", "A01")
    key = open_case(amal)
    draft = drafting.open_draft(context, amal, "odd", "f", key)
    assert drafting.submit(context, amal, draft.id, {"n": 3}).submission_id
    for state in ("off", "gone"):
        if state == "gone":
            context.registry = Registry([each for each in load_all() if each.name != "odd"])
        else:
            areas.switch(context, person("administrator"), "odd", False)
        test = show("case", amal, key=key)
        test.session_state[f"case.{key}.tab"] = "History"
        test.run()
        assert "Kept from areas that are not in use" in texts(test)
        assert any(each.label.startswith("A form") for each in test.expander)
        assert any("<td>3</td>" in str(each.proto) for each in test.get("html"))
