"""A fresh virtual environment with the dashboard installed from a wheel, as a partner has it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("dashboard", "data", "kit", "demo", "requirements")
FILES = ("pyproject.toml", "README.md", "LICENSE")


class Fresh:
    """A virtual environment; what the dashboard depends on is lent by the one that runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "venv" / "bin"
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        venv.create(folder / "venv", with_pip=False, symlinks=True)
        lent = self.bin.parent / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        (lent / "lent.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
        self.wheel = build(folder)
        self.run("python", "-m", "pip", "install", "--quiet", "--no-deps", str(self.wheel))

    def run(self, *words: str, code: int | None = 0, shell: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment in its home folder, without any network."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "OVTF"))}
        env |= {"PATH": f"{self.bin}:{env['PATH']}", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        env |= {"PIP_ROOT_USER_ACTION": "ignore", "COLUMNS": "120", "NO_COLOR": "1"}
        done = subprocess.run(
            words[0] if shell else words,
            cwd=self.home,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            shell=shell,
        )
        if code is not None:
            assert done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
        return done


def build(folder: Path) -> Path:
    """Build the dashboard's wheel from a copy, so that nothing of an earlier build gets into it."""
    source = folder / "source"
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    words = [
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder / "wheels"),
        str(source),
    ]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, env=os.environ | {"PIP_NO_INDEX": "1"})
    (wheel,) = (folder / "wheels").glob("*.whl")
    return wheel
