"""Agency figures: live and exact, the agency's own cases only."""

import pandas as pd
import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.analysis import Figure, Share
from dashboard.contract import Indicator, View
from dashboard.desk.figures import AreaFigures, agency_figures
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.forms import Form
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.widgets import words


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Agency figures"), anchor=False)
    st.caption(
        _(
            "Live and exact numbers of your own agency. Do not pass them on: small numbers can point to a person. "
            "Shared figures come from the task force's releases."
        )
    )
    for area in agency_figures(house, who):
        st.subheader(area_text(area.module, area.area.label), anchor=False, divider="gray")
        for problem in area.problems:
            st.warning(problem)
        _shares(area)
        for view, figure in area.figures:
            _figure(house, area, view, figure)


def _shares(area: AreaFigures) -> None:
    if not area.shares:
        return
    for column, (indicator, share) in zip(st.columns(len(area.shares)), area.shares, strict=True):
        column.metric(
            area_text(area.module, indicator.label), _value(share), border=True, help=_definition(area, indicator)
        )
        column.caption(_("{met} of {all} cases").format(met=share.numerator, all=share.denominator))


def _value(share: Share) -> str:
    return f"{100 * share.numerator / share.denominator:.0f} %" if share.denominator else "–"


def _definition(area: AreaFigures, indicator: Indicator) -> str:
    return f"{area_text(area.module, indicator.definition)} ({indicator.source})"


def _figure(house: House, area: AreaFigures, view: View, figure: Figure) -> None:
    st.markdown(f"**{area_text(area.module, view.label)}** · " + _("{n} cases").format(n=figure.total))
    if not figure.rows:
        st.caption(_("Nothing is recorded yet. Numbers appear here with the first form."))
        return
    labels = [_labels(house, area, view, at) for at in range(len(figure.dimensions))]
    columns = [
        [label.get(str(row[at]), str(row[at])) if row[at] is not None else _("Incomplete data") for row in figure.rows]
        for at, label in enumerate(labels)
    ]
    table = pd.DataFrame(
        {f"{at}": column for at, column in enumerate(columns)} | {"n": [row[-1] for row in figure.rows]}
    )
    if len(labels) == 2:
        st.table(
            table.pivot_table(index="0", columns="1", values="n", aggfunc="sum", fill_value=0).rename_axis(
                index=None, columns=None
            )
        )
    else:
        st.table(table.set_index("0").rename_axis(None).rename(columns={"n": _("Cases")}))
    if view.note:
        st.caption(area_text(area.module, view.note))


def _labels(house: House, area: AreaFigures, view: View, at: int) -> dict[str, str]:
    """Return the words for the codes of a dimension: from a code list, or from the form's own choices."""
    name = view.codes[at] if at < len(view.codes) else None
    if name:
        return {code: words.code(name, code) for code in codes.names(name)}
    try:
        form: Form = house.registry.form(area.area.name, view.dataset)
        question = form.question(view.by[at])
    except DashboardError:
        return {}
    return {each.name: words.choice(area.module, question, each) for each in question.choices}
