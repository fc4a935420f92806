"""The messages with which wrong declarations are refused, found by making them; the documentation shows them."""

from dataclasses import replace
from typing import Any

import dashboard
from dashboard.contract import Entry, Measure
from dashboard.errors import DashboardError
from dashboard.forms import Form
from dashboard.projection import gate
from dashboard.registry import Plugin
from dashboard.registry.checks import check_area, check_list, check_whole

DECLARATIONS: dict[str, Any] = {name: getattr(dashboard, name) for name in dashboard.__all__ if name[0].isupper()} | {
    "Entry": Entry,
    "Measure": Measure,
}
"""Every declaration of the contract by name."""
_STAY = "| survey |\n| | type | name | label |\n| | select_one yes_no | found | Found? |\n"


def message_of(expression: str) -> str:
    """Return the message with which an expression of reference.toml is refused; raise ValueError when it is not."""
    try:
        eval(expression, _TOOLS | DECLARATIONS)
    except DashboardError as error:
        return str(error)
    raise ValueError(f"{expression} is not refused.")


def form(*rows: str, **options: Any) -> Form:
    """Return a form whose survey has these rows, with the columns type, name and label."""
    return Form.from_markdown("| survey |\n| | type | name | label |\n" + "\n".join(rows), name="stay", **options)


def whole(**parts: Any) -> None:
    """Check a plugin with a form `stay` and these parts; raises ContractError when one does not fit."""
    stay = Form.from_markdown(_STAY, name="stay")
    plugin = Plugin(
        name="shelter", distribution="ovtf-shelter", version="0.1.0", module="ovtf_shelter", source="partner"
    )
    check_whole(replace(plugin, forms=(stay,), **parts))


_TOOLS: dict[str, Any] = {
    "check_area": check_area,
    "check_list": check_list,
    "form": form,
    "gate": gate,
    "known": {"shelter.stay", "core.cases", "core.referral"},
    "whole": whole,
}
