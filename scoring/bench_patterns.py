"""Measures the patterns alone on training reports that are parsed and marked on their words.

usage: bench_patterns.py PARSED_DIR [FILE ...] [--rules] [--missed TYPE] [--extra RULE] [--least SCORE]

PARSED_DIR holds FILE.spacy (a DocBin) and FILE.marks.jsonl (gold claims as token spans); without FILE all but the
held-out one are read. Retellings count neither way. Printed per type, as precision, recall and F1:

trigger  type right and the trigger words overlap
core     type right, in the same sentence, and every agent and object (for types of place also the place) filled by a
         head inside the marked words
loose    type right, in the same sentence, and at least one agent or object (or the place) shared
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from oathbook.claims.choosing import SYMMETRIC
from oathbook.claims.patterns import Finder
from oathbook.lexicon import Lexicon
from oathbook.records import Finding

HELD_OUT = "iraq-nigeria-somalia"
PLACED = {"hold", "seize", "withdraw", "base"}
LEVELS = ("trigger", "core", "loose")
Gold = dict[str, Any]


def inside(heads: tuple[int, ...], actors: list[list[list[int]]], sentence: tuple[int, int]) -> bool:
    """Each actor in the sentence holds a head and each head stands in an actor; actors elsewhere may go unfilled.

    An actor is the list of its mentions, the marked one first.
    """
    near = [a for a in actors if sentence[0] <= a[0][0] < sentence[1]]
    return all(shared(heads, a) for a in near) and all(any(shared((h,), a) for a in actors) for h in heads)


def shared(heads: tuple[int, ...], spans: list[list[int]]) -> bool:
    return any(a <= h <= b for h in heads for a, b in spans)


def matches(finding: Finding, gold: Gold, level: str, sentence: tuple[int, int]) -> bool:
    first, last = gold["trigger"]
    if finding.type != gold["type"]:
        return False
    if level == "trigger":
        return finding.trigger[0] <= last and first <= finding.trigger[1]
    if not sentence[0] <= finding.head < sentence[1]:
        return False
    agent, object_ = finding.roles.get("agent", ()), finding.roles.get("object", ())
    place = finding.roles.get("place", ())
    if level == "loose":
        spans = [s for actor in gold["agents"] + gold["objects"] for s in actor]
        if not spans:
            return shared(place, [gold["place"]] if gold["place"] else []) or not (agent or object_)
        return shared(agent + object_, spans)
    right = inside(agent, gold["agents"], sentence) and inside(object_, gold["objects"], sentence)
    if not right and finding.type in SYMMETRIC:
        right = inside(object_, gold["agents"], sentence) and inside(agent, gold["objects"], sentence)
        if not right:
            right = inside(agent + object_, gold["agents"] + gold["objects"], sentence)
    if right and finding.type in PLACED and gold["place"]:
        right = shared(place, [gold["place"]]) or not sentence[0] <= gold["place"][0] < sentence[1]
    return right


def pairs(findings: list[Finding], golds: list[Gold], level: str, sentences: list[tuple[int, int]]) -> dict[int, int]:
    """Finding to gold, one to one, greedy by score; triggers that overlap first."""
    possible = []
    for i, finding in enumerate(findings):
        for j, gold in enumerate(golds):
            if matches(finding, gold, level, sentences[gold["trigger"][0]]):
                near = matches(finding, gold, "trigger", sentences[gold["trigger"][0]])
                possible.append((not near, -finding.score, i, j))
    out: dict[int, int] = {}
    for _, _, i, j in sorted(possible):
        if i not in out and j not in out.values():
            out[i] = j
    return out


def spread(mark: dict[str, Any]) -> None:
    """Let a role be filled by any mention of the same actor in the sentence of the marked one."""
    of = {tuple(span): cluster for cluster in mark["clusters"] for span in cluster}
    for gold in mark["claims"]:
        for role in ("agent", "object"):
            gold[role + "s"] = [[s, *of.get(tuple(s), [])] for s in gold[role]]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--rules", action="store_true", help="precision of every rule")
    parser.add_argument("--missed", help="print gold claims of this type that no trigger was found for")
    parser.add_argument("--extra", help="print findings of this rule or type that are no gold claim (loose)")
    parser.add_argument("--wrong", help="print findings of this rule or type that are loose but not core")
    parser.add_argument("--least", type=float, default=0.0, help="leave out findings below this score")
    options = parser.parse_args(arguments)
    files = options.files or [p.stem for p in sorted(options.folder.glob("*.spacy")) if p.stem != HELD_OUT]
    finder = Finder.of(Lexicon())
    count: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for file in files:
        docs = DocBin().from_disk(options.folder / f"{file}.spacy").get_docs(Vocab())
        marks = (json.loads(line) for line in (options.folder / f"{file}.marks.jsonl").open())
        for doc, mark in zip(docs, marks, strict=True):
            one(doc, mark, finder, options, count, rules)
    show(count)
    if options.rules:
        for rule, c in sorted(rules.items(), key=lambda item: (item[0].split("/")[0], -item[1]["n"])):
            print(f"{rule:34} {c['n']:5}  " + "  ".join(f"{lv} {c[lv] / c['n']:.2f}" for lv in LEVELS))


def one(doc: Doc, mark: dict[str, Any], finder: Finder, options: Any, count: Any, rules: Any) -> None:
    sentences = [(0, 0)] * len(doc)
    for sentence in doc.sents:
        for i in range(sentence.start, sentence.end):
            sentences[i] = (sentence.start, sentence.end)
    spread(mark)
    findings = [f for f in finder.find(finder.tree(doc)) if f.score >= options.least]
    golds = mark["claims"]
    hits: dict[str, dict[int, int]] = {}
    for level in LEVELS:
        hit = hits[level] = pairs(findings, golds, level, sentences)
        for finding_index, finding in enumerate(findings):
            gold = golds[hit[finding_index]] if finding_index in hit else None
            if gold is None or not gold["again"]:
                count[finding.type][level + "-found"] += 1
                count[finding.type][level + "-right"] += gold is not None
            rules[finding.rule]["n"] += level == "core"
            rules[finding.rule][level] += gold is not None
    for j, gold in enumerate(golds):
        if gold["again"]:
            continue
        count[gold["type"]]["gold"] += 1
        if gold["type"] == options.missed and all(j not in hits[level].values() for level in ("trigger", "loose")):
            start, end = sentences[gold["trigger"][0]]
            roles = {r: [str(doc[a : b + 1]) for a, b in gold[r]] for r in ("agent", "object")}
            print(f"- [{doc[gold['trigger'][0] : gold['trigger'][1] + 1]}] {roles} | {str(doc[start:end])[:400]}")
    for i, finding in enumerate(findings):
        here = options.extra in (finding.rule, finding.type) and i not in hits["loose"] and i not in hits["trigger"]
        wrong = options.wrong in (finding.rule, finding.type) and i in hits["loose"] and i not in hits["core"]
        if here or wrong:
            start, end = sentences[finding.head]
            roles = {r: [doc[t].text for t in tokens] for r, tokens in finding.roles.items()}
            words = doc[finding.trigger[0] : finding.trigger[1] + 1]
            print(f"+ {finding.rule} [{words}] {roles} | {str(doc[start:end])[:330]}")
        if wrong:
            gold = golds[hits["loose"][i]]
            roles = {r: [str(doc[a : b + 1]) for a, b in gold[r]] for r in ("agent", "object")}
            print(f"    gold [{doc[gold['trigger'][0] : gold['trigger'][1] + 1]}] {roles}")


def show(count: dict[str, Counter[str]]) -> None:
    total: Counter[str] = Counter()
    for c in count.values():
        total.update(c)
    print(f"{'type':10} {'gold':>5} {'found':>5}   " + "   ".join(f"{level:^17}" for level in LEVELS))
    for name, c in [*sorted(count.items()), ("all", total)]:
        cells = []
        for level in LEVELS:
            precision = c[level + "-right"] / max(c[level + "-found"], 1)
            recall = c[level + "-right"] / max(c["gold"], 1)
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            cells.append(f"{precision:.3f} {recall:.3f} {f1:.3f}")
        print(f"{name:10} {c['gold']:5} {c['trigger-found']:5}   " + "   ".join(cells))


if __name__ == "__main__":
    main(sys.argv[1:])
