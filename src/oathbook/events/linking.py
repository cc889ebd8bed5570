"""From claims to events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from oathbook.actors import Aliases
from oathbook.events.agreed import agreed_place, agreed_roles, agreed_when, differences
from oathbook.events.agreement import Comparer, Verdict
from oathbook.events.candidates import candidates
from oathbook.events.clusters import cluster
from oathbook.events.copies import Copies, find_copies
from oathbook.events.facets import Facets, Facetter
from oathbook.events.records import GROUNDS, Event, Ground, Telling
from oathbook.events.tellings import Voice, fold_copies
from oathbook.events.voices import count_voices
from oathbook.events.words import EventWords, load_event_words
from oathbook.history.times import position
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Report


def link(
    claims: Iterable[Claim],
    reports: Iterable[Report],
    *,
    lexicon: Lexicon | None = None,
    aliases: Aliases | None = None,
) -> tuple[Event, ...]:
    """Every claim in one event, together with the other claims that tell it; events in the order of their time.

    Args:
        claims: current claims (``ledger.claims()``), in any order; one that comes twice counts once.
        reports: the reports they are of; read for copies alone. A report that is missing copies none.
        lexicon: where the rules are; that of oathbook where not given.
        aliases: known aliases of actors; those of the lexicon where not given.

    Nothing is kept: the same claims and reports give the same events, whatever their order.
    """
    rules = load_event_words(lexicon, aliases=aliases)
    once = {claim.id: claim for claim in claims}
    copies = find_copies({report.id: report for report in reports}.values(), rules.copies)
    voices = fold_copies(once.values(), copies)
    facetter = Facetter.of(rules)
    facets = [facetter.facets(voice.claim) for voice in voices]
    by_type: dict[str, list[int]] = defaultdict(list)
    for i, each in enumerate(facets):
        by_type[each.claim.type].append(i)
    comparer = Comparer(rules, facetter.names)
    events: list[Event] = []
    for members in by_type.values():
        events += _of_one_type([voices[i] for i in members], [facets[i] for i in members], comparer, copies)
    return tuple(sorted(events, key=_time_order))


def _of_one_type(
    voices: Sequence[Voice], facets: Sequence[Facets], comparer: Comparer, copies: Copies
) -> Iterable[Event]:
    links: dict[int, dict[int, float]] = defaultdict(dict)
    verdicts: dict[tuple[int, int], Verdict] = {}
    for i, j in candidates(facets, comparer.names, comparer.rules):
        verdict = comparer.compare(facets[i], facets[j])
        if verdict.linked:
            verdicts[(i, j)] = verdict
            links[i][j] = links[j][i] = verdict.score

    def contradict(i: int, j: int) -> bool:
        return bool(comparer.compare(facets[i], facets[j]).against)

    for group in cluster(len(facets), links, contradict):
        grounds = {ground for at, i in enumerate(group) for j in group[at + 1 :] for ground in verdicts[(i, j)].grounds}
        yield _event([voices[i] for i in group], [facets[i] for i in group], grounds, comparer.rules, copies)


def _event(
    voices: Sequence[Voice], facets: Sequence[Facets], grounds: set[Ground], rules: EventWords, copies: Copies
) -> Event:
    tellings = [Telling(voice.claim) for voice in voices]
    tellings += [Telling(claim, voice.claim.id) for voice in voices for claim in voice.copies]
    tellings.sort(key=lambda telling: (telling.claim.published or date.max, telling.claim.id))
    if any(telling.copy_of for telling in tellings):
        grounds = {*grounds, "words"}
    told = [telling.claim for telling in tellings if telling.copy_of is None]
    type = facets[0].claim.type
    agent, object = agreed_roles(facets, symmetric=type in rules.symmetric)
    return Event(
        type=type,
        agent=agent,
        object=object,
        place=agreed_place(facets),
        when=agreed_when(told),
        tellings=tuple(tellings),
        reports=len({telling.claim.report for telling in tellings}),
        voices=count_voices((telling.claim for telling in tellings), copies, aliases=rules.aliases),
        differs=differences(told),
        grounds=tuple(ground for ground in GROUNDS if ground in grounds),
    )


def _time_order(event: Event) -> tuple[date, date, date, str]:
    places = [at for at in map(position, event.claims) if at is not None]
    low, high = (event.when.earliest, event.when.latest) if event.when else (None, None)
    at = min(places, default=None)
    first = low or high or (at.low if at else date.max)
    return (first, high or low or (at.high if at else date.max), (event.published or (date.max,))[0], event.id)
