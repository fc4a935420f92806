"""Whatever an administrator asks for, in any order, no password that he comes to know opens a case of an agency.

He has an agency that he made up, with a supervisor who is himself, and everybody else confirms whatever he asks for
without looking. What they hand over, they hand to the person whom they know, not to him.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from dashboard.access import Principal, operator, sessions
from dashboard.access.opening import open_account
from dashboard.access.passwords import check_password
from dashboard.actions.accounts import agency_codes, asking, confirming, own
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.records import Records
from dashboard.registry import Registry
from dashboard.workspace import Workspace
from tests.tries import tries

REAL, MADE_UP, CHOSEN = "A01", "B99", "his own three words"
PLACES = [
    ("case_manager", REAL),
    ("supervisor", REAL),
    ("case_manager", MADE_UP),
    ("supervisor", MADE_UP),
    ("coordinator", None),
    ("administrator", None),
]
WHOM, PLACE = st.integers(0, 7), st.sampled_from(PLACES)
STEP = st.one_of(
    st.tuples(st.just("add"), PLACE),
    st.tuples(st.just("change"), WHOM, PLACE, st.booleans()),
    st.tuples(st.just("move"), WHOM, PLACE),
    st.tuples(st.just("make_ready"), WHOM),
    st.tuples(st.just("recruit"), WHOM),
    st.tuples(st.just("move_his_own"), st.sampled_from([*PLACES[:2], PLACES[4]])),
    st.tuples(st.just("reset"), WHOM),
    st.tuples(st.just("withdraw")),
    st.tuples(st.just("others_confirm")),
    st.tuples(st.just("his_supervisor_confirms")),
    st.tuples(st.just("open_with_codes")),
    st.tuples(st.just("sign_in_and_choose")),
)


class Attacker:
    """An administrator and the supervisor of his own agency; `known` holds each password that he has ever seen."""

    def __init__(self, context: Context) -> None:
        self.context, self.known, self.codes = context, {CHOSEN}, [""]
        for code in (REAL, MADE_UP):
            people.add_agency(context, operator(), code=code, name=code)
        self.admin, self.his = self._person("administrator", None), self._person("supervisor", MADE_UP)
        self.others = [
            self._person("supervisor", REAL),
            self._person("coordinator", None),
            self._person("coordinator", None),
        ]
        for code in (REAL, MADE_UP):
            given_code = agency_codes.make(context, self.others[1], code)
            self.codes += [given_code] if code == MADE_UP else []

    def _person(self, role: str, agency: str | None) -> Principal:
        name = f"p{len(people.list_people(self.context, operator()))}"
        made, _password = people.add_person(
            self.context, operator(), username=name, name=name, role=role, agency=agency
        )
        return sessions.principal(made)

    def _pick(self, which: int) -> str:
        everyone = people.list_people(self.context, operator())
        return everyone[which % len(everyone)].id

    def add(self, place: tuple[str, str | None]) -> None:
        name = f"new{len(self.known)}.{len(asking.asked(self.context, self.admin))}"
        _made, password = people.add_person(
            self.context, self.admin, username=name, name=name, role=place[0], agency=place[1]
        )
        self.known.add(password)

    def change(self, which: int, place: tuple[str, str | None], active: bool) -> None:
        changes = {"role": place[0], "agency": place[1], "active": active}
        self.known.add(people.change_person(self.context, self.admin, self._pick(which), **changes).password)

    def move(self, which: int, place: tuple[str, str | None]) -> None:
        """Ask for a place and have it confirmed, by himself or by those who do not look."""
        self.change(which, place, True)
        self.his_supervisor_confirms()
        self.others_confirm()

    def make_ready(self, which: int) -> None:
        """Make somebody an administrator, and give them a password that he knows."""
        person_id = self._pick(which)
        people.change_person(self.context, self.admin, person_id, role="administrator", agency=None)
        self.known.add(people.reset_password(self.context, self.admin, person_id))

    def recruit(self, which: int) -> None:
        """Move somebody into his own agency, and give them a password that he knows."""
        self.move(which, PLACES[2])
        self.known.add(people.reset_password(self.context, self.admin, self._pick(which)))
        self.his_supervisor_confirms()

    def move_his_own(self, place: tuple[str, str | None]) -> None:
        """Ask for a place for every account that he can open, and have it confirmed."""
        for person in self._opened():
            with suppress(DashboardError):
                people.change_person(self.context, self.admin, person.id, role=place[0], agency=place[1])
        self.others_confirm()

    def reset(self, which: int) -> None:
        self.known.add(people.reset_password(self.context, self.admin, self._pick(which)))

    def withdraw(self) -> None:
        for asked in asking.asked(self.context, self.admin)[:1]:
            asking.withdraw(self.context, self.admin, asked.request.id)

    def others_confirm(self) -> None:
        for who in self.others:
            for waiting in confirming.waiting(self.context, who):
                confirming.confirm(self.context, who, waiting.request.id)

    def his_supervisor_confirms(self) -> None:
        for waiting in confirming.waiting(self.context, self.his):
            self.known.add(confirming.confirm(self.context, self.his, waiting.request.id))

    def open_with_codes(self) -> None:
        for asked in asking.asked(self.context, self.admin):
            first, name = asking.first_code(self.context, self.admin, asked.request.id), asked.request.username
            for code in self.codes:
                open_account(self.context.records, self.context.key, name, first, code, CHOSEN, self.context.now())

    def sign_in_and_choose(self) -> None:
        for person in self._opened():
            own.choose_password(self.context, sessions.principal(person), next(iter(self.known)), CHOSEN)

    def _opened(self) -> list[Any]:
        with self.context.records.read() as tx:
            everyone = people.people.every(tx)
        return [p for p in everyone if any(check_password(word, p.password_hash) for word in self.known)]

    def reaches(self) -> set[tuple[str, str | None]]:
        """Return the places whose accounts he has a password of."""
        return {(person.role, person.agency) for person in self._opened()}


@contextmanager
def an_attacker(record: Path, registry: Registry) -> Iterator[Attacker]:
    with TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder, "ws"))
        shutil.copy(record, workspace.path)
        context = Context(workspace, Records.open(workspace.database_url), registry, live=False)
        yield Attacker(context)
        context.close()


@tries(25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=st.lists(STEP, max_size=10))
@example([("recruit", 2), ("move_his_own", PLACES[0])])
@example([("recruit", 3), ("move_his_own", PLACES[4])])
@example([("make_ready", 2), ("move_his_own", PLACES[1])])
@example([("add", PLACES[4]), ("his_supervisor_confirms",)])
@example([("add", PLACES[1]), ("open_with_codes",)])
def test_no_password_that_he_knows_opens_a_case_of_an_agency_or_makes_codes(
    new_record: Path, history: list[tuple[Any, ...]]
) -> None:
    with an_attacker(new_record, _registry()) as attacker:
        for name, *given_values in history:
            with suppress(DashboardError):
                getattr(attacker, name)(*given_values)
            assert not {("case_manager", REAL), ("supervisor", REAL), ("coordinator", None)} & attacker.reaches()


def test_the_attacker_does_reach_his_own_agency(new_record: Path) -> None:
    """Else he would be harmless, and the test above would say nothing."""
    with an_attacker(new_record, _registry()) as attacker:
        attacker.add(("case_manager", MADE_UP))
        attacker.his_supervisor_confirms()
        assert attacker.reaches() == {("case_manager", MADE_UP)}


_LOADED: list[Registry] = []


def _registry() -> Registry:
    _LOADED[:] = _LOADED or [Registry.load()]
    return _LOADED[0]
