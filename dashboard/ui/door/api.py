"""Addresses for programs outside (/api/…): cleared releases as JSON or CSV, for a token in the Authorization header.

Behind them is the file of releases and nothing else: no case, no figure of an agency, no session.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.actions.taskforce.outside import Shelf, opened
from dashboard.errors import DashboardError, NotAllowed, ReleaseError
from dashboard.ui.context import the_context
from dashboard.ui.door.openapi import DESCRIPTION
from dashboard.ui.door.pace import Pace
from dashboard.ui.taskforce.tidy import about, as_csv, as_json

BEARER = re.compile(r"Bearer (ovtf_[\w-]{43})")
NO_STORE = {"cache-control": "no-store"}
OF_A_TOKEN = Pace(60)
"""Requests of one token in a minute: a dashboard that asks for every table of four releases needs fewer."""
WRONG = Pace(20)
"""Requests with a wrong token from one address in a minute."""
Answer = Callable[[Shelf], Response]


class Refused(Exception):
    """An answer other than what was asked for: a status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


async def describe(_request: Request) -> Response:
    """Answer with the description of these addresses; there is no number in it."""
    return JSONResponse(DESCRIPTION)


async def releases(request: Request) -> Response:
    """Answer with the releases that the token opens, and their tables."""
    return await _answered(request, _list)


async def table(request: Request) -> Response:
    """Answer with the shown cells of one table of one release."""
    period, name = request.path_params["period"], request.path_params["name"]
    return await _answered(request, partial(_read, period=period, name=name, as_file=_wants_csv(request)))


async def _answered(request: Request, answer: Answer) -> Response:
    try:
        return await run_in_threadpool(_answer, request, answer)
    except Refused as refused:
        headers = NO_STORE | {401: {"www-authenticate": "Bearer"}, 429: {"retry-after": "60"}}.get(refused.status, {})
        return JSONResponse({"error": refused.sentence}, refused.status, headers)


def _answer(request: Request, answer: Answer) -> Response:
    if {name.lower() for name in request.query_params} - {"format"}:
        # An address stands in logs, histories and links: whoever tries a token there learns not to.
        raise Refused(
            400, "Only format=json or format=csv may stand in the address. A token belongs in the Authorization header."
        )
    shelf = _shelf(request)
    if OF_A_TOKEN.is_over(shelf.token.id):
        raise Refused(429, "This token asked too often. Wait a minute.")
    OF_A_TOKEN.count(shelf.token.id)
    try:
        return answer(shelf)
    except ReleaseError as error:
        raise Refused(404, str(error)) from None
    except DashboardError:  # a full disk, a busy record: what cannot be audited is not read
        raise Refused(503, "This cannot be read now. Try again in some minutes.") from None


def _shelf(request: Request) -> Shelf:
    """Return what the request's token opens; wrong tokens from one address are answered slowly, then not at all."""
    address = request.client.host if request.client else ""
    if WRONG.is_over(address):
        raise Refused(429, "Too many requests with a wrong token came from there. Wait a minute.")
    given = BEARER.fullmatch(request.headers.get("authorization", ""))
    try:
        if given is None:
            raise NotAllowed("Send a token of this dashboard in the header “Authorization: Bearer …”.")
        return opened(the_context(), given[1])
    except NotAllowed as error:
        WRONG.count(address)
        raise Refused(401, str(error)) from None
    except DashboardError:
        raise Refused(503, "This cannot be read now. Try again in some minutes.") from None


def _list(shelf: Shelf) -> Response:
    published, cleared = shelf.look()
    return _json({"releases": [about(published, each.period, cleared_on=each.since) for each in cleared]})


def _read(shelf: Shelf, *, period: str, name: str, as_file: bool) -> Response:
    published = shelf.read(period, name)
    if as_file:
        headers = NO_STORE | {"content-disposition": f'attachment; filename="ovtf-{period}-{name}.csv"'}
        return Response(as_csv(published, period, name), media_type="text/csv; charset=utf-8", headers=headers)
    return _json(as_json(published, period, name))


def _json(content: Any) -> Response:
    return JSONResponse(content, headers=NO_STORE)


def _wants_csv(request: Request) -> bool:
    if asked := request.query_params.get("format"):
        return asked == "csv"
    return request.headers.get("accept", "").startswith("text/csv")


ROUTES = [
    Route("/api/openapi.json", describe),
    Route("/api/releases", releases),
    Route("/api/releases/{period}/tables/{name}", table),
]
