"""What the cells alone do not tell of an ODS: hidden rows, merged cells, formulas without a value."""

import re
import zipfile
from collections.abc import Iterator

from dashboard.i18n import gettext as _

_HIDDEN = re.compile(rb'<table:table-row(?=[ >])[^<>]{0,300}table:visibility="(?:collapse|filter)"')
_MERGED = re.compile(rb'table:number-rows-spanned="(?!1")\d{1,7}"')
_FORMULA = re.compile(
    rb"<table:table-cell (?=[^<>]{0,900}table:formula=)(?![^<>]{0,9900}office:value-type=)[^<>]{0,9900}>"
)


def markings_ods(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield what is to be said of a file; its rows have no numbers in it, so it is said how many there are."""
    xml = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    if hidden := len(_HIDDEN.findall(xml)):
        yield _("{n} rows or groups of rows are hidden in the file. They were read like all others.").format(n=hidden)
    if merged := len(_MERGED.findall(xml)):
        text = _(
            "{n} cells are merged over several rows. Only the first row of each was read with its text: divide them."
        )
        yield text.format(n=merged)
    if formulas := len(_FORMULA.findall(xml)):
        text = _(
            "{n} cells have formulas that were never computed and were read as empty. Open the file and save it again."
        )
        yield text.format(n=formulas)
