#!/usr/bin/env python3
"""How well the speakers of a report are found.

usage: bench_speakers.py gum [--split dev] [--predicted]    spans on GUM's attributions, gold or predicted trees
       bench_speakers.py train PARSED [--only FILE]         sources of the marked claims, on parsed training reports

PARSED holds FILE.spacy (spaCy DocBin, one Doc a report, sentences as marked) and FILE.marks.jsonl (marks on tokens).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from oathbook.lexicon import Lexicon
from oathbook.reading.sources import Namer, noun_phrase
from oathbook.reading.speakers import find_spoken
from oathbook.reading.speech_words import speech_words

SHARED = Path(os.environ.get("OATHBOOK_SHARED") or Path(__file__).resolve().parents[2] / "shared")
FIRST_OR_SECOND = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
NOT_IN_GUM = frozenset({"turn", "thing", "ascribe", "label", "of", "adverb", "adjective"})
"""Kinds of speech that GUM does not mark: whole turns, noun phrases as content, hearsay without a clause of its own."""
HELD_OUT = "iraq-nigeria-somalia"


def read_conllu(path: Path, vocab: spacy.Vocab) -> Iterator[tuple[str, Doc]]:
    """Documents of a CoNLL-U file with gold trees; sentences are parted by a blank, paragraphs by a line break."""
    name, rows, starts, breaks = "", [], [], set()
    offset = 0

    def document() -> Doc:
        words, spaces, heads, deps, tags, pos, lemmas, sent = [], [], [], [], [], [], [], []
        shift, where = 0, []
        for index, row in enumerate(rows):
            if index in breaks and words:
                words.append("\n\n")
                spaces.append(False)
                heads.append(len(words) - 1)
                deps.append("")
                tags.append("_SP")
                pos.append("SPACE")
                lemmas.append("\n\n")
                sent.append(False)
                shift += 1
            where.append(len(words))
            words.append(row[1])
            spaces.append("SpaceAfter=No" not in row[9] and index + 1 not in breaks)
            heads.append(row[10])
            deps.append(row[7])
            tags.append(row[4])
            pos.append(row[3])
            lemmas.append(row[2])
            sent.append(index in starts)
        fixed = []
        back = {w: i for i, w in enumerate(where)}
        for i, head in enumerate(heads):
            if i in back:
                fixed.append(where[head])
            else:
                fixed.append(i - 1)
        deps = [d or "dep" for d in deps]
        return Doc(
            vocab,
            words=words,
            spaces=spaces,
            heads=fixed,
            deps=deps,
            tags=tags,
            pos=pos,
            lemmas=lemmas,
            sent_starts=sent,
        )

    with gzip.open(path, "rt", encoding="utf-8") as stream:
        lines = stream.readlines()
    for line in lines:
        if line.startswith("# newdoc"):
            if rows:
                yield name, document()
            name, rows, starts, breaks = line.split("=")[1].strip(), [], [], set()
        elif line.startswith("# newpar") and "block" not in line:
            breaks.add(len(rows))
        elif line[0].isdigit():
            row: list[Any] = line.rstrip("\n").split("\t")
            if "-" in row[0] or "." in row[0]:
                continue
            if row[0] == "1":
                offset = len(rows)
                starts.append(offset)
            row.append(offset + int(row[6]) - 1 if row[6] != "0" else offset + int(row[0]) - 1)
            rows.append(row)
    if rows:
        yield name, document()


def parsed(doc: Doc, encoder: Any) -> Doc:
    """The same words and sentences with the trees of the reading model."""
    order = [[t.i for t in sentence if not t.is_space] for sentence in doc.sents]
    analysis = encoder.analyse([[doc[i].text for i in sentence] for sentence in order])
    rows = {i: row for row, i in enumerate(i for sentence in order for i in sentence)}
    flat = list(rows)
    heads = [flat[analysis.heads[rows[t.i]]] if t.i in rows else max(t.i - 1, 0) for t in doc]
    deps = [analysis.deprels[rows[t.i]] if t.i in rows else "dep" for t in doc]
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[analysis.xpos[rows[t.i]] if t.i in rows else "_SP" for t in doc],
        pos=[analysis.upos[rows[t.i]] if t.i in rows else "SPACE" for t in doc],
        lemmas=[analysis.lemmas[rows[t.i]] if t.i in rows else t.text for t in doc],
        heads=heads,
        deps=["ROOT" if head == i else dep for i, (head, dep) in enumerate(zip(heads, deps, strict=True))],
        sent_starts=[bool(t.is_sent_start) for t in doc],
        ents=[analysis.names[rows[t.i]] if t.i in rows else "O" for t in doc],
    )


def squeezed(text: str) -> tuple[str, list[int]]:
    """Text without blanks, and for each old offset its new one."""
    out, where = [], []
    for char in text:
        where.append(len(out))
        if not char.isspace():
            out.append(char)
    where.append(len(out))
    return "".join(out), where


def edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def prf(right: int, found: int, gold: int) -> str:
    p, r = right / max(1, found), right / max(1, gold)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}"


def gum(
    split: str, show: bool = False, genres: str | None = None, *, everybody: bool = False, encoder: Any = None
) -> None:
    """Exact and overlapping spans of content and source on GUM's attributions."""
    vocab = spacy.blank("en").vocab
    words = speech_words(Lexicon().words("speech"))
    gold = {}
    with gzip.open(SHARED / "bench/attribution/gum-attribution.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            gold[record["doc"]] = record
    counts: Counter[str] = Counter()
    seconds, tokens = 0.0, 0
    for name, doc in read_conllu(SHARED / f"bench/ud/gum-free-{split}.conllu.gz", vocab):
        record = gold.get(name)
        if record is None or (genres and record["genre"] not in genres.split(",")):
            continue
        if encoder is not None:
            doc = parsed(doc, encoder)
        begun = time.process_time()
        spoken = find_spoken(doc, words=words)
        seconds += time.process_time() - begun
        tokens += len(doc)
        text, where = squeezed(record["text"])
        own, mine = squeezed(doc.text)
        assert text == own, (name, text[:200], own[:200])
        wanted = []
        for a in record["attributions"]:
            said_by = record["text"][a["source"][0][0] : a["source"][0][1]].lower()
            if not everybody and (said_by in FIRST_OR_SECOND or not a["cue"]):
                continue
            spans = sorted(a["content"])
            content = edges(text, where[spans[0][0]], where[spans[-1][1]])
            source = edges(text, where[a["source"][0][0]], where[a["source"][0][1]])
            wanted.append((content, source, a, {i for s, e in spans for i in range(where[s], where[e])}))
        found = []
        for item in spoken:
            if item.kind in NOT_IN_GUM:
                continue
            first, last = item.stretches[0][0], item.stretches[-1][1]
            span = edges(text, mine[doc[first].idx], mine[doc[last].idx + len(doc[last])])
            head = mine[doc[item.speaker].idx] if item.speaker >= 0 else -1
            cover = {i for a, b in item.stretches for i in range(mine[doc[a].idx], mine[doc[b].idx + len(doc[b])])}
            found.append((span, head, item, cover))
        counts["gold"] += len(wanted)
        counts["found"] += len(found)
        counts["exact"] += sum(any(w[0] == f[0] for w in wanted) for f in found)
        counts["exact-gold"] += sum(any(w[0] == f[0] for f in found) for w in wanted)
        free = list(found)
        for w in wanted:
            best = max(free, key=lambda f: len(w[3] & f[3]) / len(w[3] | f[3]), default=None)
            if best is not None and len(w[3] & best[3]) / len(w[3] | best[3]) >= 0.5:
                free.remove(best)
                counts["loose"] += 1
                source_text = text[w[1][0] : w[1][1]]
                counts["source"] += w[1][0] <= best[1] < w[1][1]
                if show and not w[1][0] <= best[1] < w[1][1]:
                    print(
                        "SOURCE",
                        name,
                        source_text,
                        "|",
                        best[2].kind,
                        doc[best[2].speaker] if best[2].speaker >= 0 else best[2].speaker,
                    )
            elif show:
                a = w[2]
                part = [record["text"][a[k][0][0] : a[k][-1][1]][:110] if a[k] else "" for k in ("clause", "content")]
                print("MISSED", name, part)
        for f in free if show else ():
            print(
                "EXTRA",
                name,
                f[2].kind,
                doc[f[2].cue] if f[2].cue >= 0 else "",
                "|",
                doc[f[2].stretches[0][0] : f[2].stretches[-1][1] + 1].text[:110].replace("\n", " "),
            )
    print(f"gum {split}: {counts['gold']} attributions, {counts['found']} found")
    print("content exact      ", prf(counts["exact"], counts["found"], counts["gold"]))
    print("content overlapping", prf(counts["loose"], counts["found"], counts["gold"]), "(half of the union shared)")
    print("with right source  ", prf(counts["source"], counts["found"], counts["gold"]))
    print(f"{tokens} tokens, {tokens / max(seconds, 1e-9):,.0f} tokens/s")


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
        gum(args.split, args.show, args.genres, encoder=encoder)
        if not args.show:
            print("all attributions:")
            gum(args.split, False, args.genres, everybody=True, encoder=encoder)
    elif args.parsed is None:
        parser.error("train needs the folder of parsed reports")
    else:
        train(args.parsed, only=args.only, skip=None if args.only else HELD_OUT, show=args.show, origin=args.origin)


if __name__ == "__main__":
    main()
