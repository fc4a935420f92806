"""python -m tools.rooms: draw docs/pictures/rooms.svg, the rooms of the code in their layers.

The layers are those of import-linter in pyproject.toml, the sentence in a room is the first line of its docstring.
"""

import ast
import re
import textwrap
import tomllib
from html import escape
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "rooms.svg"
LIBRARIES = {"streamlit": "Streamlit", "sqlalchemy": "SQLAlchemy", "duckdb": "DuckDB"}
"""Libraries that only some rooms may import: the picture says which rooms do."""
WIDTH, MARGIN, GAP = 1100, 20, 12
NAME_LINE, LINE = 40, 18
LETTER = 6.6
"""Width of an average letter of the sentences, in pixels at 13 px."""


def layers() -> list[list[str]]:
    """Return the modules of each layer, the highest layer first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layered = next(contract for contract in contracts if contract["type"] == "layers")
    return [layer.split(" | ") for layer in layered["layers"]]


def sentence(room: str) -> str:
    """Return the first line of the docstring of a room, "" when it has none."""
    docstring = ast.get_docstring(ast.parse(_source(room).read_text("utf-8"))) or ""
    return docstring.partition("\n")[0].replace("`", "")


def libraries(room: str) -> list[str]:
    """Return which of LIBRARIES a room imports, by their names for people."""
    source = _source(room)
    files = source.parent.rglob("*.py") if source.name == "__init__.py" else [source]
    text = "\n".join(file.read_text("utf-8") for file in files)
    return [name for module, name in LIBRARIES.items() if re.search(rf"^ *(import|from) {module}\b", text, re.M)]


def _source(room: str) -> Path:
    spec = find_spec(room)
    assert spec is not None and spec.origin is not None, f"pyproject.toml has a layer with {room!r}, which is not there"
    return Path(spec.origin)


def picture() -> str:
    """Return the picture as SVG: one row of boxes for each layer, one box for each room."""
    parts, top = [], MARGIN
    for rooms in layers():
        width = (WIDTH - 2 * MARGIN - GAP * (len(rooms) - 1)) / len(rooms)
        lines = {room: textwrap.wrap(sentence(room), int((width - 24) / LETTER)) for room in rooms}
        height = NAME_LINE + LINE * max(map(len, lines.values()))
        for column, room in enumerate(rooms):
            left = MARGIN + column * (width + GAP)
            parts.append(_box(room, lines[room], left, top, width, height))
        top += height + GAP
    return _OPENING.format(width=WIDTH, height=top - GAP + MARGIN) + "\n".join(parts) + "\n</svg>\n"


def _box(room: str, lines: list[str], left: float, top: int, width: float, height: int) -> str:
    colour = "#eaf2f8" if room.startswith("dashboard.") else "#f3efe6"
    written = [
        f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{height}" rx="6" fill="{colour}" stroke="#5b7083"/>',
        f'<text x="{left + 12:g}" y="{top + 22}" class="name">{room}</text>',
        f'<text x="{left + width - 12:g}" y="{top + 22}" class="library">{", ".join(libraries(room))}</text>',
    ]
    for number, line in enumerate(lines):
        y = top + NAME_LINE + 2 + LINE * number
        written.append(f'<text x="{left + 12:g}" y="{y}" class="sentence">{escape(line, quote=False)}</text>')
    return "\n".join(written)


_OPENING = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
<title>The rooms of the code, in layers. A room imports rooms further down, never one above or beside it.</title>
<style>
text {{ font-family: sans-serif; fill: #1d2a35; }}
.name {{ font-size: 15px; font-weight: bold; }}
.sentence {{ font-size: 13px; }}
.library {{ font-size: 12px; text-anchor: end; fill: #8a3b12; }}
</style>
<rect width="{width}" height="{height}" fill="white"/>
"""


def main() -> None:
    """Write the picture anew."""
    PICTURE.write_text(picture(), "utf-8")


if __name__ == "__main__":
    main()
