"""Random records, with gaps everywhere: any answer may be missing, come late, or be replaced."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from dashboard import codes
from dashboard.contract import Case
from dashboard.records import agencies, bulk, overrides, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.consents import Consent
from dashboard.records.overrides import Override
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
EDGES = (0, 1, 2, 3, 4, 6, 7, 8, 13, 14, 15, 89, 90, 91)
"""Days ago at which some rule begins or ends."""
LEVELS = ("high", "medium", "normal")
BANDS = {"0_11": "tf_csea", "12_17": "tf_csea", "18_24": "tfgbv", "25_59": "tfgbv"}


class Inventor:
    """Invents a record of some cases in two agencies; the same seed gives the same record."""

    def __init__(self, seed, forms):
        self.rng, self.forms = random.Random(seed), forms

    def fill(self, records, cases):
        with records.write() as tx:
            for code in ("A01", "A02"):
                agencies.add(tx, agencies.Agency(code=code, name=code, created_at=NOW))
            for area, form in self.forms:
                submissions.declare(tx, area, form.name, form.version, form.source, NOW)
            decisions = []
            made = [self.case(number, decisions) for number in range(cases)]
            sent = [one for case in made for one in self.sent(case)]
            bulk.add_cases(tx, made)
            bulk.add_decisions(tx, decisions)
            bulk.add_submissions(tx, sent)
            bulk.add_consents(tx, [one for case in made for one in self.consents(case)])
            bulk.add_items(tx, [one for case in made for one in self.steps(case)])
            bulk.add_reviews(tx, [one for each in sent for one in self.reviews(each)])
            for case in made:
                if self.rng.random() < 0.3:
                    overrides.add(tx, self.override(case))

    def id(self):
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def some(self, names, most=3):
        return tuple(sorted(self.rng.sample(names, self.rng.randint(1, min(most, len(names))))))

    def after(self, moment, most_hours):
        """A whole minute between a moment and now, now and then one at which a rule changes its mind."""
        edge = NOW - timedelta(days=self.rng.choice(EDGES), minutes=self.rng.choice((-1, 0, 1)))
        if self.rng.random() < 0.2 and moment <= edge <= NOW:
            return edge
        late = moment + timedelta(minutes=self.rng.randint(0, most_hours * 60))
        return min(late, NOW)

    def case(self, number, decisions):
        rng, opened = (
            self.rng,
            NOW - timedelta(minutes=self.rng.choice((90, 2000, 20_000, 200_000)) + self.rng.randint(0, 999)),
        )
        band = rng.choice(list(BANDS))
        types, platforms = self.some(codes.names("violence_type")), self.some(codes.names("platform"))
        key = f"OV-{number:04}-TEST"
        level, decided = self.decided(key, opened, decisions)
        return Case(
            key=key,
            agency=rng.choice(("A01", "A01", "A02")),
            case_manager="p",
            opened_at=opened,
            report_date=(opened - timedelta(days=rng.choice((0, 0, 1, 40)))).date(),
            governorate=rng.choice(codes.names("governorate")),
            stream=BANDS[band],
            age=None,
            age_band=band,
            gender=rng.choice(codes.names("gender")),
            disability=rng.choice(codes.names("disability")),
            displacement=rng.choice(codes.names("displacement")),
            violence_types=types,
            primary_violence_type=types[0],
            platforms=platforms,
            primary_platform=platforms[0],
            consent_services=True,
            consent_reporting=rng.random() < 0.85,
            reported_elsewhere=rng.choice(("no", "no", "no", "other", "ovtf_member")),
            status=rng.choice(("open", "open", "closed", "closed", "transferred", "duplicate")),
            risk_level=level,
            risk_decided_at=decided,
            first_action_at=self.after(decided, 72) if decided and rng.random() < 0.6 else None,
        )

    def decided(self, key, opened, decisions):
        level = at = None
        for _turn in range(self.rng.randint(0, 3)):
            level, at = self.rng.choice(LEVELS), self.after(at or opened, 400)
            decisions.append(
                RiskDecision(
                    id=self.id(),
                    case_key=key,
                    level=level,
                    suggested=None,
                    reasons=(),
                    override_reason="",
                    at=at,
                    by="p",
                )
            )
        return level, at

    def sent(self, case):
        for area, form in self.forms:
            before = None
            for _turn in range(self.rng.choice((0, 1, 1, 2, 3))):
                replaces = before.id if before and self.rng.random() < 0.4 else None
                before = Submission(
                    id=self.id(),
                    case_key=case.key,
                    area=area,
                    form=form.name,
                    form_version=form.version,
                    answers=self.answers(form, case),
                    at=self.after(before.at if before else case.opened_at, 500),
                    by="p",
                    supersedes=replaces,
                )
                yield before

    def answers(self, form, case):
        found = {question.name: self.answer(question, case) for question in form.questions}
        sure = {"closed_on"} if form.name == "closure" else set()
        return {
            name: value
            for name, value in found.items()
            if value is not None and (name in sure or self.rng.random() < 0.85)
        }

    def answer(self, question, case):
        names = [choice.name for choice in question.choices]
        if question.kind == "select_one" and names:
            return self.rng.choice(names)
        if question.kind == "select_multiple" and names:
            return list(self.some(names))
        return self.day(case).isoformat() if question.kind == "date" else None

    def day(self, case):
        """A day near the report, or one at which a rule changes its mind."""
        if self.rng.random() < 0.5:
            return NOW.date() - timedelta(days=self.rng.choice(EDGES))
        return case.report_date + timedelta(days=self.rng.choice((-400, -40, -3, 0, 1, 3, 5, 20, 95)))

    def consents(self, case):
        for _turn in range(self.rng.randint(0, 3)):
            yield Consent(
                id=self.id(),
                case_key=case.key,
                scope=self.rng.choice(("services", "services", "reporting")),
                value=self.rng.choice(("yes", "yes", "no", "withdrawn")),
                assent=self.rng.choice(("yes", "no", "too_young", "")),
                guardian=self.rng.choice(("yes", "no", "unsafe_to_seek")),
                best_interest_by=self.rng.choice(("", "court")),
                at=self.after(case.opened_at, 30),
                by="p",
            )

    def steps(self, case):
        for _turn in range(self.rng.randint(0, 4)):
            yield ItemEvent(
                id=self.id(),
                case_key=case.key,
                area=self.rng.choice(("safety", "legal")),
                checklist="c",
                item=self.rng.choice(("one", "two")),
                state=self.rng.choice(codes.names("item_state")),
                at=self.after(case.opened_at, 100),
                by="p",
            )

    def reviews(self, sent):
        if sent.form in ("closure", "safety_plan"):
            for state in ("requested", *self.rng.choice(((), ("approved",), ("approved",), ("returned",)))):
                yield Review(
                    id=self.id(),
                    case_key=sent.case_key,
                    submission_id=sent.id,
                    area=sent.area,
                    form=sent.form,
                    state=state,
                    at=sent.at,
                    by="p",
                )

    def override(self, case):
        step = self.rng.choice(("digital.removal.report", "legal.complaint.file", "safety.protection.plan"))
        return Override(
            id=self.id(), case_key=case.key, step=step, missing=(), reason="other", at=case.opened_at, by="p"
        )
