"""Fills a ledger with invented claims, as many as wanted, to measure how it holds up.

    python scoring/generate.py LEDGER --claims 1000000 [--actors 20000] [--focus 1000] [--seed 7]

What is claimed, in which status, with which figures and on whose word is drawn from the marked claims of the shared
data folder (claims/dev), else from one invented claim of each type; names, places and days are made up. Actors belong
to wars of about a hundred; how often one is named falls with its rank as in Zipf's law (exponent 0.6). An event is told
by one to four reports of several publishers within days; one report in a hundred is withdrawn. One actor (``FOCUS``)
is named by a fixed number of claims whatever the size, so that questions about it can be compared. The same seed gives
the same ledger.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oathbook.ledger import Ledger
from oathbook.records import TYPES, Block, Claim, Figure, Interval, Report, content_id

READER = "generated 1"
FOCUS = "Liwa Miravel"
FOCUS_RANK = 3
"""Its place in its war: some stand under it, and it stands under others."""
FIRST_DAY, DAYS = date(2012, 1, 1), 3650
WAR = 100
"""Actors in one war."""
ZIPF = 0.6
PUBLISHERS = 6
PLACES = 40
WITHDRAWN = 100
"""One report in so many."""
AT_ONCE = 500
TELLINGS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
UPWARD = frozenset({"pledge", "join", "leave", "belong", "merge", "form", "support", "demand"})
"""Types whose agent stands below the object: drawn so that the lesser actor is the agent."""
SYLLABLES = "ba de fi go ku la me ni so tu ra sha ze mo da li ha vo ne ka ri su ja to be ma wi lo pe na ti gu".split()
CROWDS = (
    "fighters rebels soldiers residents civilians prisoners militants gunmen recruits deserters protesters villagers "
    "conscripts refugees traders drivers officers policemen students farmers"
).split()
FORMS = {
    "group": ("Liwa {}", "Katibat {}", "{} Brigade", "Jaysh {}", "{} Battalion", "Ansar {}"),
    "coalition": ("{} Front", "{} Council"),
    "state": ("Government of {}",),
    "person": ("{} al-Qasid", "Abu {}", "Colonel {}"),
}
SHARES = {"group": 0.66, "coalition": 0.08, "state": 0.02, "person": 0.24}


@dataclass(frozen=True, slots=True)
class Template:
    """A marked claim without names and days: kinds of its actors, how long before it was told its time began."""

    type: str
    agent: tuple[str, ...]
    object: tuple[str, ...]
    status: str
    source: str
    placed: bool
    quantity: Figure | None
    when: tuple[int, int] | None
    what: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or state with everything that its tellings share."""

    template: Template
    agent: tuple[str, ...]
    object: tuple[str, ...]
    place: str | None
    day: date


def marked_templates(folder: Path) -> list[Template]:
    """One for each marked claim of ``*.gold.json``."""
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        kinds = {key: actor["kind"] for key, actor in gold["actors"].items()}
        published = date.fromisoformat(gold["published"])
        for claim in gold["claims"]:
            source = claim.get("source") or "report"
            found.append(
                Template(
                    type=claim["type"],
                    agent=tuple(kinds.get(key, "group") for key in claim["agent"]),
                    object=tuple(kinds.get(key, "group") for key in claim["object"]),
                    status=claim["status"],
                    source=source if source in ("report", "unnamed") else "named",
                    placed=bool(claim.get("place")),
                    quantity=Figure.from_json(claim.get("quantity")),
                    when=_ago(claim.get("when"), published),
                    what=claim.get("what"),
                    words=claim["evidence"],
                )
            )
    return found


def _ago(when: Any, published: date) -> tuple[int, int] | None:
    """How many days before publication the time began and ended."""
    if not when or None in when:
        return None
    first, last = ((published - date.fromisoformat(day)).days for day in when)
    return (first, last) if -60 < last <= first < 400 else None


def plain_templates() -> list[Template]:
    """One invented claim of each type."""
    figure = Figure(300, of="fighters")
    alone = ("hold", "withdraw", "base", "strength")
    return [
        Template(
            type=type,
            agent=("person",) if type == "lead" else ("group",),
            object=() if type in alone else ("group",),
            status=status,
            source=source,
            placed=type in ("hold", "seize", "withdraw", "base", "fight", "truce"),
            quantity=figure if type in ("strength", "kill", "leave") else None,
            when=(2, 1) if type != "belong" else None,
            what="withdraw" if type == "demand" else None,
            words=f"told as {type}",
        )
        for type in TYPES
        for status, source in (("actual", "report"), ("actual", "named"), ("planned", "report"), ("denied", "unnamed"))
    ]


def made_name(number: int) -> str:
    """A made-up word, another one for each number."""
    syllables = []
    number += len(SYLLABLES)
    while number:
        number, place = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[place])
    return "".join(syllables).capitalize()


class War:
    """About a hundred actors who meet one another, their places and the papers that write of them."""

    def __init__(self, number: int, wars: int, actors: int) -> None:
        self.number = number
        self.actors: dict[str, list[str]] = {kind: [] for kind in SHARES}
        self.rank: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self._weights: dict[str, list[float]] = {kind: [] for kind in SHARES}
        chance = random.Random(number)
        for place, index in enumerate(range(number, actors, wars)):
            kind = chance.choices(list(SHARES), weights=list(SHARES.values()))[0] if place > len(SHARES) else "group"
            kind = list(SHARES)[place] if place < len(SHARES) else kind
            form = FORMS[kind][index % len(FORMS[kind])]
            name = FOCUS if number == 0 and place == FOCUS_RANK + len(SHARES) else form.format(made_name(index))
            kind = "group" if name == FOCUS else kind
            self.rank[name] = place
            self.kinds[name] = kind
            weight = 0.0 if name == FOCUS else (index + 1) ** -ZIPF
            self.actors[kind].append(name)
            self._weights[kind].append(weight)
        self.weight = sum(map(sum, self._weights.values()))
        self._sums = {kind: list(itertools.accumulate(weights)) for kind, weights in self._weights.items()}
        self.places = [f"{made_name(number * PLACES + index)}abad" for index in range(PLACES)]

    def draw(self, kind: str, chance: random.Random) -> str:
        """An actor of that kind; the word itself for a crowd."""
        sums = self._sums.get(kind)
        if not sums or not sums[-1]:
            crowd = chance.choice(CROWDS)
            return crowd if chance.random() < 0.7 else f"{chance.randrange(2, 400)} {crowd}"
        return self.actors[kind][bisect(sums, chance.random() * sums[-1])]

    def paper(self, index: int) -> str:
        """The name of one of its publishers."""
        return f"{made_name(7_000_000 + self.number * PUBLISHERS + index)} Post"


def happenings(war: War, claims: int, focus: int, templates: Sequence[Template], chance: random.Random) -> list[Any]:
    """What happens in a war, with how often it is told, until there are that many claims; by day."""
    found = []
    told = about_focus = 0
    with_group = [template for template in templates if "group" in template.agent or "group" in template.object]
    while told < claims:
        is_focus = focus > 0 and about_focus < focus and chance.random() < focus / claims * 1.05 + 0.002
        is_focus = is_focus or (focus > 0 and claims - told <= focus - about_focus)
        template = chance.choice(with_group if is_focus else templates)
        agent = [war.draw(kind, chance) for kind in template.agent]
        object = [war.draw(kind, chance) for kind in template.object]
        if is_focus:
            side, kinds = (agent, template.agent) if "group" in template.agent else (object, template.object)
            side[kinds.index("group")] = FOCUS
        if template.type in UPWARD and len(agent) == len(object) == 1 and {*agent, *object} <= set(war.rank):
            above, below = sorted([*agent, *object], key=lambda name: war.rank[name])
            agent, object = [below], [above]
        if set(agent) & set(object):
            continue
        place = chance.choice(war.places) if template.placed else None
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        times = min(chance.choice(TELLINGS), claims - told, focus - about_focus if is_focus else claims)
        told += times
        about_focus += times if is_focus else 0
        found.append((Happening(template, tuple(agent), tuple(object), place, day), times))
    return found


def reports_of(
    war: War, claims: int, focus: int, templates: Sequence[Template], seed: int
) -> Iterator[tuple[Report, list[Claim]]]:
    """The reports of a war with their claims, those of one publisher after those of another."""
    chance = random.Random(f"{seed}-{war.number}")
    papers: list[list[tuple[date, int, Happening]]] = [[] for _ in range(PUBLISHERS)]
    for number, (happening, times) in enumerate(happenings(war, claims, focus, templates, chance)):
        for paper in chance.sample(range(PUBLISHERS), times):
            papers[paper].append((happening.day + timedelta(days=chance.randrange(6)), number, happening))
    for index, told in enumerate(papers):
        told.sort(key=lambda each: each[:2])
        place = 0
        while place < len(told):
            size = chance.randint(3, 14)
            yield make_report(war, index, place, told[place : place + size], chance)
            place += size


def make_report(
    war: War, paper: int, place: int, told: Sequence[tuple[date, int, Happening]], chance: random.Random
) -> tuple[Report, list[Claim]]:
    """A report of these tellings, published on the day of the last."""
    published = told[-1][0]
    name = f"war-{war.number}-{paper}-{place}"
    sentences, at, spans = [], 0, []
    for _, _, happening in told:
        parties = [*happening.agent, happening.template.words, *happening.object]
        sentence = " ".join(parties) + (f" in {happening.place}" if happening.place else "")
        sentences.append(f"{sentence}. ")
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 2
    text = f"{''.join(sentences)}{name}.\n"
    report = Report(
        id=content_id([name, published.isoformat(), text]),
        name=name,
        text=text,
        publisher=war.paper(paper),
        published=published,
        published_from="given",
        language="en",
        blocks=(Block("paragraph", 0, len(text) - 1),),
    )
    claims = [
        make_claim(report, war, day, happening, span, chance)
        for (day, _, happening), span in zip(told, spans, strict=True)
    ]
    return report, claims


def make_claim(
    report: Report, war: War, day: date, happening: Happening, span: tuple[int, int], chance: random.Random
) -> Claim:
    """One telling; its figure and its time differ a little from those of others."""
    template = happening.template
    source = (
        f"{made_name(9_000_000 + war.number * 20 + chance.randrange(20))} Haddan"
        if template.source == "named"
        else template.source
    )
    figure = template.quantity
    if figure is not None and figure.value is not None and chance.random() < 0.3:
        figure = Figure(max(1, round(figure.value * chance.uniform(0.5, 2))), of=figure.of)
    when = None
    if template.when is not None:
        first, last = template.when
        when = Interval(happening.day - timedelta(days=first - last), happening.day)
    kinds = {name: war.kinds.get(name, "people") for name in (*happening.agent, *happening.object)}
    if source not in ("report", "unnamed"):
        kinds[source] = "person"
    start, end = span
    return Claim(
        id=content_id([report.id, start, template.type, happening.agent, happening.object]),
        report=report.id,
        report_name=report.name,
        type=template.type,
        agent=happening.agent,
        object=happening.object,
        place=happening.place,
        quantity=figure,
        when=when,
        when_words="that week" if when else None,
        status=template.status,  # type: ignore[arg-type]
        source=source,
        standing="named" if template.source == "named" else template.source,  # type: ignore[arg-type]
        what=template.what,
        exchanged_for=None,
        start=start,
        end=end,
        evidence=report.text[start:end],
        rule="generated",
        score=0.875,
        published=report.published,
        kinds=kinds,
        reader=READER,
    )


def generate(
    ledger: Ledger,
    claims: int,
    *,
    actors: int | None = None,
    focus: int = 1000,
    seed: int = 7,
    templates: Sequence[Template] | None = None,
) -> tuple[int, int]:
    """Fill the ledger; how many claims and reports it got. ``actors``: one for every fifty claims where not given."""
    templates = templates or find_templates()
    actors = actors or max(claims // 50, WAR)
    wars = [War(number, max(actors // WAR, 1), actors) for number in range(max(actors // WAR, 1))]
    # The claims about FOCUS come on top in its war, so that it fits a small ledger as well.
    whole = sum(war.weight for war in wars)
    shares = [round(claims * war.weight / whole) for war in wars]
    shares[0] += claims - sum(shares)
    shares[0] = max(shares[0], 2 * focus) if claims >= 2 * focus else shares[0]
    kept = reports = 0
    waiting: list[tuple[Report, list[Claim]]] = []
    for war, share in zip(wars, shares, strict=True):
        for report, told in reports_of(war, share, focus if war.number == 0 else 0, templates, seed):
            waiting.append((report, told))
            kept += len(told)
            reports += 1
            if len(waiting) == AT_ONCE:
                _keep(ledger, waiting)
                waiting = []
    _keep(ledger, waiting)
    return kept, reports


def _keep(ledger: Ledger, waiting: Sequence[tuple[Report, Sequence[Claim]]]) -> None:
    ledger.append_many(waiting, reader=READER)
    for number, (report, claims) in enumerate(waiting):
        if number % WITHDRAWN == 0 and all(FOCUS not in (*claim.agent, *claim.object) for claim in claims):
            ledger.withdraw(report.id, who="generator", why="one report in a hundred")


def find_templates() -> list[Template]:
    """Those of the shared data folder where it is there."""
    root = Path(__file__).resolve().parent.parent
    for folder in (os.environ.get("OATHBOOK_SHARED"), root.parent / "shared"):
        if folder and (Path(folder) / "claims" / "dev").is_dir():
            return marked_templates(Path(folder) / "claims" / "dev")
    return plain_templates()


def main() -> int:
    """Fill a fresh ledger and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--actors", type=int, help="how many; one for every fifty claims where not given")
    parser.add_argument("--focus", type=int, default=1000, help=f"how many claims name {FOCUS}")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    begun, busy = time.perf_counter(), time.process_time()
    with Ledger(options.ledger) as ledger:
        kept, reports = generate(ledger, options.claims, actors=options.actors, focus=options.focus, seed=options.seed)
    spent, worked = time.perf_counter() - begun, time.process_time() - busy
    print(f"{kept:,} claims in {reports:,} reports: {spent:.0f} s, {worked:.0f} s of them computing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
