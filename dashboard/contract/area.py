"""Area: one field of response, such as safety or legal help."""

from dataclasses import dataclass

from dashboard.contract.names import check_name

CONTRACT = 1


@dataclass(frozen=True, kw_only=True)
class Area:
    """A response area as its plugin introduces it.

    `guidance_source` says where its guidance comes from, and `guidance_reviewed` in which month ("2026-11") it was last
    reviewed. Both are shown under every page of the folder `guidance/`, when the plugin has no hook for guidance.
    """

    name: str
    label: str
    summary: str
    owner: str = ""
    icon: str = ":material/extension:"
    order: int = 100
    guidance_source: str = ""
    guidance_reviewed: str = ""
    contract: int = CONTRACT

    def __post_init__(self) -> None:
        check_name("area", self.name)
