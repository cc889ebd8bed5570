"""What all pages of one desk share: the ledger, the index, accounts, jobs, templates."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from oathbook.ledger import Ledger
from oathbook.ledger.carrying import Lost
from oathbook.lexicon import Lexicon
from oathbook.views.desk.accounts import Accounts
from oathbook.views.desk.blind import Blind
from oathbook.views.desk.book import Book
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.handing import Handing
from oathbook.views.desk.jobs import Jobs
from oathbook.views.desk.queue import Queue
from oathbook.views.desk.reading import in_process, in_thread
from oathbook.views.desk.reckoning import Answering, Apart, Given, Here
from oathbook.views.desk.sessions import Session, Sessions
from oathbook.views.desk.settings import DeskSettings
from oathbook.views.desk.signed import SignedInSessions
from oathbook.views.desk.store import Store
from oathbook.views.desk.templating import make_environment
from oathbook.views.desk.visitors import Visitor
from oathbook.views.shield import Shield

HERE = Path(__file__).parent


class Desk(Book):
    """One ledger's desk. Made by ``create_app``. ``shown`` is the ledger's address without a password."""

    def __init__(self, url: str, settings: DeskSettings, ledger: Ledger, store: Store, shown: str) -> None:
        super().__init__(ledger, store, Lexicon(settings.lexicon))
        self.settings, self.shown = settings, shown
        self.accounts = Accounts(store)
        self.sessions = Sessions(store.secret, hours=settings.session_hours)
        self.signed = SignedInSessions(
            store, idle=timedelta(hours=settings.session_hours), longest=timedelta(days=settings.session_days)
        )
        self.handing = Handing(store)
        self.blind = Blind(store)
        self.queue = Queue(ledger, self.index, self.handing)
        apart = settings.worker == "process"
        work = (in_process if apart else in_thread)(url, lexicon=settings.lexicon, on_line=self._on_line)
        self.jobs = Jobs(work, on_line=self._on_line)
        given = Given(url, str(settings.lexicon) if settings.lexicon else None, settings.knowledge is not None)
        self.answers: Answering = Apart(given, ledger) if apart else Here(self)

    def close(self) -> None:
        """Stop what runs, give connections back."""
        self.jobs.close()
        self.answers.close()
        super().close()

    def _on_line(self) -> None:
        """What is done whenever reading in has got on."""
        self.index.catch_up()
        self.answers.freshen()

    def find(self, name: str, visitor: Visitor) -> tuple[str, ...]:
        """See ``Book``; names that came in a moment ago count."""
        if not visitor.opens and self.protector().names:
            self.index.freshen()
        return super().find(name, visitor)

    def without_accounts(self) -> bool:
        """Whether anybody who reaches the desk may use it: only this machine does, and there are no accounts."""
        return self.settings.loopback and not self.accounts.any()

    def lost(self) -> list[Lost]:
        """The claims that people hold right and that are no longer read; see ``Ledger.no_longer_read``."""
        state = (self.ledger.generation(), self.ledger.last_review())
        return self.kept("lost", state, self.ledger.no_longer_read)

    def shielded(self, refusal: Refusal, visitor: Visitor | None) -> Refusal:
        """The refusal as this visitor may see it: what is nearest may be a protected name."""
        if visitor is not None and visitor.opens:
            return refusal
        shield = Shield(self.protector())
        allowed = [name for name in refusal.allowed if shield.text(name) == name] if refusal.allowed else None
        return replace(refusal, message=shield.text(refusal.message), allowed=allowed)

    def render(
        self, request: Request, template: str, visitor: Visitor | None, *, status: int = 200, **values: Any
    ) -> Response:
        """A page made of a template; see ``templates/base.html`` for what it can fill in.

        ``waits`` among the values: its results are being reckoned; the status says so.
        """
        session: Session = request.state.session
        given = {
            "visitor": visitor,
            "hand": self.blind.hand(visitor.name) if visitor else None,
            "path": request.url.path,
            "query": dict(request.query_params),
            "token": lambda: self._token(session),
            "asset": self.asset,
            "missing": self.index.missing,
            **values,
        }
        text = self.environment.get_template(template).render(given)
        status = 202 if values.get("waits") else status
        return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")

    def asset(self, name: str) -> str:
        """The address of a static file, another one whenever its content is."""
        return f"/static/{name}?v={self._hashes[name]}" if name in self._hashes else ""

    @cached_property
    def environment(self) -> Any:
        """Jinja2 with this desk's templates, filters and navigation."""
        return make_environment()

    @cached_property
    def _hashes(self) -> dict[str, str]:
        folder = HERE / "static"
        files = [file for file in folder.rglob("*") if file.is_file()]
        return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest()[:10] for f in files}

    def _token(self, session: Session) -> str:
        session.fresh = True
        return self.sessions.token(session)
