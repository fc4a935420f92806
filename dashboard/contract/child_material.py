"""Abuse material of a child: one rule for the core and every area, whatever type of violence was chosen.

Such material is never viewed, copied or kept, not as proof either, and child protection begins at once.
Source: guide, Types of TF-CSEA; Context-specific risks; Digital 2.
"""

from collections.abc import Collection, Mapping
from typing import Any

TYPES = frozenset({"csam", "live_streaming", "self_generated_content"})
"""Types of violence that are such material by their meaning."""
OF_A_CHILD = frozenset({"deepfake"})
"""Types that are such material when the survivor is a child: it makes no difference that a computer made the image."""
KINDS = frozenset({"image", "video", "live", "audio"})
"""Kinds of content that can be such material. What was written is left out: threats in words may be kept as proof."""


def is_named(types: Collection[str], *, child: bool) -> bool:
    """Whether types of violence (codes) name abuse material of a child; `child`: the survivor is under 18."""
    return not (TYPES | OF_A_CHILD if child else TYPES).isdisjoint(types)


def is_in_incident(answers: Mapping[str, Any], *, child: bool) -> bool:
    """Whether the answers of an incident form tell of it, by the type of violence or by what the content shows.

    What is not known counts as it would be worst: a sexual image in a child's case shows a child until it is known that
    it does not, and an image of somebody under 18 is sexual until it is known that it is not.
    """
    if is_named(answers.get("violence_types") or (), child=child):
        return True
    if KINDS.isdisjoint(answers.get("content_kind") or ()) or answers.get("sexual") == "no":
        return False
    return answers.get("depicts_minor") == "yes" or (child and answers.get("depicts_minor") == "unknown")
