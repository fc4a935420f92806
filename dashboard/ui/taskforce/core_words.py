"""The words for the core's own tables: the file of releases holds those of the areas, and none of these."""

from collections.abc import Callable

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable
from dashboard.ui.taskforce.wording import table_text

_TITLES: dict[str, Callable[[], str]] = {
    "total": lambda: _("New cases"),
    "governorate": lambda: _("Cases by governorate of service"),
    "violence_group": lambda: _("Cases by type"),
    "platform_group": lambda: _("Cases by platform"),
    "stream": lambda: _("Cases of children and adults"),
    "disability": lambda: _("Cases by disability"),
    "displacement": lambda: _("Cases by displacement"),
    "age_sex": lambda: _("Cases by age and sex"),
    "risk_level": lambda: _("Cases by risk level"),
    "governorate_by_violence_group": lambda: _("Cases by governorate and type"),
    "governorate_by_risk_level": lambda: _("Cases by governorate and risk"),
}
_PARTS: dict[str, Callable[[], str]] = {
    "governorate": lambda: _("The governorate in which the survivor is served."),
    "violence_group": lambda: _(
        "The main type of violence of each case, in groups. A case with several types is counted under its main one."
    ),
    "platform_group": lambda: _("The main platform on which it happened, in groups."),
    "stream": lambda: _("Children are survivors who were under 18 at the first report."),
    "disability": lambda: _("What the survivor said at the first report."),
    "displacement": lambda: _("What the survivor said at the first report."),
    "age_sex": lambda: _("Age at the first report and sex as the survivor gave it."),
    "risk_level": lambda: _(
        "The risk level that a case worker decided on, as it stood when the release was made. High risk "
        "is acted on within {high_hours} hours, medium within {medium_hours}."
    ),
}
_SOURCES = {
    "total": "C1",
    "governorate": "C1",
    "violence_group": "I1",
    "platform_group": "I3",
    "stream": "C10",
    "disability": "A3",
    "displacement": "A4",
    "age_sex": "A1",
    "risk_level": "R1",
    "governorate_by_violence_group": "I1",
    "governorate_by_risk_level": "R1",
}


def title(table: ReleasedTable) -> str:
    """Return the title of a table."""
    return _TITLES[table.name]() if table.name in _TITLES else table_text(table, table.label) or table.name


def definition(table: ReleasedTable) -> str:
    """Return what a table counts."""
    if table.definition:
        return table_text(table, table.definition)
    parts = [_PARTS[dim]() for dim in table.dims if dim in _PARTS]
    return " ".join(parts) or _("Cases registered in the period by all agencies.")


def source(table: ReleasedTable) -> str:
    """Return where a table's definition comes from."""
    return table.source or (f"indicators.md {_SOURCES[table.name]}" if table.name in _SOURCES else "")
