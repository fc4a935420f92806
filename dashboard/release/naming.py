"""What the tables of a release and their codes are called, in the language of this run or in another one."""

from dashboard.codes import label, lists, names
from dashboard.i18n import area_text, harmless, language
from dashboard.release.core_menu import EVERY_CASE
from dashboard.release.dimensions import DIMENSIONS
from dashboard.release.released_table import ReleasedTable


def cell_label(table: ReleasedTable, dim: str, code: str, lang: str = "") -> str:
    """Return the label of a code of a table: from the table where its area made the dimension, else from the code
    list. A region that the release calls otherwise than the list is another one.
    """
    column = dim.rpartition(".")[2]
    words = table.labels[dim].get(code, code) if dim in table.labels else None
    if words is None or (_is_listed(column, code) and _is_meant(table, dim, code, words)):
        return label(column, code, lang or language())
    return area_text("dashboard", words, lang) if dim in DIMENSIONS else table_text(table, words, lang)


def dimension_label(table: ReleasedTable, dim: str, lang: str = "") -> str:
    """Return what a dimension is called; one that an area made for a table is called like the table."""
    return area_text("dashboard", DIMENSIONS[dim].label, lang) if dim in DIMENSIONS else title(table, lang)


def title(table: ReleasedTable, lang: str = "") -> str:
    """Return the title of a table."""
    return table_text(table, table.label, lang) or table.name


def definition(table: ReleasedTable, lang: str = "") -> str:
    """Return what a table counts: its own definition, else the definitions of its dimensions."""
    if table.definition:
        return table_text(table, table.definition, lang)
    own = (area_text("dashboard", DIMENSIONS[dim].definition, lang) for dim in table.dims if dim in DIMENSIONS)
    return " ".join(own) or area_text("dashboard", EVERY_CASE, lang)


def table_text(table: ReleasedTable, text: str, lang: str = "") -> str:
    """Return a text of a table, translated by its area; untranslated where the area is not installed any more."""
    try:
        return area_text(table.module, text, lang)
    except ModuleNotFoundError:
        return harmless(text)


def _is_meant(table: ReleasedTable, dim: str, code: str, words: str) -> bool:
    """Whether a code that is on a public list is that of the list."""
    return words == label(dim, code, "en") if dim in DIMENSIONS else table.area == "core"


def _is_listed(name: str, code: str) -> bool:
    """Whether a column of the core is named like a public list and the code is on it: the list has it in all languages."""
    return name in lists() and code in names(name)
