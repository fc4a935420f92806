"""The menu of a release: the core's tables, and those that the areas add."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.codes import UNKNOWN
from dashboard.codes import label as code_label
from dashboard.contract import Dataset, Released
from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release import core_menu
from dashboard.release.policy import SIGMA, Origin, Place, Policy, Table
from dashboard.release.regions import TWO, Region, Regions, of_place
from dashboard.release.shapes import Part, Shape, shared, sigma, within

CORE_AREA = "core"


@dataclass(frozen=True)
class Offer:
    """What one area adds to a release."""

    area: str
    tables: tuple[Released, ...]
    datasets: tuple[Dataset, ...]
    module: str = "dashboard"
    """The package with the translations of the area's words."""


def menu(
    offers: Iterable[Offer] = (), shape: Shape | None = None, part: Part = "short", left: float = math.inf
) -> Policy:
    """Return the policy of a release with the core's tables and what the areas offer.

    With a `shape` it is a `part` of the menu that was declared for its size, all tables with the same noise; without one
    it is the menu of version 0.1, all of it each quarter. `left` is what is left of the squared budget of its cases, for
    this release and the one of its year: where more waits were decided on than were reserved, the noise is larger.

    Raises ReleaseError when an offer names a dataset that it does not have; `Policy.check` looks at dimensions and
    budget.
    """
    if shape is None:
        core = Offer(CORE_AREA, core_menu.tables(), core_menu.datasets())
        return _every((core, *map(_needed, offers)), core_menu.CORE_MENU, TWO)
    every = everything(offers, shape.regions)
    tables = shape.tables(every.tables, part)
    share = shape.mu(len(shape.tables(every.tables, "short"))) * (
        math.sqrt(2) if part == "both" and shape.has_year else 1
    )
    mu = within(share, left / (1 + (shape.has_year and part == "short")))
    place: Place = "alone" if not shape.has_year else "short" if part == "short" else "year"
    return replace(every, tables=shared(tables, sigma(mu, len(tables))), place=place)


def everything(offers: Iterable[Offer], regions: Regions = TWO) -> Policy:
    """Return every table that any release may have, whatever size was declared and what it costs: no menu to build."""
    core = Offer(CORE_AREA, (*core_menu.tables(), *core_menu.short_tables()), core_menu.datasets())
    return _every((core, *offers), (*core_menu.CORE_MENU, *core_menu.REGION_MENU), regions)


def menu_again(offers: Iterable[Offer], first: str) -> Policy:
    """Return the menu of a correction: tables, noise and regions of the version that it corrects, by what its file says.

    Raises ReleaseError when a table is not there any more: the menu of today could tell what another release keeps room for.
    """
    told = json.loads(first)
    regions = next((_regions(table) for table in told if "region" in table["dims"]), TWO)
    every = everything(offers, regions)
    known = {(table.name, table.dims): table for table in every.tables}
    wanted = {(table["name"], tuple(table["dims"])): table["sigma"] for table in told}
    if missing := [name for name, dims in wanted if (name, dims) not in known]:
        raise ReleaseError(
            _(
                "A correction has the tables of the version that it corrects, and no active area brings these as they were "
                "then: {tables}. Install that version of the area again, then try again."
            ).format(tables=", ".join(missing))
        )
    return replace(every, tables=tuple(replace(known[key], sigma=sigma) for key, sigma in wanted.items()))


def _regions(told: Mapping[str, Any]) -> Regions:
    """Return the regions by which a table of the file counts."""
    groups = told["coarser"]["region"]
    return {
        code: Region(label, tuple(place for place, of in groups.items() if of == code))
        for code, label in told["labels"]["region"].items()
        if code != UNKNOWN
    }


def _needed(offer: Offer) -> Offer:
    """Return an offer without its optional tables."""
    return replace(offer, tables=tuple(released for released in offer.tables if not released.optional))


def _every(offers: Iterable[Offer], columns: Iterable[Table], regions: Regions) -> Policy:
    """Return a policy with all tables: those that count by `columns` of a case, and those that are offered."""
    added = [(offer, released) for offer in offers for released in offer.tables]
    domains = {**core_menu.CORE.domains, "region": (*regions, UNKNOWN)}
    for offer, released in added:
        domains |= {_dim(offer.area, released, column): tuple(codes) for column, codes in released.own.items()}
    tables = (*columns, *(_table(offer, released) for offer, released in added))
    return Policy(
        tables=tuple(_with_words(table, regions) for table in tables),
        domains=domains,
        coarser={"region": of_place(regions), **_groups(added)},
    )


def _groups(added: Iterable[tuple[Offer, Released]]) -> dict[str, dict[str, str]]:
    """Return for each column that a table counts by in fewer codes than another one which of these each code belongs to.

    Both count the same cases by the same column, so they add up; what the shorter list lacks is its `otherwise`.
    """
    columns = [(offer, released, column) for offer, released in added for column in released.own]
    return {
        _dim(few.area, short, column): {
            code: code if code in short.own[column] else short.otherwise for code in full.own[column]
        }
        for few, short, column in columns
        for many, full, other in columns
        if (few.area, short.dataset, column) == (many.area, full.dataset, other) and _is_part(short, full, column)
    }


def _is_part(short: Released, full: Released, column: str) -> bool:
    """Whether each code of one list comes to exactly one of a shorter list, whatever a case has in the column."""
    few, many = set(short.own[column]), set(full.own[column])
    return (
        few < many | {short.otherwise}
        and few != many
        and (full.otherwise == short.otherwise or full.otherwise not in few)
    )


def _with_words(table: Table, regions: Regions) -> Table:
    """Return a table that counts by region with the names of the regions: the file says what they were."""
    if "region" not in table.dims:
        return table
    words = {code: each.label for code, each in regions.items()} | {UNKNOWN: code_label("region", UNKNOWN, "en")}
    return replace(table, labels={**table.labels, "region": words})


def _dim(area: str, released: Released, column: str) -> str:
    """Return the name of a dimension that an area's table brings itself: unlike any of another table."""
    return f"{area}.{released.name}.{column}"


def _table(offer: Offer, released: Released) -> Table:
    name = released.name if offer.area == CORE_AREA else f"{offer.area}_{released.name}"
    _check_noise(name, released)
    dims = tuple(_dim(offer.area, released, dim) if dim in released.own else dim for dim in released.by)
    return Table(
        name=name,
        dims=dims,
        sigma=released.sigma,
        origin=_origin(offer, released),
        label=released.label,
        definition=released.definition,
        note=released.note,
        source=released.source,
        not_findings=(released.otherwise, *released.not_findings),
        labels={_dim(offer.area, released, column): dict(codes) for column, codes in released.own.items()},
        never=frozenset(released.never),
    )


def _check_noise(name: str, released: Released) -> None:
    """Raise ReleaseError when an area asks for less noise than others have: it would take of the budget of all."""
    least = SIGMA[len(released.by)]
    if released.sigma is not None and not released.sigma >= least:
        raise ReleaseError(
            _("Table {name} asks for a sigma of {sigma}. The least for its shape is {least}.").format(
                name=repr(name), sigma=released.sigma, least=least
            )
        )


def _origin(offer: Offer, released: Released) -> Origin:
    """Return the dataset that a table counts; raise ReleaseError when the offer does not have it."""
    sql: Mapping[str, str] = {dataset.name: dataset.sql for dataset in offer.datasets}
    if released.dataset not in sql:
        raise ReleaseError(
            _("Table {name} of the area {area} counts a dataset that is not there: {dataset}.{hint}").format(
                name=repr(released.name),
                area=repr(offer.area),
                dataset=repr(released.dataset),
                hint=did_you_mean(released.dataset, sql),
            )
        )
    return Origin(
        area=offer.area,
        module=offer.module,
        sql=sql[released.dataset],
        otherwise=released.otherwise,
        columns={_dim(offer.area, released, column): column for column in released.own},
    )
