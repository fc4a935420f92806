"""Area: one field of response, such as safety or legal help."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.contract.names import check_name
from dashboard.errors import ContractError

CONTRACT = 1


@dataclass(frozen=True, kw_only=True)
class Area:
    """A response area as its plugin introduces it.

    `guidance_source` says where its guidance comes from, and `guidance_reviewed` in which month ("2026-11") it was last
    reviewed. Both are shown under every page of the folder `guidance/`, when the plugin has no hook for guidance.
    `hours` names times within which something is done; a workspace may shorten them and never lengthens them. Rules read
    them from the record that they are given: `record.within("thoughts")`.
    """

    name: str
    label: str
    summary: str
    owner: str = ""
    icon: str = ":material/extension:"
    order: int = 100
    guidance_source: str = ""
    guidance_reviewed: str = ""
    hours: Mapping[str, int] = field(default_factory=dict, hash=False)
    contract: int = CONTRACT

    def __post_init__(self) -> None:
        check_name("area", self.name)
        for name, hours in self.hours.items():
            check_name(f"hours of the area {self.name!r}:", name)
            if type(hours) is not int or hours < 1:
                raise ContractError(
                    f"The area {self.name!r} has hours[{name!r}] = {hours!r}. Write whole hours, 1 or more."
                )
