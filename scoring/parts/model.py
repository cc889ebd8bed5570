"""The reading model alone: trees on treebanks' test parts, and who is meant on GUM's."""

from __future__ import annotations

import os

from parts.bench import Bench, Figure, Figures, Part

TREEBANKS = ("ewt-test", "gum-free-test", "pud-test")


def trees(bench: Bench) -> Figures:
    """UPOS, UAS and LAS on gold words, with punctuation; LAS with subtypes."""
    import evaluate  # of training/

    out: Figures = {}
    for name in TREEBANKS:
        told = evaluate.trees(bench.reader.encoder, list(evaluate.conllu(bench.path(f"bench/ud/{name}.conllu.gz"))))
        for key in ("upos", "uas", "las"):
            out[f"{name}, {key.upper()}"] = Figure(told[key] / 100, margin=0.005, note=f"{told['words']} words")
    return out


def reference(bench: Bench) -> Figures:
    """CoNLL F1 (mean of MUC, B3, CEAF-e) by heads, clusters of two or more, gold trees, GUM's news and interviews."""
    from bench_reference import conll, gum_sums

    bench.path("bench/coref")
    os.environ["OATHBOOK_SHARED"] = str(bench.shared)
    sums = gum_sums("test", ("news", "interview"))
    return {"GUM test, CoNLL F1": Figure(conll(sums), note="4 documents, gold trees, without the model's opinion")}


PARTS = (
    Part("trees", "tags and trees", trees, tuple(f"bench/ud/{n}.conllu.gz" for n in TREEBANKS), gated=False),
    Part(
        "reference", "who is meant", reference,
        (
            "bench/coref/gum-coref-test.jsonl.gz", "bench/names/gum-derived-test.jsonl.gz",
            "bench/ud/gum-free-test.conllu.gz", "claims/score.py",
        ),
        gated=False,
    ),
)  # fmt: skip
