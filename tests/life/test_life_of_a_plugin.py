"""A plugin from its first version to its return, over real package versions, one workspace and a process for each step."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.commands import run
from tests.life import packages

STEP = Path(__file__).with_name("step.py")


class Life:
    """One workspace and one folder of installed packages."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.site, self.folder = folder / "ws", folder / "site", folder
        packages.uninstall(self.site)
        self.ovtf("init")

    def ovtf(self, *words: str, code: int = 0) -> str:
        done = run("ovtf", *words, "-w", str(self.workspace), code=code, cwd=self.folder, path=[str(self.site)])
        return done.stdout if code == 0 else done.stderr

    def do(self, **steps):
        done = run(str(STEP), str(self.workspace), json.dumps(steps), cwd=self.folder, path=[str(self.site)])
        return json.loads(done.stdout.splitlines()[-1])

    def look(self):
        return self.do(look={})["look"]


@pytest.fixture(scope="module")
def life(tmp_path_factory) -> Life:
    return Life(tmp_path_factory.mktemp("life"))


def test_a_plugin_lives_is_upgraded_switched_off_taken_away_and_comes_back(life: Life):
    life.do(begin={})
    packages.install(life.site, "1.0")
    assert life.do(send={"safe": "yes", "nights": 3, "note": "=calm", "beds": 2})["send"] == {}
    seen = life.look()
    assert seen["figure"] == [[["yes", 1]]] and seen["rows"] == [["1.0", False, "yes", 3, 2]]

    packages.install(life.site, "1.1")
    first = seen["ids"][0]
    assert life.do(send={"safe": "no", "nights_stayed": 4, "family": "yes"})["send"] == {}
    seen = life.look()
    assert seen["columns"] == ["safe", "nights", "beds", "nights_stayed", "family"]
    assert seen["rows"] == [["1.0", False, "yes", 3, 2, None, None], ["1.1", False, "no", None, None, 4, "yes"]]
    assert seen["read"][1] == {"safe": "yes", "nights": 3, "note": "=calm", "beds": 2}, "as it was sent in"
    assert sorted(seen["figure"][0]) == [["no", 1], ["yes", 1]], "old entries are still counted"

    packages.install(life.site, "2.0")
    assert life.do(send={"safe": "no", "nights_stayed": "yes", "family": "no"})["send"] == {}
    seen = life.look()
    assert seen["columns"][-1] == "nights_stayed__select_one"
    assert [row[5] for row in seen["rows"]] == [None, 4, None] and seen["rows"][2][7] == "yes"
    assert seen["status"]["stay"] == ["active", 3, ["night.nights_stayed -> night.nights_stayed__select_one"]]
    assert "came back with another kind: night.nights_stayed" in life.ovtf("plugin", "list")
    assert life.do(rebuild={}, look={})["look"]["rows"] == seen["rows"], "made anew it is the same"

    assert life.do(send={"entry": first, "safe": "no", "nights_stayed": "no"})["send"] == {}, "an old entry is revised"

    life.ovtf("plugin", "disable", "stay")
    seen = life.look()
    assert "stay" not in seen["areas"] and seen["figure"] is None
    assert len(seen["read"]) == 4 and seen["label"] == "A night" and seen["status"]["stay"][:2] == ["off", 4]
    assert "not installed" in life.do(send={"safe": "yes"})["send"]
    assert "off" in life.ovtf("plugin", "list")

    packages.uninstall(life.site)
    gone = life.look()
    assert gone["read"] == seen["read"] and gone["label"] == "A night"
    assert gone["status"]["stay"] == ["gone", 4, []] and gone["rows"] == seen["rows"]
    listed = life.ovtf("plugin", "list")
    assert "not installed (4 entries kept)" in listed
    assert "is not installed" in life.ovtf("plugin", "enable", "stay", code=1)
    _export(life)

    packages.install(life.site, "2.0")
    assert "stay" not in life.look()["areas"], "it is still switched off"
    life.ovtf("plugin", "enable", "stay")
    back = life.look()
    assert "stay" in back["areas"] and back["problems"] == [] and back["status"]["stay"][:2] == ["active", 4]
    assert life.do(send={"safe": "yes", "nights_stayed": "yes"})["send"] == {}
    assert "The log is whole" in life.ovtf("audit", "verify")


def _export(life: Life) -> None:
    """Export the entries of the area that is gone."""
    target = life.folder / "kept.xlsx"
    life.ovtf("plugin", "export", "stay", "--into", str(target), "--agency", "A01")
    book = openpyxl.load_workbook(target)
    rows = list(book["night"].values)
    assert rows[0][:5] == ("case_key", "sent_at", "form_version", "replaced", "safe") and len(rows) == 5
    assert {"nights", "beds", "nights_stayed", "nights_stayed__select_one"} <= set(rows[0]) and "note" not in rows[0]
    assert [row[3] for row in rows[1:]].count("yes") == 1
    life.ovtf("plugin", "export", "stay", "--into", str(target), "--agency", "A01", "--with-notes")
    rows = list(openpyxl.load_workbook(target)["night"].values)
    assert rows[1][rows[0].index("note")] == "'=calm"
    life.ovtf("plugin", "export", "stay", "--into", str(life.folder / "kept.csv"), "--agency", "A01")
    assert (life.folder / "kept-night.csv").read_text("utf-8-sig").startswith("case_key,sent_at")
    assert "There is no agency" in life.ovtf("plugin", "export", "stay", "--into", "x.csv", "--agency", "A09", code=1)
    assert "no entries" in life.ovtf("plugin", "export", "stray", "--into", "x.csv", "--agency", "A01", code=1)
