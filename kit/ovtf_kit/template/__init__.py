"""Template: the package that `ovtf plugin new` starts a response area with."""

from ovtf_kit.template.rendering import render
from ovtf_kit.template.writing import check_new, check_words, write

__all__ = ["check_new", "check_words", "render", "write"]
