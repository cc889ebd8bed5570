"""Scores the exported model on the test parts of the treebanks and names files.

usage: evaluate.py MODEL_DIR --shared DIR [--json FILE]

Gold words; attachment scores with punctuation, labels without subtypes as well (LAS is with subtypes).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from data import Document, conllu, names_documents
from oathbook.reading.encoder import Encoder


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


def names(encoder: Encoder, documents: list[Document]) -> dict[str, float]:
    """Precision, recall and F1 of whole names with their label."""
    hit = gold = found = 0
    for document in documents:
        a = encoder.analyse([s.words for s in document.sentences])
        at = 0
        for s in document.sentences:
            assert s.names is not None
            g, p = spans(s.names), spans(a.names[at : at + len(s.words)])
            hit, gold, found = hit + len(g & p), gold + len(g), found + len(p)
            at += len(s.words)
    p, r = hit / max(1, found), hit / max(1, gold)
    return {"precision": round(100 * p, 2), "recall": round(100 * r, 2), "f1": round(200 * p * r / max(1e-9, p + r), 2)}


def main() -> None:
    """Prints one line a test set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    encoder = Encoder(args.model)
    bench = args.shared / "bench"
    out: dict[str, Any] = {}
    for name in ("ewt-dev", "ewt-test", "gum-free-dev", "gum-free-test", "pud-test"):
        out[name] = trees(encoder, list(conllu(bench / f"ud/{name}.conllu.gz")))
        print(name, out[name], flush=True)
    for name in ("uner-ewt-dev", "uner-ewt-test", "uner-pud-test"):
        out[name] = names(encoder, names_documents(bench / f"names/{name}.jsonl.gz"))
        print(name, out[name], flush=True)
    if args.json:
        args.json.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
