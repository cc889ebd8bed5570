"""What every request passes: the host's name, size, where it comes from; and the headers of every answer."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oathbook.ledger.moment import one_moment
from oathbook.views.desk.errors import Refusal, answer, is_of_api, refusal_of
from oathbook.views.desk.sessions import Session, Sessions
from oathbook.views.desk.settings import DeskSettings, ip_address

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers send forms with "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
_LOG = logging.getLogger("oathbook.desk")
SAFE = ("GET", "HEAD", "OPTIONS")


class Guarded:
    """Wraps the application. Refuses what no page of this desk sent; gives each request its session."""

    def __init__(self, app: ASGIApp, *, settings: DeskSettings, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions
        self._names = {"localhost", settings.host, *settings.hosts}
        self._loopback = settings.loopback
        self._most = settings.largest_upload + 1_000_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session = self._sessions.read(_cookie(headers, self._sessions.cookie))
        scope.setdefault("state", {})["session"] = session
        secure = scope.get("scheme") == "https"

        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message), session, secure=secure)
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await answer(refusal, api=_for_programs(scope))(scope, receive, sending)
            return
        try:
            with one_moment() if scope["method"] in SAFE else nullcontext():
                await self._app(scope, self._counted(receive), sending)
        except Exception as error:
            _LOG.exception("%s %s", scope["method"], scope["path"], exc_info=error)
            if begun:
                raise
            await answer(refusal_of(error), api=_for_programs(scope))(scope, receive, sending)

    def _refusal(self, scope: Scope, headers: Headers) -> Refusal | None:
        host = headers.get("host", "")
        if not self._knows(host):
            return Refusal(
                400, "host", f"this desk is not called {host!a}; open it by the address that it printed, or start it "
                "with --allow-host NAME", value=host,
            )  # fmt: skip
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            return Refusal(400, "not_text", "the address holds a NUL character; leave it out")
        if scope["method"] in SAFE:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") or not _same(headers, host):
            return Refusal(403, "other_site", "the form was sent by another site; open the desk's own page")
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._most:
            return Refusal(413, "too_large", f"{int(length):,} bytes; at most {self._most:,} are taken at once")
        return None

    def _knows(self, host: str) -> bool:
        """Whether a request's Host is this desk. A name that is not known may be another site's, turned to here."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        address = ip_address(name)
        return name in self._names or (address is not None and (address.is_loopback or not self._loopback))

    def _counted(self, receive: Receive) -> Receive:
        """A body that says no length is cut off where it grows too large."""
        taken = 0

        async def counting() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise Refusal(413, "too_large", f"more than {self._most:,} bytes; no more are taken at once")
            return message

        return counting

    def _dress(self, headers: MutableHeaders, session: Session, *, secure: bool) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        if session.fresh:
            parts = [
                f"{self._sessions.cookie}={self._sessions.written(session)}", "Path=/", "HttpOnly", "SameSite=Strict",
                f"Max-Age={self._sessions.seconds}", *(["Secure"] if secure else []),
            ]  # fmt: skip
            headers.append("Set-Cookie", "; ".join(parts))


def _for_programs(scope: Scope) -> bool:
    return is_of_api(scope["path"])


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        held = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return held.value if held else None


def _same(headers: Headers, host: str) -> bool:
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host
