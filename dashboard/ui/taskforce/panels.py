"""The overview's panels, each made from one published table."""

from dashboard.codes import governorate_tiles, names
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.ui.charts import Band, Line, Tile, bars, heat, steps, tile_map
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.wording import code_label, less, period_name, said, short_place

_MARKS = {"high": "high", "medium": "medium", "normal": "normal"}


def _units(period: str) -> str:
    return _("Number of new cases, {period}. Rounded to 5, with a small random change.").format(
        period=period_name(period)
    )


def _ordered(table: ReleasedTable) -> list[tuple[str, int | None]]:
    """Return the codes of a one-way table, largest number first, those that are not shown last."""
    return sorted(((codes[0], n) for codes, n in table.cells.items()), key=lambda item: -(item[1] or 0))


def _as_rows(table: ReleasedTable, items: list[tuple[str, int | None]]) -> list[tuple[str, ...]]:
    return [(code_label(table.dims[0], code), said(number, table.floor)) for code, number in items]


def places(releases: Releases, period: str) -> Panel:
    """Cases by governorate, as a tile map."""
    table, grid = releases.table(period, "governorate"), governorate_tiles()
    tiles = [Tile(short_place(code), *grid[code], number) for (code,), number in table.cells.items()]
    bands = [Band(_("10 to 20"), 10), Band(_("25 to 45"), 25), Band(_("50 to 95"), 50), Band(_("100 or more"), 100)]
    return Panel(
        name="governorate",
        title=_("Cases by governorate of service"),
        units=_units(period),
        definition=_(
            "The governorate in which the survivor is served. The map places governorates as equal tiles, "
            "roughly where they lie."
        ),
        draw=lambda look: tile_map(tiles, bands, less(table.floor), look),
        head=(_("Governorate"), _("New cases")),
        rows=_as_rows(table, _ordered(table)),
    )


def _bar_panel(
    releases: Releases, period: str, name: str, title: str, head: str, definition: str, *, ordered: bool = True
) -> Panel:
    table = releases.table(period, name)
    items = _ordered(table) if ordered else [(code, table[(code,)]) for code in _in_list_order(table)]
    labelled = [(code_label(name, code), number) for code, number in items]
    return Panel(
        name=name,
        title=title,
        units=_units(period),
        definition=definition,
        draw=lambda look: bars(labelled, less(table.floor), look),
        head=(head, _("New cases")),
        rows=_as_rows(table, items),
    )


def _in_list_order(table: ReleasedTable) -> list[str]:
    return [code for code in names(table.dims[0]) if (code,) in table.cells]


def kinds(releases: Releases, period: str) -> Panel:
    """Cases by group of violence."""
    return _bar_panel(
        releases,
        period,
        "violence_group",
        _("Cases by type"),
        _("Type of violence"),
        _(
            "The main type of violence of each case, in groups. A case with several types is counted under its main "
            "one."
        ),
    )


def ages(releases: Releases, period: str) -> Panel:
    """Cases by age and sex."""
    return _bar_panel(
        releases,
        period,
        "age_sex",
        _("Cases by age and sex"),
        _("Age and sex"),
        _("Age at the first report and sex as the survivor gave it."),
        ordered=False,
    )


def platforms(releases: Releases, period: str) -> Panel:
    """Cases by group of platforms."""
    return _bar_panel(
        releases,
        period,
        "platform_group",
        _("Cases by platform"),
        _("Platform"),
        _("The main platform on which it happened, in groups."),
    )


def trend(releases: Releases, period: str) -> Panel:
    """Cases by period and risk level."""
    series = releases.series("risk_level", like=period)
    risks, floor = _in_list_order(series[-1][1]), series[-1][1].floor
    periods = [period_name(each) for each, _table in series]
    lines = [
        Line(
            code_label("risk_level", risk), tuple(table[(risk,)] for _each, table in series), _MARKS.get(risk, "other")
        )
        for risk in risks
    ]
    rows = [
        (name, *(said(table[(risk,)], floor) for risk in risks))
        for name, (_each, table) in zip(periods, series, strict=True)
    ]
    return Panel(
        name="risk_level",
        title=_("New cases by period and risk"),
        units=_("Number of new cases in each period. A gap stands for {less}.").format(less=less(floor)),
        definition=_(
            "The risk level that a case worker decided on, as it stood when the release was made. High risk "
            "is acted on within 24 hours, medium within 48."
        ),
        draw=lambda look: steps(periods, lines, look),
        head=(_("Period"), *(line.label for line in lines)),
        rows=rows,
    )


def places_by_risk(releases: Releases, period: str) -> Panel:
    """Cases by governorate and risk level; the figure leaves out places without any shown number."""
    table = releases.table(period, "governorate_by_risk_level")
    every = [code for code, _n in _ordered(releases.table(period, "governorate"))]
    risks = _in_list_order(releases.table(period, "risk_level"))
    seen = [place for place in every if any(table[(place, risk)] is not None for risk in risks)] or every[:1]
    columns = [code_label("risk_level", risk) for risk in risks]
    return Panel(
        name="governorate_by_risk_level",
        title=_("Cases by governorate and risk"),
        units=_units(period)
        + " "
        + _("In governorates that are not listed every number is {less}.").format(less=less(table.floor)),
        definition=_(
            "The governorate in which the survivor is served, and the risk level that a case worker decided on."
        ),
        draw=lambda look: heat(
            [short_place(place) for place in seen],
            columns,
            [[table[(place, risk)] for risk in risks] for place in seen],
            less(table.floor),
            look,
        ),
        head=(_("Governorate"), *columns),
        rows=[
            (code_label("governorate", place), *(said(table[(place, risk)], table.floor) for risk in risks))
            for place in every
        ],
    )
