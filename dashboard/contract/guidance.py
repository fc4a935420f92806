"""Guidance: what the issue is, what to do, with which tools, with whom; and how to read the area's figures."""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, Self, cast, get_args

from dashboard.contract.checklist import Audience
from dashboard.errors import ContractError
from dashboard.risk_clock import with_hours

Heading = Literal["issue", "actions", "tools", "actors", "figures"]
HEADINGS: tuple[Heading, ...] = ("issue", "actions", "tools", "actors")
"""The headings of the guide, as they stand beside a case. A page under "figures" is for the task force and stands on the
area's page of released numbers."""


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """One page of Markdown under ISSUE, ACTIONS, TOOLS or ACTORS, or (`figures`) how to read the area's released numbers;
    with its source and date of review.
    """

    heading: Heading
    text: str
    source: str
    reviewed: str
    audience: Audience = "both"
    language: str = "en"

    def __post_init__(self) -> None:
        if self.heading not in get_args(Heading):
            raise ContractError(f"guidance heading {self.heading!r} is not one of {', '.join(get_args(Heading))}.")
        if self.audience not in get_args(Audience):
            raise ContractError(
                f"guidance {self.heading!r} is for {self.audience!r}; expected adult, child or both. "
                "Name the file issue.md, issue_adult.md or issue_child.md."
            )

    @classmethod
    def read_all(cls, package: str, *, source: str, reviewed: str) -> list[Self]:
        """Read every guidance/<language>/<heading>.md, <heading>_adult.md and <heading>_child.md of a package."""
        languages = (path for path in (files(package) / "guidance").iterdir() if path.is_dir())
        return [
            cls._from(path, folder.name, source, reviewed)
            for folder in sorted(languages, key=lambda folder: folder.name)
            for path in sorted(folder.iterdir(), key=lambda path: path.name)
            if path.name.endswith(".md")
        ]

    @classmethod
    def _from(cls, path: Traversable, language: str, source: str, reviewed: str) -> Self:
        # "issue_child.md" is the page under ISSUE for children.
        heading, _, audience = path.name.removesuffix(".md").partition("_")
        return cls(
            heading=cast(Heading, heading),
            text=with_hours(path.read_text("utf-8")),
            source=source,
            reviewed=reviewed,
            audience=cast(Audience, audience or "both"),
            language=language,
        )
