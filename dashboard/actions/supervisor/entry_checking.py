"""One entry that was filled in on a telephone, beside what is on record: it comes in, is there already, or has faults."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from dashboard import privacy
from dashboard.access import Principal
from dashboard.actions.acting import own_case
from dashboard.actions.context import Context
from dashboard.actions.supervisor import entry_words
from dashboard.actions.supervisor.import_taking import SECRET
from dashboard.actions.work import checking
from dashboard.actions.work.case_file import case_files, with_decisions
from dashboard.actions.work.clock import clock_now
from dashboard.actions.work.effects import LEVELS
from dashboard.actions.work.ordering import warnings
from dashboard.actions.work.saving import Opened
from dashboard.casework.intake import AREA, FORM
from dashboard.casework.standalone import MADE_AT, REFERENCE, own_name
from dashboard.contract import Case
from dashboard.errors import NotYourCase
from dashboard.forms import Form, FormState, from_json, to_json
from dashboard.i18n import BAGHDAD
from dashboard.interchange import hashes
from dashboard.interchange.mapped import Fault
from dashboard.interchange.offline_entries import FilledForm
from dashboard.interchange.offline_entries.untaken import untaken
from dashboard.languages import western
from dashboard.records import Tx, cases, consents, imports
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission

OLDEST = date(2015, 1, 1)
CLOCKS_DIFFER = timedelta(minutes=15)
"""So far a telephone's clock may go before ours."""
AGES = ("stream", "age_group")
"""The facts of a case that say whether she is a child."""


@dataclass(frozen=True)
class Named:
    """An entry by keyed hashes: of what the telephone calls it, and of all that it says, in whatever kind of file."""

    filled: FilledForm
    instance: str
    digest: str


@dataclass(frozen=True)
class Ready:
    """An entry that can come in. `warnings` say what should have come first.

    `otherwise` are the facts of the case that were told differently on the telephone than they are on record.
    """

    named: Named
    opened: Opened
    state: FormState
    made_at: datetime
    warnings: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()

    @property
    def filled(self) -> FilledForm:
        """The entry as it stands in the file."""
        return self.named.filled

    @property
    def replaces(self) -> bool:
        """Whether it replaces an entry that stands now."""
        return self.opened.replaced is not None


@dataclass(frozen=True, kw_only=True)
class Checker:
    """What entries of a form are looked at with."""

    context: Context
    who: Principal
    area: str
    form: Form
    now: datetime
    secret: bytes
    refused: set[str] = field(default_factory=set)
    """The keys that were given of cases which this person may not open: refusals are in the audit."""

    @classmethod
    def of(cls, context: Context, who: Principal, area: str, form: str) -> "Checker":
        """Return a checker for entries of a form by its name."""
        secret = context.workspace.secret(SECRET)
        return cls(context=context, who=who, area=area, form=context.form(area, form), now=context.now(), secret=secret)

    @property
    def is_intake(self) -> bool:
        """Whether each entry opens a case."""
        return (self.area, self.form.name) == (AREA, FORM)

    def check(self, tx: Tx, named: Named) -> Ready | tuple[Fault, ...]:
        """Return an entry that can come in, or everything that is wrong with it."""
        filled, made_at = named.filled, named.filled.made_at
        if made_at is None or not self._is_past(made_at):
            return (filled.fault(own_name(self.form, MADE_AT), entry_words.no_moment()),)
        try:
            case = self._case(tx, filled)
        except _NotFound as error:
            return (filled.fault(own_name(self.form, REFERENCE), str(error)),)
        opened = self._opened(tx, case, made_at)
        told = checking.known(self.context, self.form, case, opened.case_file)
        otherwise = tuple(fact for fact, text in filled.facts.items() if text != told.get(fact, ""))
        state = checking.examine(self.context, self.form, case, opened.case_file, filled.answers, made_at)
        if faults := tuple(self._faults(tx, filled, opened, state, otherwise)):
            return faults
        missing = warnings(self.context, opened.case_file, self.form.after) if opened.case_file else {}
        return Ready(named, opened, state, made_at, tuple(missing.values()), otherwise)

    def _is_past(self, made_at: datetime) -> bool:
        return made_at.astimezone(BAGHDAD).date() >= OLDEST and made_at <= self.now + CLOCKS_DIFFER

    def named(self, filled: FilledForm) -> Named:
        """Return an entry by what it is known again by."""
        name = f"{self.area}.{self.form.name}|{filled.instance}"
        answers = to_json(self.form, from_json(self.form, filled.answers))
        made_at = filled.made_at.isoformat(timespec="seconds") if filled.made_at else ""
        told = (hashes.folded(filled.reference), made_at, answers)
        instance = hashes.of_reference(self.secret, self.who.agency or "", name)
        return Named(filled, instance, hashes.of_row(self.secret, {"entry": told}))

    def names_of_new_case(self, filled: FilledForm) -> set[str]:
        """Return how a case is called that an entry opens: no other entry of the file may call one so."""
        return {f"reference {hashes.folded(filled.reference)}"} if self.is_intake and filled.reference else set()

    def references(self, reference: str) -> tuple[str, str]:
        """Return the hash of a reference and that of its folded form."""
        agency = self.who.agency or ""
        both = (reference, hashes.folded(reference))
        return tuple(hashes.of_reference(self.secret, agency, text) for text in both)  # type: ignore[return-value]

    def _case(self, tx: Tx, filled: FilledForm) -> Case | None:
        """Return the case that an entry is about, None for one that opens a case; raise _NotFound in words."""
        reference = filled.reference
        if not reference or any(finding.certain for finding in privacy.find(reference)):
            raise _NotFound(entry_words.no_reference())
        key = western(reference).upper()
        there = [key] if cases.is_key(key) else imports.cases_of(tx, self.who.agency or "", *self.references(reference))
        if self.is_intake:
            if there:
                raise _NotFound(entry_words.known_reference())
            return None
        if len(there) > 1:
            raise _NotFound(entry_words.several_cases())
        try:
            return own_case(tx, self.who, there[0] if there else "", self.now)
        except NotYourCase as error:
            self.refused.update({error.key} - {""})
            raise _NotFound(entry_words.no_case()) from None

    def _opened(self, tx: Tx, case: Case | None, made_at: datetime) -> Opened:
        case_file = None
        if case is not None:
            case_file = with_decisions(self.context, case_files(tx, [case.key])[case.key], child=case.is_child)
        draft = Draft(
            id=str(uuid4()),
            person=self.who.person_id,
            case_key=case.key if case else None,
            area=self.area,
            form=self.form.name,
            answers={},
            started_at=made_at,
            saved_at=made_at,
        )
        return Opened(draft, self.form, case, case_file)

    def _faults(
        self, tx: Tx, filled: FilledForm, opened: Opened, state: FormState, otherwise: tuple[str, ...]
    ) -> Iterator[Fault]:
        case, case_file = opened.case, opened.case_file
        shut = checking.shut(case, case_file, self.area, self.form, standing=opened.replaced is not None)
        if reason := shut or self._too_late(tx, opened, state):
            yield filled.fault("", reason)
            return
        if other := next((fact for fact in AGES if fact in otherwise), ""):
            yield filled.fault(other, entry_words.for_another())
            return
        problems = checking.problems(self.context, self.area, self.form, case, case_file, state, opened.replaced)
        for question in untaken(self.form.questions, filled.answers, state):
            if question not in problems or question in state.missing:  # it was answered, only not with what is on offer
                problems[question] = entry_words.untaken()
        yield from (filled.fault(question, message) for question, message in problems.items())

    def _too_late(self, tx: Tx, opened: Opened, state: FormState) -> str:
        """Return why an entry cannot come in any more, "" when it can: what is newer on record stays."""
        made_at = opened.draft.saved_at
        if opened.case is None:
            return ""
        if made_at.astimezone(BAGHDAD).date() < opened.case.report_date:
            return entry_words.too_early()
        if self._ends_a_newer_clock(tx, opened, opened.case, state):
            return entry_words.older_action()
        decides = state.answers.get(self.form.sets.get("risk_level", "")) in LEVELS
        if decides and opened.case.risk_decided_at and opened.case.risk_decided_at > made_at:
            return entry_words.older_level()
        is_newer = opened.replaced is not None and opened.replaced.at > made_at
        if is_newer or (self._changes_consent and _consent_since(tx, opened.case, made_at)):
            return entry_words.older()
        return ""

    def _ends_a_newer_clock(self, tx: Tx, opened: Opened, case: Case, state: FormState) -> bool:
        """Whether an entry tells of a first action from before the decision that holds, of which it would stop the clock.

        The clock asks what was written first, and on a telephone that is not what was done first.
        """
        sent = Submission(
            id=opened.draft.id,
            case_key=case.key,
            area=self.area,
            form=self.form.name,
            form_version=self.form.version,
            answers=to_json(self.form, state.answers),
            at=opened.draft.saved_at,
            by=self.who.person_id,
        )
        clock = clock_now(self.context, tx, case)
        return clock.stopped_by(sent) and not clock.counts(sent)

    @property
    def _changes_consent(self) -> bool:
        """Whether an entry says to what she agrees: one who comes back agrees to services again."""
        return self.area == AREA and self.form.name in ("consent", "reopening")


class _NotFound(Exception):
    """No case belongs to a reference; the message says what to do."""


def _consent_since(tx: Tx, case: Case, made_at: datetime) -> bool:
    return any(consent.at > made_at for consent in consents.history(tx, case.key)[:1])
