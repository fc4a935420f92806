"""Service: a tool, hotline or actor, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, Literal, Self, get_args

from dashboard.contract.checklist import Audience
from dashboard.contract.names import check_name
from dashboard.errors import ContractError, did_you_mean

ServiceKind = Literal["tool", "hotline", "platform", "provider", "authority", "coordination"]
KINDS: tuple[ServiceKind, ...] = get_args(ServiceKind)
Region = Literal["iraq", "federal_iraq", "kri"]
"""All of Iraq, or one of its two parts."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """Something or someone that helps: who it is for, where, how to reach it, step by step.

    `channels` are (kind, value) pairs such as ("phone", "119"); `region` is all of Iraq or a part of it;
    `governorates` narrows it (codes of data/ovtf_data/governorates.csv; empty: the whole region). `service_types` are
    codes of the list service_type: what it can be referred to for. An entry without any says in `no_referral` why nobody
    is referred there, such as "She uses it herself."; what says neither would never be chosen, and nobody would notice.
    """

    name: str
    label: str
    kind: ServiceKind
    summary: str
    audience: Audience = "both"
    region: Region = "iraq"
    governorates: tuple[str, ...] = ()
    service_types: tuple[str, ...] = ()
    no_referral: str = ""
    genders: tuple[str, ...] = ()
    hours: str = ""
    cost: str = ""
    accessible: bool | None = None
    languages: tuple[str, ...] = ("ar", "ckb")
    channels: tuple[tuple[str, str], ...] = ()
    steps: tuple[str, ...] = ()
    caution: str = ""
    source: str = ""
    last_verified: str = ""
    verified_by: str = ""

    def __post_init__(self) -> None:
        check_name("service", self.name)
        for channel in self.channels:
            if len(channel) != 2:
                raise ContractError(
                    f"service {self.name!r} has the channel {list(channel)!r}. A channel is a kind and a value, such as "
                    '["phone", "119"].'
                )

    @classmethod
    def read_all(cls, package: str, path: str = "services.toml") -> list[Self]:
        """Read every [[service]] of a TOML file in a package."""
        rows = tomllib.loads((files(package) / path).read_text("utf-8")).get("service", [])
        return [cls._from(row) for row in rows]

    @classmethod
    def _from(cls, row: Mapping[str, Any]) -> Self:
        """Return the service that a [[service]] table describes; raise ContractError for a key that is no field."""
        known = {field.name for field in fields(cls)}
        for key in row:
            if key not in known:
                raise ContractError(f"service {row.get('name')!r}: unknown key {key!r}.{did_you_mean(key, known)}")
        return cls(**{key: _frozen(value) for key, value in row.items()})


def _frozen(value: Any) -> Any:
    """Return a value read from TOML with a tuple for every list in it."""
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
