"""Events with two actors: PETRARCH's test sentences, whose CAMEO codes are mapped to our claim types by cameo.yaml.

Each sentence is read alone, with its own date; one that the program does not take for English has no claims. An event
is looked for where its code has claim types; it is found by a claim of one of them in its sentence, which also has its
status where the table tells one. Claims and events are paired one to one. A claim that is left over is an error, but is
not counted where an event of the sentence allows its type (``also``).

"With both actors": source and target are told apart by the first three letters of their codes (the state or group; what
follows is the office), looked up for our names in petrarch-codes.tsv; an actor that the gold does not name ("---") may
be anyone; who does it and to whom counts, but for claims that hold both ways.

``petrarch-unittest`` is coded with the tests' own verb dictionary, older codes and made-up ones among them;
``petrarch-unittest-ud`` are the same sentences coded anew, ``petrarch2-validation`` others, mostly real. Codes that are
none of CAMEO's or WEIS' (901, 345) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from oathbook.errors import SourceError
from oathbook.lexicon import load_yaml
from oathbook.records import Claim
from parts.bench import Bench, Figures, Part, f_figure

CAMEO = Path(__file__).parents[1] / "cameo.yaml"
FILES = ("petrarch-unittest", "petrarch-unittest-ud", "petrarch2-validation")
NOT_LISTED = {
    "hermit kingdom": "PRK", "pyongyang": "PRK", "seoul": "KOR", "zealand": "DNK", "obama": "USA", "putin": "RUS",
    "moscow": "RUS", "filipino": "PHL", "gaza": "PSE", "islamic state": "IRQ", "u.s.": "USA",
}  # fmt: skip
"""Names in the sentences that petrarch-codes.tsv has not."""
EITHER_WAY = {"ally", "fight", "truce", "merge"}
Code = dict[str, Any]
Names = list[tuple[re.Pattern[str], str]]


@cache
def cameo() -> dict[str, Code]:
    """The table of codes."""
    return load_yaml(CAMEO)


def meaning(code: str) -> Code | None:
    """What a code is among our claim types: the line of its longest beginning; None where it has none."""
    table = cameo()
    return next((table[code[:n]] for n in range(len(code), 1, -1) if code[:n] in table), None)


def actor_names(rows: Iterator[str]) -> Names:
    """Names of actors as patterns, the longest first, with their codes."""
    told = [line.rstrip("\n").split("\t") for line in rows]
    named = {name: code for kind, name, code in told[1:] if kind == "actor"}
    ordered = sorted((named | NOT_LISTED).items(), key=lambda item: -len(item[0]))
    return [(re.compile(rf"\b{re.escape(name.replace('_', ' '))}", re.IGNORECASE), code) for name, code in ordered]


def codes_of(name: str, names: Names) -> set[str]:
    """First three letters of the codes that a name of ours has."""
    return {code[:3].upper() for pattern, code in names if pattern.search(name)}


def fits(claim: Claim, event: dict[str, Any], told: Code, *, names: Names | None) -> bool:
    """Whether a claim says an event: its type, its status, and with ``names`` who did it to whom."""
    if claim.type not in told["types"] or claim.status != told.get("status", claim.status):
        return False
    if names is None:
        return True
    ours = [
        {code for name in who for code in codes_of(name, names)}
        for who in (claim.agent, (*claim.object, *([claim.place] if claim.place else [])))
    ]
    gold = [event["source"][:3], event["target"][:3]]
    ways = [ours, ours[::-1]] if claim.type in EITHER_WAY else [ours]
    return any(all(g == "---" or g in mine for g, mine in zip(gold, way, strict=True)) for way in ways)


def count(claims: list[Claim], events: list[dict[str, Any]], names: Names | None, assign: Any) -> list[int]:
    """Events found, claims counted, events looked for, of one sentence."""
    told = [(e, t) for e in events if (t := meaning(e["code"]))]
    wanted = [(e, t) for e, t in told if t["types"]]
    allowed = {kind for _, t in told for kind in t.get("also", ())}
    weight = {
        (i, j): 1
        for i, (event, t) in enumerate(wanted)
        for j, claim in enumerate(claims)
        if fits(claim, event, t, names=names)
    }
    paired = {j for _, j in assign(weight, len(wanted), len(claims))} if weight else set()
    counted = len(paired) + sum(j not in paired and c.type not in allowed for j, c in enumerate(claims))
    return [len(paired), counted, len(wanted)]


def figures(bench: Bench) -> Figures:
    """F1 by type alone and with both actors."""
    with bench.path("bench/events/petrarch-codes.tsv").open(encoding="utf-8") as lines:
        names = actor_names(lines)
    out: Figures = {}
    for file in FILES:
        sums, refused = {"type": [0] * 3, "type and both actors": [0] * 3}, 0
        for row in bench.rows(f"bench/events/{file}.jsonl.gz"):
            if row["error"]:
                continue
            day = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", row["date"])
            try:
                claims = bench.read(row["text"], name=row["id"], published=day)[1]
            except SourceError:
                claims, refused = [], refused + 1
            for what, given in (("type", None), ("type and both actors", names)):
                more = count(claims, row["events"], given, bench.score.heaviest)
                sums[what] = [a + b for a, b in zip(sums[what], more, strict=True)]
        for what, counted in sums.items():
            note = f"{refused} not taken for English" if refused else ""
            out[f"{file}, {what} F1"] = f_figure(*counted, note=note)
    return out


PARTS = (
    Part(
        "events", "CAMEO events of PETRARCH's test sentences, by cameo.yaml", figures,
        (
            *(f"bench/events/{file}.jsonl.gz" for file in FILES),
            "bench/events/petrarch-codes.tsv", "./scoring/cameo.yaml", "claims/score.py",
        ),
        gated=False,
    ),
)  # fmt: skip
