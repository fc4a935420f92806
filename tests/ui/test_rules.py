"""Rules that hold for all of the interface's code."""

import ast
import re
from pathlib import Path

UI = Path(__file__).parents[2] / "dashboard"
SOURCES = [path for room in ("dashboard", "kit", "demo", "plugins") for path in (UI.parent / room).rglob("*.py")]


def calls(path: Path) -> list[str]:
    return [
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]


def test_the_only_uploader_is_the_import_pages():
    for path in SOURCES:
        found = [name for name in calls(path) if re.search(r"file_uploader|camera_input|audio_input|chat_input", name)]
        assert not found or path.name in ("import_cases.py", "offline.py"), path


def test_no_plotly_express_and_nothing_from_a_cdn():
    for path in [*SOURCES, *UI.rglob("*.css"), *UI.rglob("*.html")]:
        text = path.read_text("utf-8")
        assert "plotly.express" not in text and not re.search(
            r"https?://(?!127\.0\.0\.1|\{|\[| )", re.sub(r"http://(www\.w3|schemas\.openxmlformats)\.org", "", text)
        ), path


def test_nothing_is_cached_across_people_but_the_overviews_figures():
    for path in SOURCES:
        assert "cache_data" not in path.read_text("utf-8"), path
        assert "cache_resource" not in path.read_text("utf-8") or "taskforce" in path.parts, path


def test_strings_for_people_go_through_gettext():
    shows = re.compile(r"^st\.(title|header|subheader|caption|info|warning|error|success|button|write)$")
    for path in (UI / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and shows.match(ast.unparse(node.func)) and node.args:
                first = node.args[0]
                assert not (isinstance(first, ast.Constant) and re.search("[a-z]{3}", str(first.value))), (
                    path.name,
                    ast.unparse(first),
                )


def test_no_string_hides_from_the_translators_inside_another():
    """What is collected for them is `_("...")` by itself: inside an f-string it is missed."""
    for path in SOURCES:
        for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
            for node in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                hidden = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext")
                assert not (hidden and isinstance(node.args[0], ast.Constant)), (path.name, ast.unparse(node))
