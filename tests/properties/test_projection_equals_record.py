"""After any history, a projection that followed it equals one made anew."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from dashboard.casework.intake import intake_form, new_case
from dashboard.forms import Form, to_json
from dashboard.projection import Projection
from dashboard.records import Records, agencies, cases, checklists, risk, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission
from tests.properties.contents import contents
from tests.tries import tries

START = datetime(2026, 6, 29, 20, 0, tzinfo=UTC)
VERSIONS = [
    Form.from_markdown(f"| survey |\n| | type | name | label |\n{rows}", name="f", version=str(number))
    for number, rows in enumerate(
        [
            "| | integer | n | N |\n| | text | words | W |\n",
            "| | integer | n | N |\n| | select_multiple yes_no | many | M |\n",
            "| | date | n | N |\n| | dateTime | at | A |\n| | acknowledge | sure | S |\n",
            "| | begin_repeat | kids | K |\n| | integer | n | N |\n| | text | words | W |\n| | end_repeat |\n",
            "| | begin_repeat | kids | K |\n| | select_one yes_no | n | N |\n| | date | position | P |\n| | end_repeat |\n",
        ]
    )
]
STEP = st.one_of(
    st.tuples(st.just("open"), st.integers(0, 110), st.sampled_from(["female", "male", "other"])),
    st.tuples(st.just("amend"), st.integers(0, 9), st.sampled_from(["closed", "duplicate", "open"])),
    st.tuples(st.just("risk"), st.integers(0, 9), st.sampled_from(["high", "medium", "normal"])),
    st.tuples(st.just("act"), st.integers(0, 9), st.none()),
    st.tuples(st.just("step"), st.integers(0, 9), st.sampled_from(["done", "declined"])),
    st.tuples(st.just("submit"), st.integers(0, 9), st.sampled_from(range(len(VERSIONS)))),
    st.tuples(st.just("revise"), st.integers(0, 9), st.sampled_from(range(len(VERSIONS)))),
    st.tuples(st.just("follow"), st.none(), st.none()),
)
ANSWERS = [
    {"n": 5, "words": "never"},
    {"n": 6, "many": ("yes", "no")},
    {"n": START.date(), "at": START, "sure": True},
    {"kids": ({"n": 1, "words": "never"}, {"n": 2})},
    {"kids": ({"n": "yes"}, {}, {"position": START.date()})},
]


class History:
    """Applies steps to a record, with a clock of its own."""

    def __init__(self, records: Records) -> None:
        self.records, self.now, self.keys = records, START, list[str]()
        with records.write() as tx:
            agencies.add(tx, agencies.Agency(code="A01", name="One", created_at=START))

    def apply(self, kind, which, what) -> None:
        self.now += timedelta(hours=7)
        with self.records.write() as tx:
            if kind == "open":
                self._open(tx, which, what)
            elif self.keys:
                getattr(self, f"_{kind}")(tx, self.keys[which % len(self.keys)], what)

    def _open(self, tx, age, gender) -> None:
        answers = {
            "age": age,
            "gender": gender,
            "disability": "no",
            "displacement": "idp",
            "governorate": "IQ-HA",
            "report_date": self.now.date(),
            "reported_elsewhere": "no",
            "violence_types": ("sexual_extortion", "deepfake"),
            "primary_violence_type": "deepfake",
            "platforms": ("x",),
            "consent_services": "yes",
            "assent": "yes",
            "guardian_consent": "yes",
            "consent_reporting": "yes",
        }
        state = intake_form().examine(answers, now=self.now + timedelta(days=1))
        case = new_case(state.answers, key=cases.new_key(tx), agency="A01", case_manager="p", at=self.now)
        cases.add(tx, case, "p", self.now)
        self.keys.append(case.key)

    def _amend(self, tx, key, status) -> None:
        cases.amend(tx, key, cases.get(tx, key).version, {"status": status}, "p", self.now)

    def _risk(self, tx, key, level) -> None:
        risk.decide(
            tx,
            RiskDecision(
                id=str(uuid4()),
                case_key=key,
                level=level,
                suggested=None,
                reasons=(),
                override_reason="",
                at=self.now,
                by="p",
            ),
        )

    def _act(self, tx, key, _what) -> None:
        risk.first_action(tx, key, self.now)

    def _step(self, tx, key, state) -> None:
        checklists.mark(
            tx,
            ItemEvent(
                id=str(uuid4()), case_key=key, area="a", checklist="c", item="i", state=state, at=self.now, by="p"
            ),
        )

    def _submit(self, tx, key, version, supersedes=None) -> None:
        form = VERSIONS[version]
        submissions.declare(tx, "a", form.name, form.version, form.source, self.now)
        submissions.submit(
            tx,
            Submission(
                id=str(uuid4()),
                case_key=key,
                area="a",
                form="f",
                form_version=form.version,
                answers=to_json(form, ANSWERS[version]),
                at=self.now,
                by="p",
                supersedes=supersedes,
            ),
        )

    def _revise(self, tx, key, version) -> None:
        earlier = submissions.for_case(tx, key, "a", "f")
        self._submit(tx, key, version, earlier[0].id if earlier else None)


@tries(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(STEP, min_size=1, max_size=25))
def test_a_projection_that_followed_equals_one_made_anew(history, tmp_path_factory):
    records = Records.open(f"sqlite:///{tmp_path_factory.mktemp('r') / 'records.db'}")
    followed, life = Projection.open(None, [("a", VERSIONS[0])]), History(records)
    for kind, which, what in history:
        if kind == "follow":
            followed.follow(records)
        else:
            life.apply(kind, which, what)
    followed.follow(records)
    anew = Projection.open(None, [("a", VERSIONS[0])])
    anew.rebuild(records)
    assert contents(followed) == contents(anew)
    followed.close()
    anew.close()
    records.close()


def test_the_rows_of_a_repeat_are_rows_of_a_relation_of_their_own(tmp_path):
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    projection, life = Projection.open(None, [("a", VERSIONS[0])]), History(records)
    for step in [("open", 30, "female"), ("submit", 0, 3), ("submit", 0, 4), ("revise", 0, 3)]:
        life.apply(*step)
        projection.follow(records)
    rows = projection.rows(
        'SELECT case_key, position, n, n__select_one, position__date, superseded FROM a.f__kids ORDER BY "at", position'
    )
    key = life.keys[0]
    assert [row[1:] for row in rows if row[0] == key] == [
        (1, 1, None, None, False),
        (2, 2, None, None, False),
        (1, None, "yes", None, True),
        (2, None, None, None, True),
        (3, None, None, START.date(), True),
        (1, 1, None, None, False),
        (2, 2, None, None, False),
    ]
    assert "never" not in str(projection.rows("SELECT * FROM a.f__kids"))
    sql = "SELECT case_key, max(position) AS kids FROM a.f__kids WHERE position > 1 AND n > 1 GROUP BY case_key"
    with projection.case_rows("a", sql, START, "SELECT case_key FROM core.cases") as made:
        assert made.ask(f"SELECT * FROM {made.name}") == [(key, 2)]
    assert set(projection.columns("a", "f__kids")) == {"position", "n", "n__select_one", "position__date"}
    projection.close()
    records.close()
