"""Scores the exported model on the test parts of the treebanks and names files.

usage: evaluate.py MODEL_DIR --shared DIR [--json FILE]

Gold words; attachment scores with punctuation, labels without subtypes as well (LAS is with subtypes). Names count
whole and with their label. Wikigold was trained on: its figure is no test. re3d is read from its text, and its entities
count as names where a capital stands in them (see ``re3d_names``).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from data import Document, conllu, names_documents, rows
from oathbook.lexicon import Lexicon
from oathbook.reading.encoder import Encoder
from oathbook.reading.reader import Reader
from oathbook.reports import from_text

TRAINED_ON = ("wikigold",)
"""Names files that the model was trained on."""


def trees(encoder: Encoder, documents: list[Document]) -> dict[str, float]:
    """UPOS, XPOS, lemma, UAS and LAS, in per cent of words."""
    right = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las", "las_universal"), 0)
    n, began = 0, time.time()
    for document in documents:
        a = encoder.analyse([s.words for s in document.sentences])
        at = 0
        for s in document.sentences:
            assert s.upos and s.xpos and s.lemmas and s.heads and s.deprels
            for i in range(len(s.words)):
                k = at + i
                right["upos"] += a.upos[k] == s.upos[i]
                right["xpos"] += a.xpos[k] == s.xpos[i]
                right["lemma"] += a.lemmas[k].lower() == s.lemmas[i].lower()
                if a.heads[k] == at + s.heads[i]:
                    right["uas"] += 1
                    right["las"] += a.deprels[k] == s.deprels[i]
                    right["las_universal"] += a.deprels[k].split(":")[0] == s.deprels[i].split(":")[0]
            at += len(s.words)
        n += at
    return {
        **{k: round(100 * v / n, 2) for k, v in right.items()},
        "words": n,
        "words_per_second": round(n / (time.time() - began)),
    }


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Names as (start, end, label)."""
    out, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[:2] != "I-" or tag[2:] != tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start = i
    return out


Counts = dict[str, list[int]]
"""Right, found and gold by label, and all labels together under "all"."""
RE3D_LABELS = {"Organisation": "ORG", "Location": "LOC", "Person": "PER"}


def add(counts: Counts, right: set[Any], found: set[Any], gold: set[Any], *, label: Callable[[Any], str]) -> None:
    """Adds one text's names."""
    for k, things in enumerate((right, found, gold)):
        for thing in things:
            for name in ("all", label(thing)):
                counts.setdefault(name, [0, 0, 0])[k] += 1


def prf(counts: Counts) -> dict[str, float]:
    """Precision, recall and F1 of all labels, in per cent."""
    right, found, gold = counts["all"]
    p, r = right / max(1, found), right / max(1, gold)
    return {"precision": round(100 * p, 2), "recall": round(100 * r, 2), "f1": round(200 * p * r / max(1e-9, p + r), 2)}


def names(encoder: Encoder, documents: list[Document]) -> Counts:
    """Whole names with their label, on gold words."""
    counts: Counts = {}
    for document in documents:
        a = encoder.analyse([s.words for s in document.sentences])
        at = 0
        for s in document.sentences:
            assert s.names is not None
            g, p = spans(s.names), spans(a.names[at : at + len(s.words)])
            add(counts, g & p, p, g, label=lambda name: name[2])
            at += len(s.words)
    return counts


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without an article in front."""
    for article in ("the ", "a ", "an "):
        if text[start:end].lower().startswith(article):
            start += len(article)
    return start, end


def re3d_names(record: dict[str, Any], ents: Iterable[tuple[int, int, str]]) -> tuple[Counts, Counts]:
    """Counts for one document of re3d: same span and label, and overlapping spans with the same label.

    Gold are the persons, organisations and locations in which a capital stands past an article; of those inside others
    the outer one. Titles and descriptions belong to re3d's entities ("Iraqi President X"), so that few spans are the
    same; a found name is paired with at most one gold one that it overlaps.
    """
    text = record["text"]
    entities = [e for e in record["entities"] if e["label"] in RE3D_LABELS and e["capital"]]
    outer = [
        e
        for e in entities
        if not any(
            o is not e
            and o["start"] <= e["start"]
            and e["end"] <= o["end"]
            and o["end"] - o["start"] > e["end"] - e["start"]
            for o in entities
        )
    ]
    gold = {(*bare(text, e["start"], e["end"]), RE3D_LABELS[e["label"]]) for e in outer}
    found = {(*bare(text, start, end), label) for start, end, label in ents}
    strict: Counts = {}
    loose: Counts = {}
    add(strict, gold & found, found, gold, label=lambda name: name[2])
    paired: set[tuple[int, int, str]] = set()
    for g in sorted(gold):
        free = [f for f in sorted(found - paired) if f[2] == g[2] and f[0] < g[1] and g[0] < f[1]]
        if free:
            paired.add(max(free, key=lambda f: min(f[1], g[1]) - max(f[0], g[0])))
    add(loose, paired, found, gold, label=lambda name: name[2])
    return strict, loose


def summed(parts: Iterable[Counts]) -> Counts:
    """Counts added up."""
    out: Counts = {}
    for part in parts:
        for label, counts in part.items():
            out[label] = [a + b for a, b in zip(out.get(label, [0, 0, 0]), counts, strict=True)]
    return out


def main() -> None:
    """Prints one line a test set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    reader = Reader(Lexicon(), args.model)
    encoder = reader.encoder
    bench = args.shared / "bench"
    out: dict[str, Any] = {}
    for name in ("ewt-dev", "ewt-test", "gum-free-dev", "gum-free-test", "pud-test"):
        out[name] = trees(encoder, list(conllu(bench / f"ud/{name}.conllu.gz")))
        print(name, out[name], flush=True)
    for name in ("uner-ewt-dev", "uner-ewt-test", "uner-pud-test", "wikigold"):
        label = f"{name} (trained on)" if name in TRAINED_ON else name
        out[label] = prf(names(encoder, names_documents(bench / f"names/{name}.jsonl.gz")))
        print(label, out[label], flush=True)
    counts = []
    for record in rows(bench / "names/re3d.jsonl.gz"):
        doc = reader.read(from_text(record["text"], name=record["doc"])).doc
        counts.append(re3d_names(record, [(e.start_char, e.end_char, e.label_) for e in doc.ents]))
    for k, label in enumerate(("re3d, same span", "re3d, overlapping")):
        out[label] = prf(summed(pair[k] for pair in counts))
        print(label, out[label], flush=True)
    if args.json:
        args.json.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
