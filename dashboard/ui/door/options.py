"""Streamlit's settings: ours and its defaults, whatever is set elsewhere on the machine."""

import os
import tomllib
from pathlib import Path

from streamlit import config, net_util

from dashboard.errors import WorkspaceError

FREE = ("theme", "logger", "_test", "deprecation")
"""Sections that make nothing less safe."""
LEFT = ("server.cookieSecret",)
"""Settings that Streamlit chooses anew at every start."""


def pin(script: Path) -> None:
    """Read the settings beside the script. Raise WorkspaceError when a file elsewhere changes one that matters.

    Variables of the environment (STREAMLIT_…) are not heard at all.
    """
    for name in [name for name in os.environ if name.startswith("STREAMLIT_")]:
        del os.environ[name]
    config._main_script_path = str(script)
    options = config.get_config_options(force_reparse=True)
    ours = must(script)
    for name, option in options.items():
        if name.startswith(FREE) or name in LEFT:
            continue
        default = config._config_options_template[name].value
        if option.value != ours.get(name, default):
            raise WorkspaceError(
                f"The dashboard does not start: Streamlit's setting {name} is not as it must be. "
                "Remove your own Streamlit settings (.streamlit/config.toml at home and in this folder) and try again."
            )
    _never_look_up()


def must(script: Path) -> dict[str, object]:
    """Return the settings of the file beside the script, by their names."""
    sections = tomllib.loads((script.parent / ".streamlit" / "config.toml").read_text("utf-8"))
    return {f"{section}.{name}": value for section, settings in sections.items() for name, value in settings.items()}


def _never_look_up() -> None:
    """Take away Streamlit's way to ask the network for this machine's address.

    It would do so for a window of a page elsewhere, and meanwhile nobody would be served. The gate lets no such window
    through; should it ever, there is nothing to call.
    """
    net_util.get_external_ip = net_util.get_internal_ip = lambda: None
