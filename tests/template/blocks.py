"""Do what a page of the documentation says, block by block: write its files, type its commands, compare the answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fresh import Fresh

_FILE = r"(?:^`(?P<path>[^`\n]+)`(?P<where>, at the end|, above `(?P<above>[^`\n]+)`)?:\n\n)?"
_BLOCK = re.compile(_FILE + r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.S | re.M)


@dataclass(frozen=True)
class Block:
    """A fenced block; with `path` a file to write, `where` in one that is there; else commands to type."""

    kind: str
    text: str
    path: str = ""
    where: str = ""
    above: str = ""


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page in their order."""
    for found in _BLOCK.finditer(page):
        yield Block(**{name: part or "" for name, part in found.groupdict().items()})


def do(fresh: Fresh, block: Block) -> None:
    """Do what one block says; raise AssertionError where an answer differs."""
    if block.path:
        write(fresh.home / block.path, block)
        return
    assert block.kind == "console", f"nobody can do this {block.kind} block:\n{block.text}"
    for command, answer in commands(block.text):
        done = fresh.run(command, shell=True)
        assert said(answer).fullmatch(done.stdout), f"$ {command}\n{done.stdout}\n--- expected\n{answer}"


def write(file: Path, block: Block) -> None:
    """Write a file, or put the block into one that is there."""
    if not block.where:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, "utf-8")
        return
    before = file.read_text("utf-8")
    if block.above:
        assert f"\n{block.above}" in before, f"{file} has no line that begins with {block.above}"
        file.write_text(before.replace(f"\n{block.above}", f"\n{block.text}\n{block.above}", 1), "utf-8")
    else:
        file.write_text(f"{before}\n\n{block.text}", "utf-8")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command with the answer that is shown."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer


def said(answer: str) -> re.Pattern[str]:
    """Return what an answer must look like: "..." in it stands for anything, and none shown means none given."""
    return re.compile(re.escape(answer).replace(r"\.\.\.", ".*"), re.S)
