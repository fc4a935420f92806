"""The server: Streamlit behind our gate, with the four addresses that start, use, end and leave a session."""

import gc
import logging
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

import dashboard
from dashboard.access import sessions
from dashboard.errors import RecordError, SignedOut, WorkspaceError
from dashboard.i18n import gettext as _
from dashboard.ui.context import the_context
from dashboard.ui.gate import COOKIE, HEADER, Gate, who_asks
from dashboard.ui.quoting import quoted_lines

log = logging.getLogger(__name__)
SCRIPT = Path(dashboard.__file__).with_name("app.py").resolve()
QUIET = Path(__file__).parent / "theme" / "quiet.html"
MUST = {
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": False,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.trustedUserHeaders": {HEADER.decode(): "email"},
}
"""Streamlit settings that keep the dashboard safe: it does not start when one of them is different."""


async def start(request: Request) -> Response:
    """Turn a one-time ticket into a session cookie."""
    if not _same_origin(request):
        return Response(status_code=403)
    context = the_context()
    token = sessions.redeem(
        context.records, (await request.body()).decode("latin-1")[:200], context.now(), context.limits
    )
    if token is None:
        return Response(status_code=401)
    answer = Response(status_code=204)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(context.limits.absolute.total_seconds()),
        httponly=True,
        samesite="strict",
        path="/",
        secure=bool(context.workspace.settings.session.secure_cookie),
    )
    return answer


async def used(request: Request) -> Response:
    """Note that the session of this browser is in use: somebody types."""
    if not _same_origin(request):
        return Response(status_code=403)
    return Response(status_code=204 if await who_asks(request.scope) else 401)


async def end(request: Request) -> Response:
    """End the session of this browser."""
    return _forget(request, Response(status_code=204)) if _same_origin(request) else Response(status_code=403)


async def quiet(request: Request) -> Response:
    """Show a page that looks like empty notes, and end the session: where the quick exit leads."""
    return _forget(request, HTMLResponse(QUIET.read_text("utf-8"), headers={"cache-control": "no-store"}))


async def healthy(_request: Request) -> Response:
    """Say that the server answers."""
    return JSONResponse({"ok": True})


def _forget(request: Request, answer: Response) -> Response:
    token, context = request.cookies.get(COOKIE), the_context()
    if token:
        sessions.revoke(context.records, sessions.digest(token), context.now())
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


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
    routes=[
        Route("/session/start", start, methods=["POST"]),
        Route("/session/used", used, methods=["POST"]),
        Route("/session/end", end, methods=["POST"]),
        Route("/quiet", quiet),
        Route("/healthz", healthy),
    ],
    middleware=[Middleware(Gate), Middleware(GZipMiddleware, minimum_size=1000)],
)


def check_settings() -> None:
    """Raise WorkspaceError unless every setting that keeps people safe is in force."""
    for setting, required in MUST.items():
        if st.get_option(setting) != required:
            raise WorkspaceError(
                f"The dashboard does not start: Streamlit's setting {setting} is not as it must be. "
                "Remove your own Streamlit settings (config.toml, STREAMLIT_* variables) and try again."
            )


def serve(workspace: Path, host: str, port: int) -> None:
    """Serve a workspace until Ctrl-C."""
    os.environ["OVTF_WORKSPACE"] = str(workspace.resolve())
    context = the_context()
    _log_to(context.workspace.logs / "dashboard.log")
    context.refresh()
    sessions.tidy(context.records, context.now(), context.limits)
    _load_settings()
    check_settings()
    gc.collect()
    gc.freeze()  # what is loaded now lives as long as the process: the collector need not look at it again
    # uvicorn would believe every program on this machine which address a request comes from: only the proxy is believed.
    proxy = context.workspace.setting("server", "trusted_proxy", "")
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy or None,
    )
    context.close()


def _load_settings() -> None:
    from streamlit import config

    config._main_script_path = str(SCRIPT)
    config.get_config_options(force_reparse=True)


def _log_to(path: Path) -> None:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("dashboard").addHandler(handler)
