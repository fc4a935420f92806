"""ovtf plugin new: start a response area."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.registry import Registry
from dashboard.registry.loading import SHIPPED
from ovtf_kit.template import check_new, check_words, render, write

INTO = typer.Option("--into", help="The folder to write it in.", exists=True, file_okay=False)


def new(
    area: Annotated[
        str, typer.Argument(metavar="AREA", help="The area's name for good, in lower_snake_case, such as health.")
    ],
    label: Annotated[str, typer.Option(help="What people read; else the name.")] = "",
    owner: Annotated[str, typer.Option(help="Who answers for it: a post or a shared address.")] = "data@example.org",
    into: Annotated[Path, INTO] = Path(),
) -> None:
    """Write a small package with one of everything: a response area to change into your own."""
    check_new(area, {*(name.removeprefix("ovtf-") for name in SHIPPED), *(p.name for p in Registry.load().plugins)})
    label = label or area.replace("_", " ").capitalize()
    check_words("label", label)
    check_words("owner", owner)
    target = into / f"ovtf-{area.replace('_', '-')}"
    texts = render(area, label=label, owner=owner, reviewed=f"{datetime.now(UTC):%Y-%m}")
    write(texts, target)
    print(f"Wrote {len(texts)} files to {target}. What to do next is in {target / 'README.md'}, and first:")
    print(f"  python -m pip install --no-build-isolation -e {target}")
    print("  ovtf plugin list")
