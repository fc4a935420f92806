"""The server: Streamlit behind our door (ui/door)."""

import gc
import logging
import os
import secrets
import sys
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

import dashboard
from dashboard.actions import tidying
from dashboard.actions.context import Context
from dashboard.errors import RecordError, SignedOut, WorkspaceError
from dashboard.i18n import gettext as _
from dashboard.private import keep_private
from dashboard.ui.context import the_context
from dashboard.ui.door import api, options
from dashboard.ui.door.gate import Gate
from dashboard.ui.door.hosts import is_loopback
from dashboard.ui.door.limits import HEADERS_MOST
from dashboard.ui.door.patience import Patience
from dashboard.ui.door.places import MEBIBYTE
from dashboard.ui.door.routes import ROUTES
from dashboard.ui.quoting import quoted_lines

log = logging.getLogger(__name__)
SCRIPT = Path(dashboard.__file__).with_name("app.py").resolve()


def on_script_error(error: Exception) -> bool:
    """Show a reference number instead of a traceback; the log gets the type and line of the error, never a value.

    That the session ended while the page was drawn is no fault: it is said, and not logged.
    """
    if isinstance(error, SignedOut):
        st.warning(quoted_lines(str(error)))
        return True
    if isinstance(error, RecordError):  # busy, or a full disk: it says that nothing was saved
        st.error(quoted_lines(str(error)))
        return True
    reference = secrets.token_hex(3)
    innermost = error.__traceback__
    while innermost and innermost.tb_next:
        innermost = innermost.tb_next
    where = f"{innermost.tb_frame.f_code.co_name}:{innermost.tb_lineno}" if innermost else "?"
    log.error("reference %s: %s at %s", reference, type(error).__name__, where)
    st.error(
        _("Something went wrong here. What you saved is safe. Please tell your administrator: reference {ref}.").format(
            ref=reference
        )
    )
    return True


app = st.App(
    str(SCRIPT),
    on_script_error=on_script_error,
    routes=[*ROUTES, *api.ROUTES],
    middleware=[Middleware(Gate), Middleware(GZipMiddleware, minimum_size=1000)],
)


def serve(workspace: Path, host: str, port: int) -> None:
    """Serve a workspace until Ctrl-C."""
    keep_private()
    os.environ["OVTF_WORKSPACE"] = str(workspace.resolve())
    context = the_context()
    _is_reached(context, host)
    _log_to(context.workspace.logs / "dashboard.log")
    context.refresh()
    tidying.tidy(context)
    options.pin(SCRIPT)
    set_up = context.workspace.settings.server
    Patience.header, Patience.most = set_up.header_seconds, set_up.connections
    Patience.most_of_one, Patience.proxies = set_up.connections_of_one_address, set_up.proxies
    gc.collect()
    gc.freeze()  # what is loaded now lives as long as the process: the collector need not look at it again
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=Patience,
        h11_max_incomplete_event_size=HEADERS_MOST,
        ws_max_size=MEBIBYTE,  # a window sends answers, never a file
        proxy_headers=bool(set_up.trusted_proxy),
        forwarded_allow_ips=set_up.trusted_proxy,  # uvicorn would believe every program on this machine
        server_header=False,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    context.close()


def _is_reached(context: Context, host: str) -> None:
    """Raise WorkspaceError when people elsewhere could reach this address and nobody said under which name."""
    if is_loopback(host):
        return
    if not context.workspace.settings.server.allowed_hosts:
        raise WorkspaceError(
            f"The dashboard would listen on {host}, and does not know under which name people reach it. Put a proxy "
            'with TLS in front of it and name its address in config.toml: [server], allowed_hosts = ["ovtf.example.org"].'
        )
    print(
        f"It listens on {host}, without TLS of its own: let nobody but the proxy reach this port. "
        "Over http nobody can sign in.",
        file=sys.stderr,
    )


def _log_to(path: Path) -> None:
    path.touch(0o600)
    path.chmod(0o600)  # a log of an older version
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("dashboard").addHandler(handler)
