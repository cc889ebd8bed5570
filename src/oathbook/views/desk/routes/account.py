"""Signing in and out; showing protected names."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.accounts import WAIT, ThrottledError
from oathbook.views.desk.visitors import ByEditor, ByReader, Signing, address_of, desk_of, session_of

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def form(request: Request) -> Response:
    """The form."""
    return desk_of(request).render(
        request, "sign_in.html", None, problem="", then=_then(request.query_params.get("then"))
    )


@router.post("/sign-in")
def sign_in(request: Request, form: Signing) -> Response:
    """Sign in: a new session with every time."""
    desk, session = desk_of(request), session_of(request)
    name, password, then = (str(form.get(key) or "") for key in ("name", "password", "then"))
    try:
        user = desk.accounts.sign_in(name, password[:1_000], address=address_of(request))
        problem = "" if user else "the name or the password is wrong"
    except ThrottledError:
        user, problem = None, f"too many failed sign-ins; try again in {int(WAIT.total_seconds() // 60)} minutes"
    if user is None:
        status = 429 if problem.startswith("too many") else 403
        return desk.render(request, "sign_in.html", None, status=status, problem=problem, then=_then(then))
    if session.name:
        desk.signed.end(session.id)
    session.id, session.name, session.print, session.opens = secrets.token_urlsafe(18), user.name, user.print, False
    session.fresh = True
    desk.signed.begin(session.id, user.name)
    return RedirectResponse(_then(then), 303)


@router.post("/sign-out")
def sign_out(request: Request, change: ByReader) -> Response:
    """End the session, here and at the server: a copy of its cookie is good for nothing."""
    session = session_of(request)
    desk_of(request).signed.end(session.id)
    session.id, session.name, session.print, session.opens = secrets.token_urlsafe(18), "", "", False
    session.fresh = True
    desk_of(request).store.note(change.visitor.name, "signed out", address=change.address)
    return RedirectResponse("/sign-in" if change.visitor.account else "/", 303)


@router.post("/protected-names")
def protected_names(request: Request, change: ByEditor) -> Response:
    """Show the names of protected sources in this session, or hide them again."""
    session, show = session_of(request), change.text("show") == "yes"
    if change.visitor.account:
        desk_of(request).signed.open_names(session.id, show=show)
    else:
        session.opens = show
        session.fresh = True
    what = "protected names shown" if show else "protected names hidden"
    desk_of(request).store.note(change.visitor.name, what, address=change.address)
    return RedirectResponse(_then(change.text("then")), 303)


def _then(path: str | None) -> str:
    """Where to go on: a page of this desk, never another site."""
    fits = path and path.startswith("/") and not path.startswith(("//", "/\\", "/sign-in")) and path.isprintable()
    return path if path and fits and "\\" not in path else "/"
