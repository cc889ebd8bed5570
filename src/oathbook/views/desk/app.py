"""Makes the application."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from oathbook.errors import OathbookError
from oathbook.ledger import Ledger
from oathbook.ledger.opening import parse_url, shown_url
from oathbook.views.desk import api, routes
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.errors import Refusal, answer, is_of_api, refusal_of
from oathbook.views.desk.reckoning import Reckoning
from oathbook.views.desk.security import SAFE, Guarded
from oathbook.views.desk.seen import warm_of_one
from oathbook.views.desk.settings import DeskSettings
from oathbook.views.desk.store import Store
from oathbook.views.desk.visitors import SignInNeeded, who_asks

STATIC = Path(__file__).parent / "static"
NEEDED = ("vendor/htmx.min.js", "vendor/cytoscape.min.js")
_LOG = logging.getLogger("oathbook.desk")


def create_app(ledger_url: str, *, settings: DeskSettings | None = None) -> FastAPI:
    """The desk of a ledger as an ASGI application; the ledger is made where there is none.

    Raises LedgerError as ``Ledger`` does, and OathbookError where it would be reached from other machines and there is
    no account.
    """
    settings = settings or DeskSettings()
    ledger = Ledger(ledger_url, knowledge=settings.knowledge)
    try:
        desk = Desk(ledger_url, settings, ledger, Store(ledger_url), shown_url(parse_url(ledger_url)))
        if not settings.loopback and not desk.accounts.any():
            raise OathbookError(
                f"{settings.door} lets other machines in, and this desk has no accounts; make one first: "
                "oathbook desk user add NAME --role editor"
            )
    except BaseException:
        ledger.close()
        raise
    ledger.carry()
    desk.index.prepare()
    desk.index.freshen()
    if not desk.index.missing:
        desk.queue.prepare()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if settings.worker == "process":
            threading.Thread(target=warm_of_one, args=(desk,), name="desk-warm", daemon=True).start()
        yield
        desk.close()

    app = FastAPI(
        title="oathbook",
        version=version("oathbook"),
        description="The ledger as JSON: the same answers as the commands give with --json.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
        middleware=[Middleware(Guarded, settings=settings, sessions=desk.sessions)],
        exception_handlers=_handlers(desk),
    )
    app.state.desk = desk
    for router in (*routes.ROUTERS, *api.ROUTERS):
        app.include_router(router)
    app.mount("/static", _Static(directory=STATIC), name="static")
    check_changes(app)
    return app


def check_vendored() -> None:
    """OathbookError where the scripts that ``make vendor`` fetches are not there."""
    missing = [name for name in NEEDED if not (STATIC / name).is_file()]
    if missing:
        raise OathbookError(f"the desk's {missing[0]} is missing in {STATIC}; run `make vendor` once, which needs npm")


def check_changes(app: FastAPI) -> None:
    """RuntimeError where a route that changes something does not depend on ``changing`` (or ``signing``)."""
    for route in every_route(app):
        if (route.methods or set()) - set(SAFE) and not any(
            getattr(each.call, "guards_changes", False) for each in route.dependant.dependencies
        ):
            raise RuntimeError(f"{route.path} changes something and does not check who sent it; see visitors.changing")


def every_route(app: FastAPI) -> list[APIRoute]:
    """The routes of pages and API."""
    routers: list[Any] = [app, *routes.ROUTERS, *api.ROUTERS]
    return [route for router in routers for route in router.routes if isinstance(route, APIRoute)]


class _Static(StaticFiles):
    """Static files; those asked for with their hash stay in the browser."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        lasting = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return response


Handler = Callable[[Request, Any], Awaitable[Response]]


def _handlers(desk: Desk) -> Any:
    def said(request: Request, error: Exception) -> Response:
        refusal = refusal_of(error)
        if refusal.status >= 500:
            _LOG.exception("%s %s", request.method, request.url.path, exc_info=error)
        try:
            visitor = who_asks(request)
        except SignInNeeded:
            visitor = None
        refusal = desk.shielded(refusal, visitor)
        if is_of_api(request.url.path):
            return answer(refusal, api=True)
        return desk.render(request, "error.html", visitor, status=refusal.status, refusal=refusal)

    def http(request: Request, error: HTTPException) -> Response:
        words = {404: "there is no such page", 405: "this address does not take that"}.get(
            error.status_code, error.detail
        )
        code = {404: "unknown", 405: "method"}.get(error.status_code, "request")
        return said(request, Refusal(error.status_code, code, f"{words}: {request.url.path}", request.url.path))

    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = str(first["loc"][-1])
        message = f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        return said(request, Refusal(422, "not_allowed", message, first.get("input")))

    def sign_in(request: Request, error: SignInNeeded) -> Response:
        if is_of_api(request.url.path):
            return answer(Refusal(401, "sign_in", "sign in first, at /sign-in"), api=True)
        if request.headers.get("hx-request"):
            return Response(status_code=200, headers={"HX-Redirect": "/sign-in"})
        return RedirectResponse(error.then, 303)

    def reckoning(request: Request, error: Reckoning) -> Response:
        if is_of_api(request.url.path):
            return answer(Refusal(503, "reckoning", "this is being reckoned; ask again in a moment"), api=True)
        part = "hx-request" in request.headers
        page = desk.render(
            request,
            "reckoning.html",
            who_asks(request),
            status=202,
            part=part,
            progress=error.progress,
            title=next((nav.label for nav in routes.NAVIGATION if nav.holds(request.url.path)), "Being reckoned"),
        )
        if not part:
            page.headers["Refresh"] = "2"
        return page

    return {
        Reckoning: reckoning, Refusal: said, OathbookError: said, HTTPException: http, RequestValidationError: invalid,
        SignInNeeded: sign_in,
    }  # fmt: skip
