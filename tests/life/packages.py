"""Small packages of one area, built on the fly as pip would leave them: a module with its dist-info, by version."""

import shutil
from pathlib import Path

MODULE = '''"""A place to stay, for tests."""

from dashboard import Area, ChecklistItem, Checklist, Form, View, count_cases, hookimpl


@hookimpl
def register_area():
    return Area(name="stay", label="A place to stay", summary="Find one.", owner="a@example.org")


@hookimpl
def register_forms():
    return [Form.from_markdown(FORM, name="night", occurs="many", revisable=True, sets={"stops_clock": "safe"})]


@hookimpl
def register_views():
    return [View(name="places", label="Places", dataset="night", by=("BY",), measure=count_cases())]


FORM = """
| survey | | | |
| | type | name | label |
ROWS
| settings | | | |
| | form_title | version |
| | A night | VERSION |
"""
'''
ROWS = {
    "1.0": [
        "| | select_one yes_no | safe | Was she safe? |",
        "| | integer | nights | Nights |",
        "| | text | note | Note |",
        "| | integer | beds | Beds |",
    ],
    "1.1": [  # `nights` renamed, `beds` gone, `kind` new
        "| | select_one yes_no | safe | Was she safe? |",
        "| | integer | nights_stayed | Nights stayed |",
        "| | text | note | Note |",
        "| | select_one yes_no | family | With family? |",
    ],
    "2.0": [  # `nights_stayed` comes back with another kind
        "| | select_one yes_no | safe | Was she safe? |",
        "| | select_one yes_no | nights_stayed | Did she stay? |",
        "| | select_one yes_no | family | With family? |",
    ],
}


def install(site: Path, version: str) -> None:
    """Put one version of the package in place of any other."""
    uninstall(site)
    code = MODULE.replace("ROWS", "\n".join(ROWS[version])).replace("VERSION", version)
    (site / "ovtf_stay.py").write_text(code.replace("BY", "safe"), "utf-8")
    info = site / f"ovtf_stay-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: ovtf-stay\nVersion: {version}\n")
    (info / "entry_points.txt").write_text("[ovtf_dashboard.plugins]\nstay = ovtf_stay\n")


def uninstall(site: Path) -> None:
    """Take the package away."""
    site.mkdir(exist_ok=True)
    for path in site.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
