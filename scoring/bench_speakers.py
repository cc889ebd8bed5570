#!/usr/bin/env python3
"""How well the speakers of a report are found.

usage: bench_speakers.py gum [--split dev] [--predicted]    spans on GUM's attributions, gold or predicted trees
       bench_speakers.py train PARSED [--only FILE]         sources of the marked claims, on parsed training reports

PARSED holds FILE.spacy (spaCy DocBin, one Doc a report, sentences as marked) and FILE.marks.jsonl (marks on tokens).
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from oathbook.lexicon import Lexicon
from oathbook.reading.sources import Namer, noun_phrase
from oathbook.reading.speakers import find_spoken
from oathbook.reading.speech_words import speech_words
from parts.bench import HELD_OUT
from parts.sources import Document, count, documents

SHARED = Path(os.environ.get("OATHBOOK_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def prf(right: int, found: int, gold: int) -> str:
    p, r = right / max(1, found), right / max(1, gold)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}"


def gum(split: str, told: list[Document], **options: Any) -> None:
    """Prints exact and overlapping spans of content and source on GUM's attributions."""
    counts = count(told, lexicon=Lexicon(), **options)
    print(f"gum {split}: {counts['gold']} attributions, {counts['found']} found")
    print("content exact      ", prf(counts["exact"], counts["found"], counts["gold"]))
    print("content overlapping", prf(counts["loose"], counts["found"], counts["gold"]), "(half of the union shared)")
    print("with source exact  ", prf(counts["source-exact"], counts["found"], counts["gold"]))
    print("with right source  ", prf(counts["source"], counts["found"], counts["gold"]))


def words_of(doc: Doc, first: int, last: int) -> set[str]:
    return {t.lower_ for t in doc[first : last + 1] if t.is_alpha and t.lower_ not in {"the", "a", "an", "of", "al"}}


def _top(doc: Doc, token: int) -> int:
    while doc[token].dep_ in {"appos", "flat", "compound"} and doc[token].head.i != token:
        token = doc[token].head.i
    return token


def same_source(doc: Doc, token: int, gold: list[int], clusters: list[list[list[int]]]) -> bool:
    """The predicted head stands in the marked words, in a mention of the same cluster, or has the same words."""
    first, last = gold
    head = doc[first : last + 1].root.i
    if first <= token <= last or _top(doc, token) == _top(doc, head):
        return True
    for cluster in clusters:
        if any(a <= last and first <= b for a, b in cluster) and any(a <= token <= b for a, b in cluster):
            return True
    own = noun_phrase(doc[token])
    names = {t.lower_ for t in doc[own[0] : own[1] + 1] if t.pos_ == "PROPN"} | {doc[token].lower_}
    return bool(names & words_of(doc, first, last))


def train(folder: Path, *, only: str | None, skip: str | None, show: bool = False, origin: str | None = None) -> None:
    """Sources of the marked claims: does the speech at the trigger name the marked source."""
    vocab = spacy.blank("en").vocab
    lexicon = Lexicon()
    data = lexicon.words("speech")
    words = speech_words(data)
    counts: Counter[str] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    seconds, tokens = 0.0, 0
    for path in sorted(folder.glob("*.spacy")):
        if (only and only not in path.name) or (skip and skip in path.name):
            continue
        marks = [json.loads(line) for line in path.with_suffix(".marks.jsonl").read_text(encoding="utf-8").splitlines()]
        for doc, report in zip(DocBin().from_disk(path).get_docs(vocab), marks, strict=True):
            if origin and not report["origin"].startswith(origin):
                continue
            begun = time.process_time()
            spoken = find_spoken(doc, words=words)
            namer = Namer(doc, (), (), words)
            seconds += time.process_time() - begun
            tokens += len(doc)
            for claim in report["claims"]:
                head = doc[claim["trigger"][0] : claim["trigger"][1] + 1].root.i
                cover = [s for s in spoken if any(a <= head <= b for a, b in s.stretches)]
                best = cover[-1] if cover else None
                gold = claim["source"]
                who = namer.who(best.speaker) if best else None
                if who is None:
                    said, right = "report", gold == "report"
                elif who < 0 and not (best and best.name):
                    said, right = "unnamed", gold == "unnamed"
                else:
                    said = "someone"
                    right = (
                        isinstance(gold, list) and who is not None and same_source(doc, who, gold, report["clusters"])
                    )
                wanted = gold if isinstance(gold, str) else "someone"
                counts["claims"] += 1
                counts["right"] += right
                counts["kind"] += said == wanted
                counts["non-report"] += wanted != "report"
                counts["non-report right"] += wanted != "report" and right
                counts["found"] += said != "report"
                counts["both"] += said != "report" and wanted != "report"
                counts["unnamed gold"] += wanted == "unnamed"
                counts["unnamed found"] += said == "unnamed"
                counts["unnamed both"] += said == wanted == "unnamed"
                kinds[
                    (
                        best.kind
                        + ":"
                        + (words.forms.get(doc[best.cue].lower_, doc[best.cue].lower_) if best.cue >= 0 else "")
                        if best
                        else "report",
                        right,
                    )
                ] += 1
                if show and not right:
                    marked = gold if isinstance(gold, str) else doc[gold[0] : gold[1] + 1].text
                    own = "report" if who is None else "unnamed" if who < 0 else doc[who].text
                    cue = f"{best.kind}/{doc[best.cue].text if best.cue >= 0 else ''}" if best else "-"
                    print(f"{said}<>{wanted} {report['id']} {claim['type']} | gold {marked} | own {own} {cue}", end=" ")
                    print(f"| {doc[head]} | {doc[head].sent.text.strip()}")
    n = max(1, counts["claims"])
    print(f"train, {only or 'all but ' + str(skip)}: {n} claims, {counts['non-report']} not the report's own")
    print(f"source right {counts['right'] / n:.3f}   report/unnamed/somebody right {counts['kind'] / n:.3f}")
    print(f"not the report's own: right {counts['non-report right'] / max(1, counts['non-report']):.3f}")
    print("not the report's own, found at all:", prf(counts["both"], counts["found"], counts["non-report"]))
    print("unnamed:", prf(counts["unnamed both"], counts["unnamed found"], counts["unnamed gold"]))
    print(f"{tokens} tokens, {tokens / max(seconds, 1e-9):,.0f} tokens/s")
    if show:
        names = sorted({k for k, _ in kinds}, key=lambda k: -(kinds[(k, True)] + kinds[(k, False)]))
        print("\n".join(f"{k}: {kinds[(k, True)]} right, {kinds[(k, False)]} wrong" for k in names[:70]))


def main() -> None:
    """Runs the measurement that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("gum", "train"))
    parser.add_argument("parsed", nargs="?", type=Path, help="folder of parsed training reports (.spacy, .marks.jsonl)")
    parser.add_argument("--split", default="test")
    parser.add_argument("--only", help="only files whose name contains this")
    parser.add_argument("--origin", help="only reports of this origin (written, muc4, re3d)")
    parser.add_argument("--genres", help="only these GUM genres, parted by commas")
    parser.add_argument("--predicted", action="store_true", help="gum: trees of the reading model, not gold ones")
    parser.add_argument("--show", action="store_true", help="print what is missed")
    args = parser.parse_args()
    if args.what == "gum":
        encoder = None
        if args.predicted:
            from oathbook.reading.encoder import MODEL, Encoder

            encoder = Encoder(MODEL)
        print(
            "without attributions to I, we, you (the writer's own word here) and those with no cue (picture credits):"
        )
        told = documents(SHARED, args.split, genres=args.genres, encoder=encoder)
        gum(args.split, told, show=args.show)
        if not args.show:
            print("all attributions:")
            gum(args.split, told, everybody=True)
    elif args.parsed is None:
        parser.error("train needs the folder of parsed reports")
    else:
        train(args.parsed, only=args.only, skip=None if args.only else HELD_OUT, show=args.show, origin=args.origin)


if __name__ == "__main__":
    main()
