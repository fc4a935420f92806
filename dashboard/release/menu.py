"""The menu of a release: the core's tables, and those that the areas add."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.contract import Dataset, Released
from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release import core_menu
from dashboard.release.policy import Origin, Policy, Table

CORE_AREA = "core"


@dataclass(frozen=True)
class Offer:
    """What one area adds to a release."""

    area: str
    tables: tuple[Released, ...]
    datasets: tuple[Dataset, ...]
    module: str = "dashboard"
    """The package with the translations of the area's words."""


def menu(offers: Iterable[Offer] = ()) -> Policy:
    """Return the policy of a release with the core's tables and what the areas offer.

    Raises ReleaseError when an offer names a dataset that it does not have; `Policy.check` looks at dimensions and
    budget.
    """
    all_offers = [Offer(CORE_AREA, core_menu.tables(), core_menu.datasets()), *offers]
    added = [(offer, released) for offer in all_offers for released in offer.tables]
    domains = {**core_menu.CORE.domains}
    for offer, released in added:
        domains |= {_dim(offer.area, released, column): tuple(codes) for column, codes in released.own.items()}
    return Policy(
        tables=(*core_menu.CORE_MENU, *(_table(offer, released) for offer, released in added)), domains=domains
    )


def _dim(area: str, released: Released, column: str) -> str:
    """Return the name of a dimension that an area's table brings itself: unlike any of another table."""
    return f"{area}.{released.name}.{column}"


def _table(offer: Offer, released: Released) -> Table:
    name = released.name if offer.area == CORE_AREA else f"{offer.area}_{released.name}"
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
