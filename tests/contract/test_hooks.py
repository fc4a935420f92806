"""Every hook has a test named after it, and a partner's plugin of the documented size works through the public door."""

import inspect
import re
from pathlib import Path

import pytest

import dashboard
from dashboard import Area, Checklist, ChecklistItem, Dataset, Form, Guidance, Indicator, Released, Service, Task, View
from dashboard.contract import hookspecs
from dashboard.errors import ContractError
from dashboard.registry.loading import SPECS

ROOT = Path(__file__).parents[2]
FORM = "| survey |\n| | type | name | label |\n| | select_one yes_no | safe | Safe now? |\n"


def works(install, hook: str, value: str, part: str):
    code = (
        "from dashboard import *\n@hookimpl\n"
        "def register_area(): return Area(name='shelter', label='Shelter', summary='A safe place.')\n"
        f"FORM = {FORM!r}\n@hookimpl\ndef {hook}(): return {value}\n"
    )
    install("shelter", code)
    plugin = install.load().plugins[0]
    assert plugin.status == "active", plugin.problem
    return getattr(plugin, part)


def test_register_area(install):
    assert works(install, "register_forms", "[]", "area").label == "Shelter"


def test_register_forms(install):
    (form,) = works(install, "register_forms", "[Form.from_markdown(FORM, name='stay')]", "forms")
    assert isinstance(form, Form) and form.name == "stay"


def test_register_checklists(install):
    value = "[Checklist(name='c', label='C', items=(ChecklistItem(name='i', label='I'),))]"
    (found,) = works(install, "register_checklists", value, "checklists")
    assert isinstance(found, Checklist) and isinstance(found.items[0], ChecklistItem)


def test_register_guidance(install):
    value = "[Guidance(heading='issue', text='T', source='S', reviewed='2026-11')]"
    (found,) = works(install, "register_guidance", value, "guidance")
    assert isinstance(found, Guidance)


def test_register_services(install):
    (found,) = works(
        install, "register_services", "[Service(name='s', label='S', kind='tool', summary='X')]", "services"
    )
    assert isinstance(found, Service)


def test_register_datasets(install):
    value = "[Dataset(name='d', sql='SELECT case_key FROM core.cases')]"
    (found,) = works(install, "register_datasets", value, "datasets")
    assert isinstance(found, Dataset)


def test_register_views(install):
    value = "[View(name='v', label='V', dataset='cases', by=('stream',), measure=count_cases())]"
    (found,) = works(install, "register_views", value, "views")
    assert isinstance(found, View)


def test_register_indicators(install):
    value = "[Indicator(name='n', label='N', dataset='cases', numerator='reportable', definition='D')]"
    (found,) = works(install, "register_indicators", value, "indicators")
    assert isinstance(found, Indicator)


def test_register_released(install):
    value = "[Released(name='r', label='R', dataset='d', by=('a',), own={'a': {'none': 'None'}})]"
    code = (
        "from dashboard import *\n@hookimpl\n"
        "def register_area(): return Area(name='shelter', label='Shelter', summary='A safe place.')\n@hookimpl\n"
        "def register_datasets(): return [Dataset(name='d', sql='SELECT case_key FROM core.cases')]\n@hookimpl\n"
        f"def register_released(): return {value}\n"
    )
    install("shelter", code)
    (found,) = install.load().plugins[0].released
    assert isinstance(found, Released)


def test_suggest_tasks(install, a_case):
    install(
        "shelter",
        "from dashboard import *\n@hookimpl\ndef register_area(): return Area(name='shelter', label='S', summary='S')\n"
        "@hookimpl\ndef suggest_tasks(case): return [Task(name='ask', label='Ask', reason=case.governorate)]\n",
    )
    (task,) = install.load().suggest_tasks(a_case)
    assert isinstance(task, Task) and (task.area, task.case_key, task.reason) == ("shelter", a_case.key, "IQ-AR")


def test_check_answers(install):
    install(
        "shelter",
        "from dashboard import *\n@hookimpl\ndef register_area(): return Area(name='shelter', label='S', summary='S')\n"
        "@hookimpl\ndef check_answers(form, answers): return {'safe': 'Look again.'} if answers.get('safe') == 'no' else {}\n",
    )
    registry = install.load()
    assert registry.check_answers("shelter", "stay", {"safe": "no"}) == {"safe": "Look again."}
    assert registry.check_answers("shelter", "stay", {"safe": "yes"}) == {}


def test_every_hook_has_a_test_named_after_it_and_one_sentence():
    for hook in SPECS:
        assert f"def test_{hook}(" in Path(__file__).read_text("utf-8")
        assert (inspect.getdoc(getattr(hookspecs, hook)) or "").endswith(".")


def test_the_public_api_is_about_a_dozen_names_and_imports_no_streamlit():
    assert len(dashboard.__all__) <= 17
    assert isinstance(Area(name="a", label="A", summary="S"), Area)


@pytest.mark.parametrize("name", ["Shelter", "1st", "with space", "", "x" * 41])
def test_names_are_lower_snake_case(name):
    with pytest.raises(ContractError, match="lower_snake_case"):
        Area(name=name, label="A", summary="S")


def test_three_dimensions_are_refused_because_they_single_people_out():
    with pytest.raises(ContractError, match="single people out"):
        View(name="v", label="V", dataset="cases", by=("a", "b", "c"))


def test_the_python_of_the_documentation_works(install):
    text = (ROOT / "docs" / "plugins" / "README.md").read_text("utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.S)
    install("shelter", block)
    plugin = install.load().plugins[0]
    assert plugin.status == "active", plugin.problem
    assert plugin.checklists and plugin.views


PAGES = [*sorted(ROOT.glob("docs/plugins/*.md")), ROOT / "docs" / "plugin-authors.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_for_authors_leads_only_to_pages_that_are_there(page):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert not [link for link in links if "://" not in link and not (page.parent / link).exists()]


def test_the_old_page_leads_to_the_new_ones():
    text = (ROOT / "docs" / "plugin-authors.md").read_text("utf-8")
    assert "plugins/README.md" in text and "plugins/reference.md" in text
