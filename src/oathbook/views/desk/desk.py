"""What all pages of one desk share: the ledger, the index, accounts, jobs, templates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from oathbook.actors import nearest
from oathbook.actors.parties import Party, parties
from oathbook.actors.suggestions import Suggestion
from oathbook.errors import UnknownName
from oathbook.ledger import Ledger
from oathbook.ledger.carrying import Lost
from oathbook.lexicon import Lexicon
from oathbook.views.desk.accounts import Accounts
from oathbook.views.desk.blind import Blind
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.handing import Handing
from oathbook.views.desk.histories import Histories
from oathbook.views.desk.index import Index
from oathbook.views.desk.jobs import Jobs
from oathbook.views.desk.queue import Queue
from oathbook.views.desk.reading import in_process, in_thread
from oathbook.views.desk.sessions import Session, Sessions
from oathbook.views.desk.settings import DeskSettings
from oathbook.views.desk.signed import SignedInSessions
from oathbook.views.desk.store import Store
from oathbook.views.desk.templating import make_environment
from oathbook.views.desk.visitors import Visitor
from oathbook.views.guarding import NameGuard, name_guard
from oathbook.views.protect import NOBODY, Protector
from oathbook.views.shield import Shield

T = TypeVar("T")
HERE = Path(__file__).parent


@dataclass
class Desk:
    """One ledger's desk. Made by ``create_app``."""

    url: str
    settings: DeskSettings
    ledger: Ledger
    store: Store
    shown: str
    """The ledger's address without a password."""
    _protector: tuple[str, Protector] | None = field(default=None, repr=False)
    _parties: tuple[str, list[Party]] | None = field(default=None, repr=False)
    _kept: dict[str, tuple[object, Any]] = field(default_factory=dict, repr=False)
    pairs_found: tuple[object, list[Suggestion]] | None = field(default=None, repr=False)
    """Pairs of names to judge, with what they were looked for by."""

    def __post_init__(self) -> None:
        self.accounts = Accounts(self.store)
        self.sessions = Sessions(self.store.secret, hours=self.settings.session_hours)
        self.signed = SignedInSessions(
            self.store,
            idle=timedelta(hours=self.settings.session_hours),
            longest=timedelta(days=self.settings.session_days),
        )
        self.index = Index(self.store, self.ledger, self.protector)
        self.handing = Handing(self.store)
        self.blind = Blind(self.store)
        self.queue = Queue(self.ledger, self.index, self.handing)
        make = in_process if self.settings.worker == "process" else in_thread
        work = make(self.url, lexicon=self.settings.lexicon, on_line=self.index.catch_up)
        self.jobs = Jobs(work, on_line=self.index.catch_up)
        self.histories = Histories(self.ledger, Lexicon(self.settings.lexicon), self.protector)

    def close(self) -> None:
        """Stop what runs, give connections back."""
        self.jobs.close()
        self.histories.close()
        self.store.close()
        self.ledger.close()

    def without_accounts(self) -> bool:
        """Whether anybody who reaches the desk may use it: only this machine does, and there are no accounts."""
        return self.settings.loopback and not self.accounts.any()

    def protector(self) -> Protector:
        """What takes out the protected names of the ledger as it is now."""
        generation = self.ledger.generation()
        if self._protector is None or self._protector[0] != generation:
            self._protector = (generation, Protector(self.ledger.protected()))
        return self._protector[1]

    def guard(self, visitor: Visitor) -> Protector:
        """What takes protected names out for this visitor."""
        return NOBODY if visitor.opens else self.protector()

    def name_guard(self, visitor: Visitor) -> NameGuard:
        """The same for names that stand alone."""
        return name_guard(self.guard(visitor))

    def parties(self) -> list[Party]:
        """The actors that claims name, most claims first; kept until the ledger grows."""
        generation = self.ledger.generation()
        if self._parties is None or self._parties[0] != generation:
            self._parties = (generation, list(parties(self.ledger.names(), self.ledger.actors())))
        return self._parties[1]

    def lost(self) -> list[Lost]:
        """The claims that people hold right and that are no longer read; see ``Ledger.no_longer_read``."""
        state = (self.ledger.generation(), self.ledger.last_review())
        return self.kept("lost", state, self.ledger.no_longer_read)

    def kept(self, name: str, state: object, make: Callable[[], T]) -> T:
        """What ``make`` gives, kept under a name until ``state`` is another one."""
        held = self._kept.get(name)
        if held is None or held[0] != state:
            held = (state, make())
            self._kept[name] = held
        made: T = held[1]
        return made

    def find(self, name: str, visitor: Visitor) -> tuple[str, ...]:
        """The names of the actor, as ``Ledger.find``; a protected name is as unknown as one that nobody has."""
        if visitor.opens or not self.protector().names:
            return self.ledger.find(name)
        self.index.freshen()
        try:
            names = self.index.open_names(self.ledger.find(name))
        except UnknownName:
            names = []
        if names:
            return tuple(names)
        near = nearest(name, self.index.open_names())
        offered = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(f"no claim in the ledger names {name!r}{offered}", tuple(near))

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
        """A page made of a template; see ``templates/base.html`` for what it can fill in."""
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
