"""Area: one field of response, such as safety or legal help."""

from dataclasses import dataclass

from dashboard.contract.names import check_name

CONTRACT = 1


@dataclass(frozen=True, kw_only=True)
class Area:
    """A response area as its plugin introduces it."""

    name: str
    label: str
    summary: str
    owner: str = ""
    icon: str = ":material/extension:"
    order: int = 100
    contract: int = CONTRACT

    def __post_init__(self) -> None:
        check_name("area", self.name)
