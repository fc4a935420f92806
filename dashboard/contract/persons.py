"""The people at her side whom the rules tell apart: who may be the one who harms, and on whom a form relies."""

PERSONS = ("guardian", "relative", "partner")
"""A parent or whoever stands in for one; a brother, uncle or another relative; a husband, fiancé or partner."""

PERPETRATORS = {
    "guardian": "primary_caregiver",
    "relative": "family_other_than_spouse_or_caregiver",
    "partner": "intimate_partner_former_partner",
}
"""The relation (a code) with which an incident names each of them as the one who does it."""


def unsafe(person: str) -> str:
    """Return the key of `Form.sets` under which a form says which answers record this person as unsafe."""
    return f"{person}_unsafe"
