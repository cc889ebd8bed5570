"""The ledger's judgements of names, and the actors that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Column, func, insert, select

from oathbook.actors import Actors, Aliases, Folds, Kin, Known, find_kin, nearest, resolve
from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import queries, tables
from oathbook.ledger.connected import Connected
from oathbook.ledger.moment import once
from oathbook.ledger.rows import judgement_from_row, judgement_row, utc
from oathbook.records import Judgement, Verdict

_INSERT_JUDGEMENT = insert(tables.judgements).returning(tables.judgements.c.number)


class Judging(Connected):
    """What of the ledger is about names. See ``Ledger``."""

    def __init__(
        self,
        url: str,
        *,
        create: bool,
        tell: Callable[[str], None] | None,
        aliases: Aliases | None,
        knowledge: Known | None,
    ) -> None:
        super().__init__(url, create=create, tell=tell)
        self._aliases = aliases
        self._knowledge = knowledge
        self._kin: tuple[Known | None, Kin] | None = None
        self._resolved: tuple[str, Kin, Actors] | None = None

    def judge(
        self,
        one: str,
        other: str,
        verdict: Verdict,
        *,
        who: str,
        why: str,
        at: datetime | None = None,
        score: float | None = None,
    ) -> Judgement:
        """Enter what somebody judged of two names; the judgement as it is kept.

        Args:
            one, other: names, whether any claim gives them or not; their order does not matter.
            verdict: same, different, unsure, or undone, which takes back what was judged of the two before.
            who: a person's name; "oathbook VERSION" where the program judges.
            why: the reason in words.
            at: when it was judged; now where not given.
            score: how alike the program found the two.

        Raises OptionError where ``who`` or ``why`` is empty, the two fold to one name, a name is empty or no Unicode
        text, or there is no such verdict. A judgement that contradicts another is kept as well: ``Actors.conflicts``.
        """
        if verdict not in get_args(Verdict):
            raise OptionError(f"verdict {verdict!r} is not one; allowed: {', '.join(get_args(Verdict))}")
        for option, value in (("who", who), ("why", why)):
            if not value.strip():
                raise OptionError(f"names are judged with who and why, and {option} is empty; say it")
        for name in (one, other):
            if not name.strip() or not _is_text(name):
                raise OptionError(f"{name!a} is no name; give one as `oathbook actors` lists it")
        row = judgement_row(min(one, other), max(one, other), verdict, who, utc(at), why, score)
        if row["one_folded"] == row["other_folded"]:
            raise OptionError(
                f"{one!r} and {other!r} are one name written in two ways ({row['one_folded']!r}), which cannot be "
                "judged; give two names"
            )
        with self._writing() as connection:
            number = connection.scalar(_INSERT_JUDGEMENT, row)
        return judgement_from_row(number, row)

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, oldest first by their number."""
        query = select(tables.judgements).order_by(tables.judgements.c.number)
        return (judgement_from_row(row.number, row._mapping) for row in self._stream(query))

    def actors(self, knowledge: Known | None = None) -> Actors:
        """Which names mean one actor, by the judgements of now. Its names are looked up in the ledger as it is asked.

        ``knowledge``: knowledge files; those given to the ledger where not given here.
        """
        kin = self._kin_of(knowledge or self._knowledge)
        state = self._state_of(tables.judgements.c.number)
        if self._resolved is None or self._resolved[:2] != (state, kin):
            folds, judgements = Folds(), []
            for row in self._all(select(tables.judgements)):
                folds[row.one], folds[row.other] = row.one_folded, row.other_folded
                judgements.append(judgement_from_row(row.number, row._mapping))
            self._resolved = (state, kin, resolve(KeptNames(self), judgements, kin=kin, folds=folds))
        return self._resolved[2]

    def find(self, name: str) -> tuple[str, ...]:
        """The names that current claims give the actor of this name, sorted.

        UnknownName, with the nearest names, where no current claim gives it any.
        """
        return once((id(self), "find", name), lambda: self._find(name))

    def _find(self, name: str) -> tuple[str, ...]:
        actors, as_read = self.actors(), self._unreviewed()
        folded = actors.folded(actors(name))
        found = self._all(queries.current_names(folded, as_read=as_read)) if name.strip() else ()
        if not found:
            known = [row.name for row in self._all(queries.current_names(as_read=as_read))]
            raise unknown(f"no claim in the ledger names {name!r}", nearest(name, known), "oathbook claims")
        return tuple(row.name for row in found)

    def generation(self) -> str:
        """A text that is another one whenever answers may change: entries or judgements were appended. Cheap to ask.

        A review that changes no answer is no entry.
        """
        return "-".join(map(self._state_of, (tables.entries.c.number, tables.judgements.c.number)))

    def _state_of(self, number: Column[int]) -> str:
        # On PostgreSQL a lower number can come after a higher one, so that the highest alone does not tell.
        columns: list[Any] = [func.max(number)]
        if self._engine.dialect.name == "postgresql":
            columns.append(func.count(number))
        row = once((id(self), str(number)), lambda: self._all(select(*columns))[0])
        return "-".join(str(part or 0) for part in row)

    def _kin_of(self, knowledge: Known | None) -> Kin:
        if self._kin is None or self._kin[0] is not knowledge:
            self._kin = (knowledge, find_kin(knowledge, aliases=self._aliases))
        return self._kin[1]


@dataclass(frozen=True, slots=True)
class KeptNames:
    """The names that claims ever gave, looked up in the ledger."""

    ledger: Judging

    def of(self, folded: Iterable[str]) -> tuple[str, ...]:
        """The names that fold to one of these, sorted."""
        query = select(tables.actor_names.c.name).where(queries.folds_to(tuple(folded)))
        return tuple(sorted(row.name for row in self.ledger._all(query)))

    def folded(self) -> Iterable[str]:
        """What the names fold to, each once."""
        return [row.folded for row in self.ledger._all(select(tables.actor_names.c.folded).distinct())]


def unknown(what: str, known: Iterable[str], look: str) -> UnknownName:
    """The error for a name nobody knows: what it is, the nearest known ones, where to look."""
    names = tuple(known)
    offered = f"; nearest: {', '.join(names)}" if names else ""
    return UnknownName(f"{what}{offered}; `{look}` shows what there is", names)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
