"""Next steps on the screen: what, until when, and why."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.actions.context import Context
from dashboard.casework.tasks import now_and_later
from dashboard.contract import Task
from dashboard.i18n import area_text, clock, moment
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted

FEW = 5
"""So many steps are shown, the most urgent; the others are folded away, so that they do not hide what comes first."""


def texts(context: Context, task: Task) -> tuple[str, str]:
    """Return what a task asks to do and why, in the language of this run."""
    package = next((plugin.module for plugin in context.registry.active if plugin.name == task.area), "dashboard")
    values = {name: quoted(area_text(package, value)) for name, value in task.values.items()}
    what, why = area_text(package, task.label), area_text(package, task.reason)
    return _filled(what, values), _filled(why, values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill the braces by plain replacement: str.format would also follow attributes in a plugin's text ({x.__class__})."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def line(context: Context, task: Task) -> str:
    """Return one task as Markdown: the time first, then the step, then the reason."""
    what, why = texts(context, task)
    return f"{when(context, task)}  \n**{what}**  \n:gray[{why}]"


def short(context: Context, task: Task) -> str:
    """Return one task as a single line: the step and its deadline, without the reason."""
    what, _why = texts(context, task)
    return f"{what} · {moment(task.due, context.now())}" if task.due else what


def when(context: Context, task: Task) -> str:
    """Return a task's deadline as coloured Markdown, with a red mark when it has passed."""
    if task.due is None:
        return ":gray[" + _("When it fits") + "]"
    now = context.now()
    text = f"{moment(task.due, now)} · {clock(task.due, now)}"
    return f":red[**▲ {text}**]" if task.due < now else f":orange[**◷ {text}**]"


def show(context: Context, tasks: list[Task], way: Callable[[Task], None]) -> None:
    """Draw the next steps of a case; `way` draws the button to the place where a step is done."""
    st.subheader(_("Next steps"), anchor=False)
    if not tasks:
        st.write(_("Nothing is due. New steps appear here when something is recorded."))
    near, later = now_and_later(tasks, context.now())
    _steps(context, near[:FEW], way)
    _folded(context, _("{n} more"), near[FEW:], way)
    _folded(context, _("Later ({n})"), later, way, opened=not near)


def _steps(context: Context, tasks: list[Task], way: Callable[[Task], None]) -> None:
    for task in tasks:
        with st.container(gap=None):
            st.markdown(line(context, task))
            way(task)


def _folded(
    context: Context, label: str, tasks: list[Task], way: Callable[[Task], None], *, opened: bool = False
) -> None:
    if tasks:
        with st.expander(label.format(n=len(tasks)), expanded=opened):
            _steps(context, tasks, way)


def still_open(context: Context, tasks: list[Task]) -> None:
    """Warn which tasks are still due in a case that is about to be closed."""
    if tasks:
        lines = "\n".join(f"- {texts(context, task)[0]}" for task in tasks)
        st.warning(_("Still due in this case:") + "\n" + lines)
