"""No page tells of a restricted case, and who decides changes on the page who knows of it."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.actions.supervisor import knowing as agency_knowing
from dashboard.actions.work import cases, knowing
from dashboard.records import agencies
from dashboard.ui import context as ui_context
from dashboard.ui.every_page import CASE_ROLES, PAGES
from tests.ui.conftest import draw, texts

UNKNOWN = "OV-2222-2222"


@pytest.fixture
def secret(context, person, open_case):
    """A restricted case; with it a case manager and a supervisor of the agency who do not know of it."""
    amal, sara = person("case_manager", "A01", "amal"), person("supervisor", "A01", "sara")
    key = open_case(amal)
    knowing.restrict(context, amal, key, "staff_family", sara.person_id)
    return key, (person("case_manager", "A01", "noor"), person("supervisor", "A01", "rana"))


def drawn(context, monkeypatch, module, who, key):
    """Everything that a page shows, and the sentence with which it refuses."""
    monkeypatch.setitem(ui_context._contexts, str(context.workspace.path), context)
    values = {name: getattr(who, name) for name in ("person_id", "username", "name", "role", "agency", "language")}
    args = (module.rpartition(".")[2], str(context.workspace.path), values, {"key": key})
    test = AppTest.from_function(draw, args=args, default_timeout=60).run()
    return f"{test.main}{[error.message for error in test.exception]}", bool(test.exception)


def test_no_page_tells_of_a_restricted_case(context, monkeypatch, secret):
    key, strangers = secret
    for who in strangers:
        for page in PAGES:
            if who.role not in page.roles:
                continue
            shown, refuses = drawn(context, monkeypatch, page.module, who, key)
            assert key not in shown, page.slug
            if refuses:
                assert shown == drawn(context, monkeypatch, page.module, who, UNKNOWN)[0], page.slug
            else:
                assert page.slug not in ("case", "plan")
    assert {page.slug for page in PAGES if set(page.roles) & set(CASE_ROLES)} >= {"case", "plan", "cases", "my-work"}


def test_the_case_page_says_who_works_on_it_and_its_supervisor_adds_somebody(show, context, secret):
    key, (noor, _rana) = secret
    with context.records.read() as tx:
        sara = next(each for each in knowing.people.every(tx) if each.username == "sara")
    sara = replace(noor, person_id=sara.id, username="sara", name="Sara", role="supervisor")
    test = show("case", sara, key=key)
    assert "Restricted: she belongs to the family of a member of staff" in texts(test)
    test.session_state[f"case.{key}.tab"] = "Facts"
    test.run()
    assert "Amal, case manager" in texts(test)
    test.selectbox(key=f"case.{key}.people.add.who").set_value(noor.person_id)
    test.radio(key=f"case.{key}.people.add.why").set_value("cover").run()
    test.button(key=f"case.{key}.people.add.go").click().run()
    assert not test.exception and "Noor: somebody is on leave or ill" in texts(test)
    assert cases.read_case(context, noor, key).case.key == key


def test_a_supervisor_of_an_agency_of_before_is_asked_once_who_reads_its_cases(show, context, person):
    sara = person("supervisor", "A01")
    with context.records.write() as tx:
        agencies.choose_access(tx, "A01", None)
    test = show("team", sara)
    assert "as before. Choose at the end of this page" in texts(test)
    test.radio(key="team.access.choice").set_value("own")
    test.radio(key="team.access.why").set_value("need_to_know").run()
    test.button(key="team.access.go").click().run()
    assert "as before" not in texts(test) and agency_knowing.access(context, sara) == "own"
