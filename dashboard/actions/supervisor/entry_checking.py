"""One entry that was filled in on a telephone, beside what is on record: it comes in, is there already, or has faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from dashboard import privacy
from dashboard.access import Principal
from dashboard.actions.acting import own_case
from dashboard.actions.context import Context
from dashboard.actions.supervisor import entry_words
from dashboard.actions.work import checking
from dashboard.actions.work.case_file import CaseFile, case_files, with_decisions
from dashboard.actions.work.effects import LEVELS
from dashboard.actions.work.ordering import warnings
from dashboard.actions.work.saving import Opened
from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import AREA, FORM
from dashboard.casework.standalone import MADE_AT, REFERENCE, own_name
from dashboard.contract import Case
from dashboard.errors import NotYourCase
from dashboard.forms import KINDS, Form, FormState, NotAnAnswer, from_json, to_json
from dashboard.i18n import BAGHDAD
from dashboard.interchange.checking import hashes
from dashboard.interchange.filled import FilledForm
from dashboard.interchange.filled.untaken import untaken
from dashboard.interchange.mapped import Fault
from dashboard.languages import western
from dashboard.records import Tx, cases, consents, imports
from dashboard.records.drafts import Draft

OLDEST = date(2015, 1, 1)
CLOCKS_DIFFER = timedelta(minutes=15)
"""So far a telephone's clock may go before ours."""


@dataclass(frozen=True)
class Ready:
    """An entry that can come in. `warnings` say what should have come first; `replaces` that a standing entry is replaced."""

    filled: FilledForm
    opened: Opened
    state: FormState
    made_at: datetime
    instance_hash: str
    digest: str
    warnings: tuple[str, ...] = ()

    @property
    def replaces(self) -> bool:
        """Whether it replaces an entry that stands now."""
        return self.opened.replaced is not None


@dataclass(frozen=True, kw_only=True)
class Checker:
    """What entries of a form are looked at with; `known` are digests of what came in, by hash of the telephone's id."""

    context: Context
    who: Principal
    area: str
    form: Form
    now: datetime
    secret: bytes
    known: Mapping[str, str]
    refused: set[str] = field(default_factory=set)
    """The keys that were given of cases which this person may not open: refusals are in the audit."""

    @property
    def is_intake(self) -> bool:
        """Whether each entry opens a case."""
        return (self.area, self.form.name) == (AREA, FORM)

    def check(self, tx: Tx, filled: FilledForm) -> Ready | tuple[Fault, ...] | None:
        """Return an entry that can come in, everything that is wrong with it, or None when it came in before."""
        made_at = moment(filled.made_at)
        if made_at is None or not self._is_past(made_at):
            return (filled.fault(own_name(self.form, MADE_AT), entry_words.no_moment()),)
        instance, digest = self._instance(filled), self._digest(filled, made_at)
        if (before := self.known.get(instance)) is not None:
            return None if before == digest else (filled.fault("", entry_words.changed()),)
        try:
            case = self._case(tx, filled)
        except _NotFound as error:
            return (filled.fault(own_name(self.form, REFERENCE), str(error)),)
        opened = self._opened(tx, case, made_at)
        state = checking.examine(self.context, self.form, case, opened.case_file, filled.answers, made_at)
        if faults := tuple(self._faults(tx, filled, opened, state, made_at)):
            return faults
        missing = warnings(self.context, opened.case_file, self.form.after) if opened.case_file else {}
        return Ready(filled, opened, state, made_at, instance, digest, tuple(missing.values()))

    def _is_past(self, made_at: datetime) -> bool:
        return made_at.astimezone(BAGHDAD).date() >= OLDEST and made_at <= self.now + CLOCKS_DIFFER

    def is_known(self, filled: FilledForm) -> bool:
        """Whether an entry that the telephone calls so came in before, with whatever answers."""
        return self._instance(filled) in self.known

    def _instance(self, filled: FilledForm) -> str:
        """Return a keyed hash of what the telephone calls an entry."""
        name = f"{self.area}.{self.form.name}|{filled.instance}"
        return hashes.of_reference(self.secret, self.who.agency or "", name)

    def _digest(self, filled: FilledForm, made_at: datetime) -> str:
        """Return a keyed hash of all that an entry says, in whatever kind of file."""
        answers = to_json(self.form, from_json(self.form, filled.answers))
        told = (hashes.folded(filled.reference), made_at.isoformat(timespec="seconds"), answers)
        return hashes.of_row(self.secret, {"entry": told})

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
        self, tx: Tx, filled: FilledForm, opened: Opened, state: FormState, made_at: datetime
    ) -> Iterator[Fault]:
        case, case_file = opened.case, opened.case_file
        shut = checking.shut(case, case_file, self.area, self.form, standing=opened.replaced is not None)
        if reason := shut or self._too_late(tx, opened, state, made_at):
            yield filled.fault("", reason)
            return
        if other := self._for_another(filled, case, case_file):
            yield filled.fault(
                other,
                entry_words.for_another(),
            )
            return
        problems = checking.problems(self.context, self.area, self.form, case, case_file, state, opened.replaced)
        for question in untaken(self.form.questions, filled.answers, state):
            if question not in problems or question in state.missing:  # it was answered, only not with what is on offer
                problems[question] = entry_words.untaken()
        yield from (filled.fault(question, message) for question, message in problems.items())

    def _for_another(self, filled: FilledForm, case: Case | None, case_file: CaseFile | None) -> str:
        """Return the question that says she is a child, or none, where the case says otherwise; "" where both agree."""
        told = checking.known(self.context, self.form, case, case_file)
        return next(
            (fact for fact in ("stream", "age_group") if filled.facts.get(fact, told.get(fact)) != told.get(fact)), ""
        )

    def _too_late(self, tx: Tx, opened: Opened, state: FormState, made_at: datetime) -> str:
        """Return why an entry cannot come in any more, "" when it can: what is newer on record stays."""
        if opened.case is None:
            return ""
        if made_at.astimezone(BAGHDAD).date() < opened.case.report_date:
            return entry_words.too_early()
        decides = state.answers.get(self.form.sets.get("risk_level", "")) in LEVELS
        if decides and opened.case.risk_decided_at and opened.case.risk_decided_at > made_at:
            return entry_words.older_level()
        is_newer = opened.replaced is not None and opened.replaced.at > made_at
        if is_newer or (self.form == core_form("consent") and _consent_since(tx, opened.case, made_at)):
            return entry_words.older()
        return ""


class _NotFound(Exception):
    """No case belongs to a reference; the message says what to do."""


def _consent_since(tx: Tx, case: Case, made_at: datetime) -> bool:
    return any(consent.at > made_at for consent in consents.history(tx, case.key)[:1])


def moment(text: str) -> datetime | None:
    """Return a day and time as a telephone writes it, None for what is none."""
    try:
        at: datetime | None = KINDS["datetime"].typed(text)
    except NotAnAnswer:
        return None
    return at
