"""Guidance: what the issue is, what to do, with which tools, with whom."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, Self

from dashboard.contract.checklist import Audience
from dashboard.errors import ContractError

Heading = Literal["issue", "actions", "tools", "actors"]
HEADINGS: tuple[Heading, ...] = ("issue", "actions", "tools", "actors")


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """One page of Markdown under ISSUE, ACTIONS, TOOLS or ACTORS, with its source and date of review."""

    heading: Heading
    text: str
    source: str
    reviewed: str
    audience: Audience = "both"
    language: str = "en"

    def __post_init__(self) -> None:
        if self.heading not in HEADINGS:
            raise ContractError(f"guidance heading {self.heading!r} is not one of {', '.join(HEADINGS)}.")

    @classmethod
    def read(
        cls,
        package: str,
        heading: Heading,
        *,
        source: str,
        reviewed: str,
        audience: Audience = "both",
        language: str = "en",
    ) -> Self:
        """Read guidance/<language>/<heading>.md (or <heading>_child.md, <heading>_adult.md) of a package."""
        tail = "" if audience == "both" else f"_{audience}"
        path = files(package) / "guidance" / language / f"{heading}{tail}.md"
        text = path.read_text("utf-8")
        return cls(heading=heading, text=text, source=source, reviewed=reviewed, audience=audience, language=language)
