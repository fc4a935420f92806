# ruff: noqa: E501 - the broken plugins read better on one line each
"""Plugins that are broken in every way we can think of, as fake installed distributions; the others go on."""

import pytest

from dashboard.registry import Registry

GOOD = """
from dashboard import Area, Task, hookimpl
@hookimpl
def register_area(): return Area(name="{name}", label="Good", summary="Works.")
@hookimpl
def suggest_tasks(case): return [Task(name="t", label="L", reason="R")]
"""
BROKEN = {
    "raises": ("raise RuntimeError('a secret in the message')", "stopped with RuntimeError"),
    "exits": ("import sys; sys.exit(3)", "stopped with SystemExit"),
    "no_area": ("x = 1", "register_area returned nothing"),
    "wrong_type": (
        "from dashboard import hookimpl\n@hookimpl\ndef register_area(): return 'shelter'",
        "returned a str",
    ),
    "wrong_name": (
        "from dashboard import Area, hookimpl\n@hookimpl\ndef register_area(): return Area(name='other', label='O', summary='S')",
        "same name",
    ),
    "old_contract": (
        "from dashboard import Area, hookimpl\n@hookimpl\ndef register_area(): return Area(name='old_contract', label='O', summary='S', contract=9)",
        "contract 9",
    ),
    "bad_list": (GOOD.format(name="bad_list") + "@hookimpl\ndef register_forms(): return 5", "expected a list of Form"),
    "bad_item": (
        GOOD.format(name="bad_item") + "@hookimpl\ndef register_views(): return ['x']",
        "expected View values",
    ),
    "bad_args": (
        "from dashboard import hookimpl\n@hookimpl\ndef register_area(session): return None",
        "other arguments",
    ),
    "bad_view": (
        GOOD.format(name="bad_view")
        + "from dashboard import View\n@hookimpl\ndef register_views(): return [View(name='v', label='V', dataset='nowhere', by=('a',))]",
        "'nowhere'",
    ),
    "bad_released": (
        GOOD.format(name="bad_released")
        + "from dashboard import Released\n@hookimpl\ndef register_released(): return [Released(name='r', label='R', dataset='cases', by=('a',), own={'a': {'none': 'N'}})]",
        "Write a Dataset with one row a case",
    ),
    "bad_order": (
        GOOD.format(name="bad_order")
        + "from dashboard import Checklist, ChecklistItem\n@hookimpl\ndef register_checklists(): return [Checklist(name='c', label='C', items=(ChecklistItem(name='b', label='B', after=('a',)),))]",
        "comes after 'a'",
    ),
    "bad_record": (
        GOOD.format(name="bad_record")
        + "from dashboard import Checklist, ChecklistItem\n@hookimpl\ndef register_checklists(): return [Checklist(name='c', label='C', items=(ChecklistItem(name='b', label='B', recorded_by=('plan',)),))]",
        "recorded by 'plan'",
    ),
    "bad_hook_call": (
        GOOD.format(name="bad_hook_call") + "@hookimpl\ndef register_services(): raise ValueError('x')",
        "stopped with ValueError",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_listed_with_its_reason_and_the_other_works(install, name, caplog):
    code, reason = BROKEN[name]
    install(name, code)
    install("good", GOOD.format(name="good"))
    registry = install.load()
    failed = next(plugin for plugin in registry.plugins if plugin.name == name)
    assert failed.status == "failed" and reason in failed.problem
    assert failed.version == "1.2" and failed.source == "partner"
    assert [plugin.name for plugin in registry.active] == ["good"]
    assert "a secret" not in failed.problem + caplog.text


def test_of_two_newcomers_with_one_name_the_second_is_refused_naming_the_first(install):
    install("good", GOOD.format(name="good"), dist="alpha")
    install("good", GOOD.format(name="good"), dist="beta")
    found = install.load().plugins
    assert [(plugin.distribution, plugin.status) for plugin in found] == [("alpha", "active"), ("beta", "failed")]
    assert "'alpha'" in found[1].problem and "'beta'" in found[1].problem


def test_a_shipped_area_wins_over_a_newcomer_that_sorts_before_it(install):
    install("safety", GOOD.format(name="safety"), dist="aaa-safety")
    install("safety", GOOD.format(name="safety"), dist="ovtf-safety")
    active = install.load().active
    assert [plugin.distribution for plugin in active] == ["ovtf-safety"]
    assert active[0].source == "shipped"


def test_unknown_hooks_are_listed_and_not_fatal(install):
    install("good", GOOD.format(name="good") + "@hookimpl\ndef register_dances(): return []")
    plugin = install.load().plugins[0]
    assert plugin.status == "active" and plugin.unknown_hooks == ("register_dances",)


def test_a_plugin_that_fails_while_suggesting_leaves_the_others_suggestions(install, a_case):
    install("good", GOOD.format(name="good"))
    install(
        "shaky",
        "from dashboard import Area, hookimpl\n@hookimpl\ndef register_area(): return Area(name='shaky', label='S', summary='S')\n@hookimpl\ndef suggest_tasks(case): raise RuntimeError",
    )
    tasks = install.load().suggest_tasks(a_case)
    assert [(task.area, task.case_key) for task in tasks] == [("good", a_case.key)]


def test_the_four_shipped_areas_are_active():
    registry = Registry.load()
    assert [(p.name, p.status, p.source) for p in registry.active] == [
        (name, "active", "shipped") for name in ("safety", "mhpss", "digital", "legal")
    ]
