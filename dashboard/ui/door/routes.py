"""The addresses that start, use, end and leave a session, and one that says that the server answers."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard.access import sessions
from dashboard.ui.context import the_context
from dashboard.ui.door.headers import FORGET, is_secure
from dashboard.ui.door.who import COOKIE, who_asks

QUIET = Path(__file__).parents[1] / "theme" / "quiet.html"


async def start(request: Request) -> Response:
    """Turn a one-time ticket into a session cookie."""
    context = the_context()
    ticket = (await request.body()).decode("latin-1")  # as short as the gate lets it be
    token = await run_in_threadpool(sessions.redeem, context.records, ticket, context.now(), context.limits)
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
        secure=is_secure(request.headers["host"]),
    )
    return answer


async def used(request: Request) -> Response:
    """Note that the session of this browser is in use: somebody types."""
    return Response(status_code=204 if await who_asks(request.scope) else 401)


async def end(request: Request) -> Response:
    """End the session of this browser."""
    return await _forget(request, Response(status_code=204))


async def quiet(request: Request) -> Response:
    """Show a page that looks like empty notes, and end the session: where the quick exit leads."""
    return await _forget(request, HTMLResponse(QUIET.read_text("utf-8"), headers={"cache-control": "no-store"}))


async def healthy(_request: Request) -> Response:
    """Say that the server answers."""
    return JSONResponse({"ok": True})


async def _forget(request: Request, answer: Response) -> Response:
    """End the session, and let the browser forget what it keeps of our pages."""
    token, context = request.cookies.get(COOKIE), the_context()
    if token:
        await run_in_threadpool(sessions.revoke, context.records, sessions.digest(token), context.now())
    answer.delete_cookie(COOKIE, path="/")
    answer.headers["clear-site-data"] = FORGET
    return answer


ROUTES = [
    Route("/session/start", start, methods=["POST"]),
    Route("/session/used", used, methods=["POST"]),
    Route("/session/end", end, methods=["POST"]),
    Route("/quiet", quiet),
    Route("/healthz", healthy),
]
