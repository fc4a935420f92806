"""Context: an opened workspace, one in each process; every action gets it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Self

from dashboard.access import Permission, Principal, require, sessions
from dashboard.actions import heads
from dashboard.actions.acting import Act, acting, refusals_audited
from dashboard.actions.looks import Look, Looks
from dashboard.actions.taskforce.spending import settle
from dashboard.casework.core_forms import core_form, core_relations
from dashboard.casework.intake import AREA
from dashboard.forms import Form
from dashboard.projection import Projection
from dashboard.records import Records, Tx, areas, audit, audit_check
from dashboard.records.releases import BUILDING
from dashboard.records.sealing import Key
from dashboard.registry import Registry
from dashboard.settings import Timelines
from dashboard.workspace import RECORD, SEAL, Workspace


@dataclass
class Context:
    """The record, its projection and the plugins of one workspace.

    A context opened with `live=False` (the command line beside a running server) leaves the projection alone:
    the server catches up from the record's change sequence before its next figure. One that is `for_check` writes
    nothing at all: what is wrong with a workspace must be there to be found.
    """

    workspace: Workspace
    records: Records
    registry: Registry
    live: bool = True
    for_check: bool = False
    looks: Looks = field(default_factory=Looks)

    @classmethod
    def open(cls, workspace: Workspace, *, live: bool = True, registry: Registry | None = None) -> Self:
        """Open the workspace's stores, migrating the record where an older version wrote it; a build of a release
        that was killed is brought to an end. The installed plugins are loaded unless a `registry` holds them already.

        Raises RecordError when the workspace had a record that is missing or empty now, and WorkspaceError when the
        key of its audit is missing: nobody could sign in.
        """
        records = Records.open(workspace.database_url, new=workspace.may_make_record)
        with suppress(OSError):  # a full disk: a workspace from before marks gets its mark at the next opening
            workspace.mark_made(RECORD)
        context = cls(workspace, records, registry or Registry.load(), live)
        context.switch()
        context._require_key()
        heads.begin(context)
        settle(context)
        return context

    @classmethod
    def open_to_check(cls, workspace: Workspace) -> Self:
        """Open the stores as they are, without a migration, a line of the audit, a mark or a key that was not there."""
        records = Records.open(workspace.database_url, new=False)
        context = cls(workspace, records, Registry.load(), live=False, for_check=True)
        context.switch()
        return context

    def _require_key(self) -> None:
        """Take up the key of the audit, a new one only for an audit in which no line is sealed."""
        with self.records.read() as tx, suppress(OSError):
            if audit_check.is_sealed(tx):
                self.workspace.mark_made(SEAL)
        self.key  # noqa: B018

    def switch(self) -> None:
        """Leave out the areas that are switched off now; called at the start of every run of a page."""
        with self.records.read() as tx:
            self.registry.switch_off(areas.off(tx))

    @cached_property
    def projection(self) -> Projection:
        """The typed relations that live figures are computed from."""
        return Projection.open(self.workspace.projection, self.relations())

    def relations(self) -> list[tuple[str, Form]]:
        """Return (area, form) for every form that has a relation in the projection: the core's, then the plugins'."""
        return [*core_relations(), *self.registry.forms()]

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC)

    def refresh(self) -> None:
        """Bring the projection up to date with the record, before a figure is shown."""
        if self.live:
            self.projection.follow(self.records)

    def refresh_saved(self) -> None:
        """Bring the projection up to a save before it is shown as done; what an import brings she does not wait for."""
        if self.live:
            self.projection.follow_saves(self.records)

    def form(self, area: str, name: str) -> Form:
        """Return a form of an area, or of the core ("core")."""
        return core_form(name) if area == AREA else self.registry.form(area, name)

    @property
    def timelines(self) -> Timelines:
        """The deadlines of this workspace, from its settings."""
        return self.workspace.settings.timelines

    @cached_property
    def key(self) -> Key:
        """The key that seals the audit, in a file beside the record."""
        secret = self.workspace.kept_secret if self.for_check else self.workspace.secret
        return Key(secret(SEAL))

    @cached_property
    def limits(self) -> sessions.Limits:
        """How long sessions last, from the settings."""
        session = self.workspace.settings.session
        return sessions.Limits(
            idle=timedelta(minutes=session.idle_minutes), absolute=timedelta(hours=session.absolute_hours)
        )

    @contextmanager
    def read(self, who: Principal, permission: Permission | None = None) -> Iterator[Tx]:
        """Open one unchanging view of the record for a signed-in person; no action reads otherwise.

        Raises SignedOut when the session of `who` has ended since the page was drawn, and NotAllowed.
        """
        if permission is not None:
            require(who, permission)
        with refusals_audited(self, who), self.records.read() as tx:
            sessions.check(tx, who, self.now(), self.limits)
            yield tx

    def require(self, who: Principal, permission: Permission) -> None:
        """Raise SignedOut or NotAllowed like `read`: for an action that reads something else than the record."""
        with self.read(who, permission):
            pass

    def act(
        self,
        who: Principal,
        permission: Permission | None,
        *,
        case: str | None = None,
        audit: str = "",
        about: str = "",
        unaudited: str = "",
        **detail: Any,
    ) -> AbstractContextManager[Act]:
        """Open the transaction of one action; nothing in `dashboard/actions` writes otherwise.

        Checks the session and the permission (None: whoever is signed in, for themselves), and opens `case` where it is of
        the person's own agency. After the block it writes the audit line `audit`, about the case or `about`, in the same
        transaction, and then brings the live figures up to it. An exception in the block undoes all of it.

        Inside, `act.detail` adds codes and counts to the line, `act.audit(...)` writes further lines, and
        `act.nothing_changed()` says that there is none to write. What is never audited says why in `unaudited`.
        Raises NotAllowed, and SignedOut when the session of `who` has ended.
        """
        return acting(self, who, permission, case=case, audit=audit, about=about, unaudited=unaudited, **detail)

    def audit(
        self, tx: Tx, who: Principal, action: str, subject: str = "", *, at: datetime | None = None, **detail: Any
    ) -> None:
        """Write one line of the audit; `detail` holds counts and codes, never answers."""
        audit.append(
            tx,
            self.key,
            at=_coarse(action, at or self.now()),
            actor=who.username,
            role=who.role,
            agency=who.agency or "",
            action=action,
            object=subject,
            detail={name: value for name, value in detail.items() if value is not None},
        )

    def audit_only(self, who: Principal, permission: Permission, action: str, about: str, **detail: Any) -> None:
        """Write into the audit what changes nothing on record: an export, or the beginning of a long job."""
        with self.act(who, permission, audit=action, about=about, **detail):
            pass

    def audit_look(self, who: Principal, action: str, subject: str, **detail: Any) -> None:
        """Write into the audit that someone looked at something: one line for all runs of the page within SAME_LOOK.

        With a full disk the line waits in memory, so that she can go on reading what was done for a survivor.
        """
        look = Look(who=who, action=action, subject=subject, at=self.now(), detail=detail)
        self.looks.take(look, lambda looks: self._write_looks(looks, who))

    def _write_looks(self, looks: Sequence[Look], who: Principal | None = None) -> None:
        """Write looks into the audit; `who` is looking now, so that her session must stand."""
        with self.records.write() as tx:
            if who is not None:
                sessions.check(tx, who, self.now(), self.limits)
            for look in looks:
                self.audit(tx, look.who, look.action, look.subject, at=look.at, **look.detail)

    def are_looks_waiting(self) -> bool:
        """Whether the disk is full and looks wait to be written; they are, if there is room again."""
        self.looks.catch_up(self._write_looks)
        return bool(self.looks.waiting)

    def close(self) -> None:
        """Close the stores, and write what waits."""
        self.looks.catch_up(self._write_looks)
        if "projection" in self.__dict__:
            self.projection.close()
        self.records.close()


def _coarse(action: str, at: datetime) -> datetime:
    """Return the time that the audit shows: of the steps of a release only the hour in which they were.

    How long a build takes depends on the cases, and so could be an answer about one of them.
    """
    return at.replace(minute=0, second=0, microsecond=0) if action in BUILDING else at
