"""What is known of a case, and what happened in it."""

from datetime import datetime

import streamlit as st

from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.i18n import area_text, day, moment
from dashboard.i18n import gettext as _
from dashboard.ui.widgets import words


def facts(house: House, file: CaseFile) -> None:
    """Draw the elements of the case."""
    case = file.case
    rows = {
        _("Reported"): day(case.report_date),
        _("Opened"): moment(case.opened_at, house.now()),
        _("Governorate of service"): words.code("governorate", case.governorate),
        _("Age"): str(case.age) if case.age is not None else words.code("age_band", case.age_band),
        _("Gender"): words.code("gender", case.gender),
        _("Disability"): words.code("disability", case.disability),
        _("Displacement"): words.code("displacement", case.displacement),
        _("Types of violence"): words.several("violence_type", case.violence_types),
        _("Most harmful now"): words.code("violence_type", case.primary_violence_type),
        _("Platforms"): words.several("platform", case.platforms),
        _("Reported elsewhere"): words.code("reported_elsewhere", case.reported_elsewhere),
        _("Consent to services"): words.code("yes_no", "yes" if case.consent_services else "no"),
        _("Consent to anonymised statistics"): words.code("yes_no", "yes" if case.consent_reporting else "no"),
    }
    cells = "".join(
        f"<tr><th scope='row'>{words.safe(name)}</th><td>{words.safe(value)}</td></tr>" for name, value in rows.items()
    )
    st.html(f"<table class='ovtf-facts'>{cells}</table>")


def history(house: House, file: CaseFile) -> None:
    """Draw what happened, newest first."""
    events = sorted(_events(house, file), key=lambda each: each[0], reverse=True)
    for at, text in events:
        st.markdown(f":gray[{moment(at, house.now())}]  \n{text}")


def _events(house: House, file: CaseFile) -> list[tuple[datetime, str]]:
    found = [(each.at, _("Case opened") if each.version == 1 else _("Case corrected")) for each in file.history]
    found += [(each.at, _risk(each.level, each.suggested)) for each in file.decisions]
    found += [(each.at, _form(house, each.area, each.form)) for each in file.submissions if each.area != "core"]
    found += [(each.at, _step(house, key, each.state)) for key, each in file.items.items()]
    return found


def _risk(level: str, suggested: str | None) -> str:
    if suggested is None or suggested == level:
        return _("Risk level decided: {level}").format(level=words.code("risk_level", level))
    return _("Risk level decided: {level} (suggested: {suggested})").format(
        level=words.code("risk_level", level), suggested=words.code("risk_level", suggested)
    )


def _form(house: House, area: str, name: str) -> str:
    for plugin in house.registry.active:
        for each in plugin.forms:
            if (plugin.name, each.name) == (area, name):
                return _("Form sent in: {form}").format(form=area_text(plugin.module, each.label))
    return _("Form sent in (its area is not installed any more)")


def _step(house: House, key: tuple[str, str, str], state: str) -> str:
    label = key[2].replace("_", " ")
    for plugin in house.registry.active:
        for each in plugin.checklists:
            for item in each.items:
                if (plugin.name, each.name, item.name) == key:
                    label = area_text(plugin.module, item.label)
    return f"{words.code('item_state', state)}: {label}"
