"""What a plugin must keep to: one function a rule, its docstring's first line the rule's sentence."""

from importlib import import_module

from ovtf_kit.rules.rule import RULES, Rule, rule

__all__ = ["RULES", "Rule", "rule"]
THEMES = (
    "loading",
    "naming",
    "forms",
    "references",
    "packaging",
    "sql",
    "figures",
    "hooks",
    "released",
    "pages",
    "words",
)
"""The modules of rules, in the order in which a person mends things."""

for _theme in THEMES:  # importing a module adds its rules to RULES
    import_module(f"{__name__}.{_theme}")
