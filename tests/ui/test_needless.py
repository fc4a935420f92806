"""A step that a decision makes needless: out of sight under Do now, with its reason, and back with another decision."""

from dashboard.actions.work import cases, drafting
from tests.actions.filled import send
from tests.actions.test_decisions import REPORTS, WEIGHED
from tests.ui.conftest import texts


def test_the_page_says_why_a_step_is_not_needed_and_offers_no_way_back_but_another_decision(
    show, person, context, open_case
):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    assert send(context, amal, key, "legal", "risk_benefit", WEIGHED).submission_id
    step = f"case.{key}.legal.choice.complaint"

    def legal():
        test = show("case", amal, key=key)
        test.session_state[f"case.{key}.tab"] = "Legal"
        return test.run()

    test = legal()
    assert "Not needed. She decided not to report." in texts(test)
    chosen = test.selectbox(key=step)
    assert chosen.value == "not_needed" and "Pending" not in chosen.options
    assert send(context, amal, key, "legal", "risk_benefit", WEIGHED | REPORTS).submission_id
    test = legal()
    assert "She decided not to report." not in texts(test) and test.selectbox(key=step).value == "pending"
    assert cases.read_case(context, amal, key).work.items.get(("legal", "choice", "complaint")) is None
    assert drafting.open_draft(context, amal, "legal", "risk_benefit", key)
