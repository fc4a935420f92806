"""The same seed and time give the same demo, and answers that the forms accept."""

from dashboard.actions.context import Context
from dashboard.registry import Registry
from dashboard.workspace import Workspace
from ovtf_demo import fill
from tests.demo.conftest import NOW


def record(path) -> list[tuple[object, ...]]:
    context = Context.open(Workspace.create(path, demo=True), live=False)
    bare = Context(context.workspace, context.records, Registry(()))
    fill(bare, cases=80, now=NOW, progress=lambda _done, _text: None, agencies=2)
    with context.records.read() as tx:
        rows = [
            tuple(row)
            for table, order in (("case_versions", "case_key"), ("submissions", "id"), ("service_versions", "seq"))
            for row in tx.exec_driver_sql(f"SELECT * FROM {table} ORDER BY {order}")
        ]
    context.close()
    return rows


def test_the_same_seed_gives_the_same_cases_entries_and_directory(tmp_path) -> None:
    first = record(tmp_path / "first")
    assert len(first) > 400 and record(tmp_path / "second") == first
