# ruff: noqa: E501 - the hostile plugins read better on one line each
"""Plugins that hang, lie, exit or run away while people work: the others go on, and the administrator is told."""

import time
from datetime import UTC, datetime

import pytest

from dashboard.contract import Task
from dashboard.i18n import area_text, use
from dashboard.registry import asking, loading

HEAD = """
from dashboard import Area, Form, Guidance, Service, Task, hookimpl
from datetime import datetime
@hookimpl
def register_area(): return Area(name="odd", label="Odd", summary="S")
@hookimpl
def register_forms(): return [Form.from_markdown("| survey |\\n| | type | name | label |\\n| | integer | n | N |\\n", name="f")]
"""
GOOD = """
from dashboard import Area, Task, hookimpl
@hookimpl
def register_area(): return Area(name="good", label="Good", summary="Works.")
@hookimpl
def suggest_tasks(case): return [Task(name="t", label="L", reason="R")]
"""
TASKS = {
    "raises": "raise ValueError('Amal, 0770 123 4567')",
    "exits": "raise SystemExit(3)",
    "interrupts": "raise KeyboardInterrupt",
    "raises the base of all": "raise BaseException('x')",
    "calls itself": "return suggest_tasks(case)",
    "returns a number": "return 5",
    "returns texts": "return ['x']",
    "returns nothing": "return None",
    "returns a task without an end": "return iter(lambda: Task(name='t', label='L', reason='R'), None) and [Task(name='t', label=None, reason='R')]",
    "has a time without a zone": "return [Task(name='t', label='L', reason='R', due=datetime(2026, 1, 1))]",
    "has a text as a time": "return [Task(name='t', label='L', reason='R', due='tomorrow')]",
    "has a very long label": "return [Task(name='t', label='L' * 10**6, reason='R')]",
    "is done in a form that is none": "return [Task(name='t', label='L', reason='R', form=['stay'])]",
    "has values that are none": "return [Task(name='t', label='L', reason='R', values={'a': 1})]",
}


def tasks(code: str) -> str:
    return HEAD + f"@hookimpl\ndef suggest_tasks(case):\n    {code}\n"


@pytest.mark.parametrize("code", TASKS.values(), ids=TASKS.keys())
def test_suggestions_that_fail_or_are_none_leave_the_others_and_are_listed_without_their_message(
    install, a_case, code, caplog
):
    install("good", GOOD)
    install("odd", tasks(code))
    registry = install.load()
    assert [task.area for task in registry.suggest_tasks(a_case)] == ["good"]
    found = registry.troubles.lately("odd")
    assert [each.place for each in found] == ["suggest_tasks"] or code == "return None"
    assert "Amal" not in caplog.text + repr(found)


def test_suggestions_without_an_end_are_cut_and_a_loop_is_left_behind_and_asked_no_more(install, a_case, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0.5)
    install("good", GOOD)
    install("odd", tasks("\n    while True: pass"))
    registry = install.load()
    begun = time.monotonic()
    assert [task.area for task in registry.suggest_tasks(a_case)] == ["good"]
    assert time.monotonic() - begun < 5
    assert registry.troubles.aside("odd") == ["suggest_tasks"]
    begun = time.monotonic()
    assert [task.area for task in registry.suggest_tasks(a_case)] == ["good"]
    assert time.monotonic() - begun < 0.4, "it was asked again"
    registry.troubles.again("odd")
    assert registry.troubles.aside("odd") == []


def test_a_generator_without_an_end_is_cut(install, a_case):
    install(
        "odd",
        HEAD + "@hookimpl\ndef suggest_tasks(case):\n    while True: yield Task(name='t', label='L', reason='R')\n",
    )
    assert len(install.load().suggest_tasks(a_case)) == asking.MOST_TASKS


CHECKS = {
    "raises": ("raise ValueError('Amal')", {}),
    "exits": ("raise SystemExit", {}),
    "returns a text": ("return 'wrong'", {}),
    "names no question": ("return {'other': 'x'}", {}),
    "says no words": ("return {'n': 5}", {}),
    "says a script": (
        "return {'n': 'x <script>alert(1)</script> [a](javascript:b)'}",
        {"n": "x < script>alert(1)< /script> [a] (javascript:b)"},
    ),
    "speaks of the whole": ("return {'': 'Both at once cannot be.'}", {"": "Both at once cannot be."}),
}


@pytest.mark.parametrize(("code", "expected"), CHECKS.values(), ids=CHECKS.keys())
def test_checks_that_fail_or_are_nonsense_hold_nobody_up(install, code, expected):
    install("odd", HEAD + f"@hookimpl\ndef check_answers(form, answers):\n    {code}\n")
    registry = install.load()
    assert registry.check_answers("odd", "f", {"n": 1}) == expected
    assert bool(registry.troubles.lately("odd")) is (expected == {})


def test_an_answer_cannot_be_changed_by_the_check_of_it(install):
    install("odd", HEAD + "@hookimpl\ndef check_answers(form, answers): answers.clear(); return {}\n")
    answers = {"n": 1}
    install.load().check_answers("odd", "f", answers)
    assert answers == {"n": 1}


def test_an_import_that_does_not_end_is_listed_and_the_others_load(install, monkeypatch):
    monkeypatch.setattr(loading, "SECONDS", 1.0)
    install("good", GOOD)
    install("odd", "while True: pass")
    registry = install.load()
    assert [plugin.name for plugin in registry.active] == ["good"]
    assert "did not load within" in next(plugin.problem for plugin in registry.plugins if plugin.name == "odd")


@pytest.mark.parametrize("name", ["core", "main", "information_schema", "pg_catalog", "temp"])
def test_an_area_cannot_take_a_name_of_ours(install, name):
    install(name, GOOD.replace('name="good"', f'name="{name}"'), dist=f"x-{name}".replace("_", "-"))
    plugin = install.load().plugins[0]
    assert plugin.status == "failed" and "cannot have this name" in plugin.problem


@pytest.mark.parametrize("name", ["Stay here", 'a"; DROP TABLE core.cases; --', "x" * 41, "Ümlaut", ""])
def test_a_form_whose_name_is_none_is_refused_by_its_area(install, name):
    install("odd", HEAD.replace('name="f"', f"name={name!r}"))
    plugin = install.load().plugins[0]
    assert plugin.status == "failed" and "lower_snake_case" in plugin.problem and "'odd'" in plugin.problem


def test_links_that_are_none_are_left_out_and_texts_with_html_are_listed(install):
    services = """
@hookimpl
def register_services():
    return [Service(name="s", label="S", kind="tool", summary="<b>x</b>", channels=(("web", " JavaScript:alert(1)"), ("web", "data:text/html,x"), ("web", "example.org:8080/x"), ("phone", "119")))]
@hookimpl
def register_guidance():
    return [Guidance(heading="issue", text="<script>alert(1)</script>", source="s", reviewed="2026-11")]
"""
    install("odd", HEAD + services)
    plugin = install.load().active[0]
    assert plugin.services[0].channels == (("web", "example.org:8080/x"), ("phone", "119"))
    assert [each.split(":")[0] for each in plugin.warnings] == ["service 's'", "guidance 'issue' (en)", "service 's'"]


def test_a_catalog_that_cannot_be_read_leaves_english_and_is_listed(install, tmp_path):
    install("odd", HEAD)
    (tmp_path / "fake_odd.py").rename(tmp_path / "moved.py")
    folder = tmp_path / "fake_odd"
    (folder / "locales").mkdir(parents=True)
    (tmp_path / "moved.py").rename(folder / "__init__.py")
    (folder / "locales" / "ar.po").write_bytes(b'msgid "Odd"\nmsgstr "\xff\xfe')
    plugin = install.load().active[0]
    use("ar")
    try:
        assert (
            area_text("fake_odd", "Odd").strip("\u2066\u2069") == "Odd"
        )  # two signs that nobody sees: it runs to the right
    finally:
        use("en")
    assert plugin.warnings == ("locales/ar.po cannot be read, so its texts stay in English.",)


def test_a_plugin_of_one_module_speaks_english_in_every_language(install):
    install("odd", HEAD)
    assert install.load().active[0].warnings == ()
    use("ckb")
    try:
        assert (
            area_text("fake_odd", "Odd").strip("\u2066\u2069") == "Odd"
        )  # two signs that nobody sees: it runs to the right
    finally:
        use("en")


def test_a_good_task_is_one():
    assert asking.is_task(Task(name="t", label="L {x}", reason="R", due=datetime.now(UTC), values={"x": "y"}))
