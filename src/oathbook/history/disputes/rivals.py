"""Two leaders of one body, two holders of one place, one body under two that are enemies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from oathbook.actors import fold
from oathbook.history.disputes.records import Draft, Joined, unique
from oathbook.history.disputes.spells import Spell, may_touch, overlapping, shared_days, sure_spell
from oathbook.history.places import place_key
from oathbook.history.span import Span
from oathbook.history.wording import span_says, wording

Together = Callable[[Sequence[Spell]], Iterable[tuple[int, int]]]


def rival_leaders(spans: Iterable[Span]) -> Iterator[Draft]:
    """Bodies that two led at once. Who is named beside another in one claim leads with them, and is no rival."""
    by_body: dict[str, list[Spell]] = defaultdict(list)
    for span in spans:
        if span.kind == "leads" and span.state == "held" and span.other is not None:
            _add(by_body[span.other], span)
    for body, spells in by_body.items():
        for draft in _contested(spells, _same_person):
            names = Counter(spell.span.other_name or body for spell in spells)
            yield Draft(
                "leaders", _most(names), body, draft.actors | {body}, draft.sides, None, draft.when, draft.difference
            )


def rival_holders(spans: Sequence[Span]) -> Iterator[Draft]:
    """Places that two held at once. Who is named beside another in one claim, or stands under one banner with it or
    under it, holds with it."""
    masters: dict[str, list[Span]] = defaultdict(list)
    by_place: dict[str, list[Spell]] = defaultdict(list)
    for span in spans:
        if span.kind == "under" and span.state == "held":
            masters[span.subject].append(span)
        elif span.kind == "holds" and span.state == "held":
            key = place_key(span.place)
            if key:
                _add(by_place[key], span)
    for key, spells in by_place.items():
        for draft in _contested(spells, lambda group: _one_banner(group, masters)):
            place = _most(Counter(spell.span.place or key for spell in spells))
            yield Draft(
                "holders", place, f"place:{key}", draft.actors, draft.sides, place, draft.when, draft.difference
            )


def two_masters(spans: Sequence[Span]) -> Iterator[Draft]:
    """Bodies that stood at once under two that were enemies at that time."""
    enemies: dict[str, dict[str, list[Spell]]] = defaultdict(lambda: defaultdict(list))
    under: dict[str, dict[str, list[Spell]]] = defaultdict(lambda: defaultdict(list))
    for span in spans:
        if span.state != "held" or span.other is None or span.kind not in ("hostile", "under"):
            continue
        spell = sure_spell(span)
        if spell is None:
            continue
        if span.kind == "under":
            under[span.subject][span.other].append(spell)
        else:
            enemies[span.subject][span.other].append(spell)
            enemies[span.other][span.subject].append(spell)
    for subject, bodies in under.items():
        if len(bodies) < 2:
            continue
        for one in sorted(bodies):
            for other in sorted(enemies.get(one, {}).keys() & bodies.keys()):
                if one < other:
                    yield from _torn(subject, bodies[one], bodies[other], enemies[one][other])


def _torn(subject: str, ones: list[Spell], others: list[Spell], hostile: list[Spell]) -> Iterator[Draft]:
    days = shared_days([ones, others])
    if days is None:
        return
    assert days.earliest is not None and days.latest is not None
    first, last = days.earliest, days.latest
    war = [spell for spell in hostile if spell.low <= last and may_touch(spell.span, first, last)]
    if not war:
        return
    one, other = ones[0].span, others[0].span
    sides = [(span_says(side[0].span), unique(c for s in side for c in s.span.supporting)) for side in (ones, others)]
    names = sorted((one.other_name or str(one.other), other.other_name or str(other.other)))
    enemies = wording()["side"]["enemies"].format(one=names[0], other=names[1])
    sides.append((enemies, unique(c for s in war for c in s.span.supporting)))
    actors = frozenset((subject, str(one.other), str(other.other)))
    yield Draft("loyalties", one.subject_name, subject, actors, sides, None, days, _length(first, last))


def _add(spells: list[Spell], span: Span) -> None:
    spell = sure_spell(span)
    if spell is not None:
        spells.append(spell)


def _contested(spells: Sequence[Spell], together: Together) -> Iterator[Draft]:
    """A draft a group of spells that hang together in time and are of two subjects or more; "about" is left open."""
    if len({spell.span.subject for spell in spells}) < 2:
        return
    for group in overlapping(spells):
        subjects = list(dict.fromkeys(spell.span.subject for spell in group))
        if len(subjects) < 2:
            continue
        joined = Joined.of(len(group))
        first = {subject: next(i for i, s in enumerate(group) if s.span.subject == subject) for subject in subjects}
        for i, spell in enumerate(group):
            joined.join(i, first[spell.span.subject])
        for i, j in (*_named_together(group), *together(group)):
            joined.join(i, j)
        sides = [[group[i] for i in members] for members in joined.groups()]
        days = shared_days(sides)
        if len(sides) < 2 or days is None:
            continue
        assert days.earliest is not None and days.latest is not None
        told = [(_says(side), unique(c for spell in side for c in spell.span.supporting)) for side in sides]
        difference = _length(days.earliest, days.latest)
        yield Draft("holders", "", "", frozenset(subjects), told, None, days, difference)


def _says(side: Sequence[Spell]) -> str:
    """The sentence of the span with most claims; the others of the side stand beside it by name."""
    best = min(side, key=lambda spell: (-len(spell.span.supporting), spell.span.id))
    others = sorted({spell.span.subject_name for spell in side if spell.span.subject != best.span.subject})
    return span_says(best.span) + (f", with {', '.join(others)}" if others else "")


def _named_together(group: Sequence[Spell]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for i, spell in enumerate(group):
        for claim in spell.span.supporting:
            if claim.id in first:
                yield i, first[claim.id]
            first.setdefault(claim.id, i)


def _same_person(group: Sequence[Spell]) -> Iterator[tuple[int, int]]:
    """One name that is a part of the other ("Taha", "Rafid Taha") is taken for the same person."""
    words = {spell.span.subject: frozenset(fold(spell.span.subject_name).split()) for spell in group}
    by_word: dict[str, list[int]] = defaultdict(list)
    for i, spell in enumerate(group):
        for word in words[spell.span.subject]:
            by_word[word].append(i)
    for i, spell in enumerate(group):
        mine = words[spell.span.subject]
        if mine:
            for j in min((by_word[word] for word in mine), key=len):
                if mine < words[group[j].span.subject]:
                    yield i, j


def _one_banner(group: Sequence[Spell], masters: Mapping[str, Sequence[Span]]) -> Iterator[tuple[int, int]]:
    low, high = min(spell.low for spell in group), max(spell.high for spell in group)
    first: dict[str, int] = {}
    for i, spell in enumerate(group):
        subject = spell.span.subject
        over = {str(span.other) for span in masters.get(subject, ()) if span.other and may_touch(span, low, high)}
        for each in sorted({subject, *over}):
            if each in first:
                yield i, first[each]
            first.setdefault(each, i)


def _most(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _length(low: date, high: date) -> float:
    return min(1.0, ((high - low).days + 1) / float(wording()["long"]))
