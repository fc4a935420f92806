"""What identifies someone, typed into a note: told at once, kept out of the draft, the record, the audit and the logs."""

import json
import logging
from datetime import timedelta

import pytest

from dashboard import privacy
from dashboard.actions.administration import audit
from dashboard.actions.work import cases, drafting
from dashboard.errors import NotAllowed
from dashboard.i18n.dates import local
from tests.actions.filled import assess
from tests.plugins.filled import PLANNED

SURE = {
    "phone": "his number is 0770 123 4598, from her cousin",
    "phone in Arabic digits": "اتصل من ٠٧٨٠١٢٣٤٥٩٨ مرتين",
    "phone in Sorani": "ژمارەی ۰۷۵۰ ۱۲۳ ۴۵ ۹۸ هەیە",
    "account": "he writes as @invented.person_77 there",
    "e-mail": "reach her under invented.person77@example.org",
    "link": "it is at https://example.com/p/77123",
}
PERHAPS = {"name": "her name is Shilan, she said", "name in Arabic": "اسمها ليلى وهي خائفة"}
HARMLESS = {"words": "She sleeps badly, and walks with her sister.", "in Arabic": "تنام قليلا وتمشي مع أختها"}


@pytest.fixture
def key(context, amal, open_case):
    key = open_case(amal)
    assess(context, amal, key)
    return key


def plan(context, note):
    return PLANNED | {"review_date": local(context.now()).date() + timedelta(days=5), "note": note}


def in_files(context, text):
    """Whether a text stands in any file of the workspace, as it is or as JSON writes it."""
    context.refresh()
    spellings = {text.encode(), json.dumps(text).strip('"').encode()}
    files = [each for each in context.workspace.path.rglob("*") if each.is_file()]
    assert any(each.name == "records.db" for each in files)
    return any(spelling in each.read_bytes() for each in files for spelling in spellings)


def words(context, caplog, who):
    """Everything that was written down beside the answers."""
    lines = [f"{entry.object} {entry.detail}" for entry in audit.entries(context, who, limit=500)]
    return "\n".join([*lines, caplog.text])


@pytest.mark.parametrize("note", SURE.values(), ids=SURE)
def test_what_surely_identifies_is_told_and_written_nowhere(context, amal, key, person, caplog, note):
    caplog.set_level(logging.DEBUG)
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    drafting.save_draft(context, amal, draft.id, {"safety_plan_needed": "yes", "note": note})
    kept = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    assert kept.answers == {"safety_plan_needed": "yes"}
    refused = drafting.submit(context, amal, draft.id, plan(context, note))
    assert refused.problems == {"note": privacy.explain(privacy.find(note)[0].kind)}
    assert not cases.read_case(context, amal, key).work.entries("safety", "safety_plan")
    assert not in_files(context, note)
    (finding,) = [each for each in privacy.find(note) if each.certain]
    found = note[finding.start : finding.end]
    assert not in_files(context, found)
    assert found not in words(context, caplog, person("administrator")) + refused.problems["note"]


@pytest.mark.parametrize("note", SURE.values(), ids=SURE)
def test_after_it_was_taken_out_the_form_is_sent_in(context, amal, key, note):
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    assert drafting.submit(context, amal, draft.id, plan(context, note)).problems
    assert drafting.submit(context, amal, draft.id, plan(context, "in her agency's own file")).submission_id


@pytest.mark.parametrize("note", PERHAPS.values(), ids=PERHAPS)
def test_what_may_be_a_name_is_warned_of_and_a_person_decides(context, amal, key, person, caplog, note):
    caplog.set_level(logging.DEBUG)
    (finding,) = privacy.find(note)
    assert (finding.kind, finding.certain) == ("name", False) and privacy.explain(finding.kind)
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    drafting.save_draft(context, amal, draft.id, {"note": note})
    assert drafting.open_draft(context, amal, "safety", "safety_plan", key).answers == {"note": note}
    assert drafting.submit(context, amal, draft.id, plan(context, note)).submission_id
    assert note[finding.start : finding.end] not in words(context, caplog, person("administrator"))


@pytest.mark.parametrize("note", HARMLESS.values(), ids=HARMLESS)
def test_an_ordinary_note_is_kept_for_the_agency_and_never_reaches_the_figures(context, amal, key, note):
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    assert drafting.submit(context, amal, draft.id, plan(context, note)).submission_id
    (entry,) = cases.read_case(context, amal, key).work.entries("safety", "safety_plan")
    assert entry.answers["note"] == note and in_files(context, note)
    tables = context.projection.rows("SELECT table_schema, table_name FROM information_schema.tables")
    rows = [context.projection.rows(f'SELECT * FROM "{schema}"."{name}"') for schema, name in tables]
    assert key in str(rows) and note not in str(rows)


def test_a_draft_that_was_put_aside_leaves_nothing_of_the_note(context, amal, key):
    note = HARMLESS["words"]
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    drafting.save_draft(context, amal, draft.id, {"note": note})
    drafting.discard(context, amal, draft.id)
    assert drafting.open_draft(context, amal, "safety", "safety_plan", key).answers.get("note") is None


@pytest.mark.parametrize("typed", ["0770 123 4598", "Shilan Invented", "ليلى"])
def test_what_is_typed_where_a_key_belongs_is_not_kept_either(context, amal, person, caplog, typed):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(NotAllowed) as refused:
        cases.read_case(context, amal, typed)
    assert typed not in str(refused.value)
    assert cases.list_cases(context, amal, search=typed).total == 0
    assert typed not in words(context, caplog, person("administrator"))
    assert not in_files(context, typed)
    refusals = [
        entry
        for entry in audit.entries(context, person("administrator", username="other"))
        if "refused" in entry.action
    ]
    assert len(refusals) == 1


def test_the_question_itself_asks_for_no_names_and_no_numbers(context):
    notes = [
        (form, question)
        for _area, form in context.relations()
        for question in form.questions
        if question.kind == "text"
    ]
    assert notes
    for form, question in notes:
        assert "No names" in question.hint, form.name
