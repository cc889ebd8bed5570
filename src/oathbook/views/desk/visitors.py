"""Who asks and what they may do; what a page or a change needs of its request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from oathbook.views.desk.accounts import ROLES
from oathbook.views.desk.blind import NOTHING, Hand, check_open
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.sessions import Session

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk

LONGEST_FIELD = 30_000_000
"""Bytes of one field of a form that is no file, such as a pasted page."""


class SignInNeeded(Exception):  # noqa: N818 (it is no fault)
    """Nobody is signed in; a page leads to the sign-in, the API says so."""

    def __init__(self, then: str) -> None:
        super().__init__("sign in first")
        self.then = then


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the desk.

    Attributes:
        name: as entries in the ledger carry it.
        role: reader, reviewer or editor.
        opens: whether protected names are shown: an editor asked for it in this session.
        account: whether it is an account that signed in.
        blind: which reports they code blind now.
    """

    name: str
    role: str
    opens: bool
    account: bool
    blind: Hand = field(default=NOTHING)

    def may(self, role: str) -> bool:
        """Whether they may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Change:
    """A request that changes something, from a form of this desk by somebody who may."""

    visitor: Visitor
    form: FormData
    address: str

    def text(self, name: str) -> str:
        """A field's text without blanks around it; empty where it is not there."""
        value = self.form.get(name, "")
        return value.replace("\x00", "").strip() if isinstance(value, str) else ""

    def whole(self, name: str) -> str:
        """A field's text as it is, line ends as "\\n"."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def files(self, name: str) -> list[UploadFile]:
        """The files of a field; an empty file field gives none."""
        return [each for each in self.form.getlist(name) if isinstance(each, UploadFile) and each.filename]


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    desk: Desk = request.app.state.desk
    return desk


def session_of(request: Request) -> Session:
    """The session of the request."""
    session: Session = request.state.session
    return session


def visitor_of(request: Request) -> Visitor:
    """Who asks; SignInNeeded where accounts are needed and nobody signed in, Refusal where they code blind and what
    they ask for might tell what others decided."""
    visitor = who_asks(request)
    hand = desk_of(request).blind.hand(visitor.name)
    check_open(request.url.path, request.method, hand)
    return replace(visitor, blind=hand)


def who_asks(request: Request) -> Visitor:
    """Who asks, whatever they ask for; SignInNeeded where accounts are needed and nobody signed in."""
    desk, session = desk_of(request), session_of(request)
    if session.name:
        user, held = desk.accounts.user(session.name), desk.signed.look(session.id, session.name)
        if user is not None and held is not None and user.print == session.print:
            return Visitor(user.name, user.role, held.opens and user.role == "editor", account=True)
    elif desk.without_accounts():
        return Visitor(desk.settings.owner, "editor", session.opens, account=False)
    where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    raise SignInNeeded(f"/sign-in?then={quote(where, safe='')}" if request.method == "GET" else "/sign-in")


def changing(role: str) -> Callable[[Request], Awaitable[Change]]:
    """What a route that changes something depends on: a visitor of this role, and the token of the session's forms."""

    async def change(request: Request) -> Change:
        from starlette.concurrency import run_in_threadpool

        visitor = await run_in_threadpool(visitor_of, request)
        if not visitor.may(role):
            raise Refusal(403, "role", f"a {visitor.role} may not do this; it takes a {role}", visitor.role)
        return Change(visitor, await checked_form(request), address_of(request))

    change.guards_changes = True  # type: ignore[attr-defined]
    return change


Asker = Annotated[Visitor, Depends(visitor_of)]
"""What a page depends on."""
ByReader = Annotated[Change, Depends(changing("reader"))]
ByReviewer = Annotated[Change, Depends(changing("reviewer"))]
ByEditor = Annotated[Change, Depends(changing("editor"))]


async def signing(request: Request) -> FormData:
    """The form of the sign-in, where nobody is signed in yet; its token is checked all the same."""
    return await checked_form(request)


signing.guards_changes = True  # type: ignore[attr-defined]


Signing = Annotated[FormData, Depends(signing)]


async def checked_form(request: Request) -> FormData:
    """The form that was sent; Refusal where it does not carry the token of this session."""
    form = await request.form(max_files=2_000, max_fields=200, max_part_size=LONGEST_FIELD)
    token: Any = request.headers.get("x-csrf-token") or form.get("csrf") or ""
    desk, session = desk_of(request), session_of(request)
    if not isinstance(token, str) or not desk.sessions.fits(session, token):
        raise Refusal(403, "form", "this form is of another session or too old; load the page again and send it anew")
    return form


def address_of(request: Request) -> str:
    """Where the request came from."""
    return request.client.host if request.client else ""
