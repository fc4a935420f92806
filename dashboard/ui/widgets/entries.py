"""The forms of a case on the screen: what was recorded, what can be recorded, and the form that is open."""

from dataclasses import dataclass

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import checking, drafting
from dashboard.actions.work.cases import OpenedCase
from dashboard.errors import DashboardError
from dashboard.forms import Form
from dashboard.i18n import area_text, moment
from dashboard.i18n import gettext as _
from dashboard.records.submissions import Submission
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import answers, form, reviewed, scroll
from dashboard.ui.widgets.sheet import Sheet

FEW = 8
"""So many entries of a form are listed, the newest; older ones are folded away."""


@dataclass(frozen=True)
class Place:
    """A tab of a case in which forms of one area are filled in; `package` is the area's module, with its
    translations.
    """

    context: Context
    who: Principal
    file: OpenedCase
    area: str
    package: str
    tab: str

    def key(self, name: str) -> str:
        """Return the key of a widget in this place."""
        return f"case.{self.file.case.key}.{self.tab}.{name}"

    @property
    def opened(self) -> str:
        """The session key that holds the form that is open in this tab, and which entry of it."""
        return self.key("form")

    def say(self, text: str) -> str:
        """Return a text of the area in the language of this run."""
        return area_text(self.package, text)


def sheet(place: Place) -> bool:
    """Draw the form that is open in this tab and return True; return False when none is open."""
    scroll.here(place.opened)
    if message := st.session_state.pop(f"{place.opened}.message", None):
        st.success(quoted_lines(message))
    opened = st.session_state.get(place.opened)
    if not opened:
        return False
    name, entry = opened
    definition = place.context.form(place.area, name)
    if outcome := form.taken(place.area, name, place.file.case.key):
        _end(place, definition, outcome)
        name, entry = st.session_state[place.opened]
    try:
        draft = drafting.open_draft(place.context, place.who, place.area, name, place.file.case.key, entry)
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        st.button(_("Back"), key=place.key("back"), on_click=close, args=(place,))
        return True
    st.subheader(place.say(definition.label), anchor=False)
    form.show(Sheet(place.context, place.who, place.area, place.package, definition, draft, place.file))
    return True


def _end(place: Place, definition: Form, outcome: object) -> None:
    if isinstance(outcome, drafting.Kept):
        st.session_state[place.opened] = (definition.name, outcome.draft.base)
        return
    close(place)
    if isinstance(outcome, drafting.Outcome):
        st.session_state[f"{place.opened}.message"] = _("Saved: {form}").format(form=place.say(definition.label))
    st.rerun()


def close(place: Place) -> None:
    """Close the form that is open in this tab, and scroll to the tab's top."""
    scroll.ask(place.opened)
    st.session_state.pop(place.opened, None)


def open_form(place: Place, name: str, entry: str = "") -> None:
    """Open a form in this tab: a new entry of it, or the one with the id `entry`."""
    scroll.ask(place.opened)
    st.session_state[place.opened] = (name, entry)


def card(place: Place, definition: Form) -> None:
    """Draw the box of a form: the entries recorded so far, and the button that opens it."""
    standing = place.file.work.entries(place.area, definition.name)
    shut = checking.shut(place.file.case, place.file.work, place.area, definition)
    with st.container(border=True):
        text, way = st.columns([3, 1.3], vertical_alignment="center")
        text.markdown(f"**{place.say(definition.label)}**")
        text.caption(shut or _last(standing))
        way.button(
            _label(place, definition, standing),
            key=place.key(f"{definition.name}.start"),
            width="stretch",
            type="secondary" if standing else "primary",
            disabled=bool(shut),
            on_click=open_form,
            args=(place, definition.name),
        )
        reviewed.show(place.file, place.area, definition.name)
        closed = checking.shut(place.file.case, place.file.work, place.area, definition, standing=True)
        _entries(place, definition, standing, bool(closed))


def _label(place: Place, definition: Form, standing: list[Submission]) -> str:
    drafted = {(draft.area, draft.form) for draft in place.file.drafts if not draft.base or definition.occurs == "once"}
    if (place.area, definition.name) in drafted:
        return _("Continue")
    if not standing:
        return _("Start")
    if definition.occurs == "once":
        return _("Change")
    return _("Add another") if definition.revisable else _("Do it again")


def _last(standing: list[Submission]) -> str:
    if not standing:
        return _("Not recorded yet")
    return _("Recorded {when}, {n} in all").format(when=moment(standing[0].at), n=len(standing))


def _entries(place: Place, definition: Form, standing: list[Submission], shut: bool) -> None:
    if not standing:
        return
    if not definition.revisable:
        with st.expander(_("What was recorded last")):
            answers.show(place.context, place.package, standing[0])
        return
    for entry in standing[:FEW]:
        _entry(place, definition, entry, shut)
    if standing[FEW:]:
        with st.expander(_("{n} earlier").format(n=len(standing) - FEW)):
            for entry in standing[FEW:]:
                _entry(place, definition, entry, shut)


def _entry(place: Place, definition: Form, entry: Submission, shut: bool) -> None:
    text, way = st.columns([3, 1.3], vertical_alignment="center")
    with text, st.expander(quoted(answers.summary(place.context, place.package, definition, entry))):
        answers.show(place.context, place.package, entry)
    way.button(
        _("Update"),
        key=place.key(f"{definition.name}.{entry.id}"),
        width="stretch",
        disabled=shut,
        on_click=open_form,
        args=(place, definition.name, entry.id),
    )
