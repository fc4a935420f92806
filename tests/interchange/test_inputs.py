"""Every file of inputs/ and of made.py as a person brings it: looked at, mapped with her answers, planned; nothing is lost.

What becomes of each stands in tools/import_inputs.toml, from which docs/import-inputs.md is written.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import import_looking, imports
from dashboard.actions.supervisor.import_planning import plan_prepared, refuse_whole
from dashboard.actions.supervisor.import_taking import SECRET
from dashboard.errors import ImportRefused
from dashboard.i18n import BAGHDAD
from dashboard.interchange.answered import Answers, answered
from dashboard.interchange.looking import Look
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import FileMapping, Online
from dashboard.interchange.planning import ImportPlan
from dashboard.interchange.preparing import prepare
from dashboard.interchange.reading import read
from dashboard.interchange.source import Source
from dashboard.registry import Plugin, Registry
from dashboard.workspace import Workspace
from tests.conftest import add_person
from tests.interchange.made import MADE
from tools.import_inputs import DOC, Expected, expected, write

INPUTS = Path(__file__).parent / "inputs"
EXPECTED = expected()


@dataclass(frozen=True)
class Desk:
    """A supervisor of an agency and her workspace: one for all files, as nothing of a plan comes in until it is taken."""

    context: Context
    who: Principal

    def looked(self, source: Source) -> Look:
        return Look.at(source, self.context.now().astimezone(BAGHDAD).date())

    def planned(self, source: Source, mapping: FileMapping) -> imports.Planned:
        """Plan what was read, as `imports.plan` does: only the process of its own is spared."""
        secret, agency, toml = self.context.workspace.secret(SECRET), self.who.agency or "", mapping.to_toml()
        prepared = prepare(source, toml, agency=agency, secret=secret, now=self.context.now())
        refuse_whole(Fault(**fault) for fault in prepared["faults"])
        batch = plan_prepared(self.context, self.who, prepared, mapping="own", mapping_toml=toml, file_digest="")
        return imports.planned(self.context, self.who, batch.id)

    def understood(self, batch: str) -> list[dict[str, Any]]:
        return imports.sample(self.context, self.who, batch)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, small: Path, plugins: list[Plugin]) -> Iterator[Desk]:
    made = Workspace.create(tmp_path_factory.mktemp("inputs") / "ws")
    shutil.copytree(small, made.path, dirs_exist_ok=True)
    context = Context.open(made, registry=Registry(plugins))
    yield Desk(context, add_person(context, "supervisor", "A01"))
    context.close()


def content(name: str) -> bytes:
    return MADE[name]() if name in MADE else (INPUTS / name).read_bytes()


def mapping_of(look: Look, file: Expected) -> FileMapping:
    """Return the mapping that was recognised or drafted, with what a person answers."""
    online = {name: _frozen(value) for name, value in file.answers.get("online", {}).items()}
    return answered(look.draft.mapping, Answers(**{**file.answers, "online": Online(**online)}))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def check_whole(plan: ImportPlan, file: Expected) -> None:
    """Every row that was read is planned, beside its case, left out with a reason, or told with what is wrong."""
    bad = {(fault.sheet, fault.row) for fault in plan.faults}
    assert plan.read == len(plan.rows) + len(bad) + sum(plan.left_out.values()) + file.beside
    counts = (plan.counts["new"], plan.counts["asked"], sum(plan.left_out.values()), len(bad))
    assert counts == (file.new, file.asked, file.left_out, file.bad), plan.faults


def check_told(plan: ImportPlan, file: Expected) -> None:
    """She is told what she needs to know, and nothing else."""
    faults = "\n".join(fault.message for fault in plan.faults)
    assert [words for words in file.because if words not in faults] == []
    notes = [*plan.notes, *(warning.message for warning in plan.warnings)]
    assert [note for note in notes if not any(words in note for words in file.told)] == []
    assert [words for words in file.told if not any(words in note for note in notes)] == []


@pytest.mark.parametrize("name", [name for name, file in EXPECTED.items() if not file.refused])
def test_what_people_send_comes_in_or_is_told_row_for_row(desk, name):
    file = EXPECTED[name]
    source = read(content(name), name)
    look = desk.looked(source)
    assert ((look.draft.kind or ""), {each.about for each in look.draft.questions}) == (file.kind, set(file.asks))
    planned = desk.planned(source, mapping_of(look, file))
    check_whole(planned.report, file)
    check_told(planned.report, file)
    for row in desk.understood(planned.id):
        found = {element: str(row[element]) for element in file.understood}
        assert found == {element: str(_frozen(value)) for element, value in file.understood.items()}


@pytest.mark.parametrize("name", [name for name, file in EXPECTED.items() if file.refused])
def test_what_cannot_come_in_is_refused_with_a_sentence(desk, name):
    file = EXPECTED[name]
    with pytest.raises(ImportRefused) as refused:
        source = read(content(name), name)
        desk.planned(source, mapping_of(desk.looked(source), file))
    assert file.refused in str(refused.value)


@pytest.mark.parametrize(("name", "mapping"), [("r01_gbvims_incident_recorder.xlsx", True), ("b03_xxe.xlsx", False)])
def test_through_the_process_of_its_own_it_is_the_same(desk, name, mapping):
    """One file of each end: the others are spared the seconds in which a process starts."""
    file = EXPECTED[name]
    if not mapping:
        with pytest.raises(ImportRefused, match=file.refused):
            import_looking.look(desk.context, desk.who, name, content(name))
        return
    toml = mapping_of(desk.looked(read(content(name), name)), file).to_toml()
    planned = imports.plan(desk.context, desk.who, name, content(name), toml)
    check_whole(planned.report, file)
    check_told(planned.report, file)


def test_every_file_is_expected_and_the_document_says_what_is_expected():
    assert {path.name for path in INPUTS.iterdir()} | set(MADE) == set(EXPECTED)
    assert DOC.read_text("utf-8") == write()
