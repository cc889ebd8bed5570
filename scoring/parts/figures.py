"""Figures and times in marked reports: are the words that a claim's figure or time was marked on found?

On the file of claims/train that the model never saw. Only whether an expression of ours overlaps the marked words, and
whether its ends are the same; their values are not marked there (see "quantity" and "when" of dev).
"""

from __future__ import annotations

from typing import Any

from oathbook.reading.figures import find_figures
from oathbook.reading.times import find_times
from oathbook.reading.tokens import make_tokenizer
from parts.bench import HELD_OUT, Bench, Figures, Part, share

FILE = f"claims/train/{HELD_OUT}.jsonl"


def figures(bench: Bench) -> Figures:
    """Shares of the marked words that are found."""
    import marks  # of training/

    hits: dict[str, list[int]] = {}
    tokenizer, vocab = make_tokenizer(bench.lexicon)
    for record in bench.rows(FILE):
        doc, offsets = marks.parse(record, bench.reader.encoder, tokenizer, vocab)
        found: dict[str, list[tuple[int, int]]] = {
            "quantity": [(f.start, f.end) for f in find_figures(doc, bench.lexicon)],
            "when": [
                (t.start, t.end) for t in find_times(doc.text, published=None, sentences=(), lexicon=bench.lexicon)
            ],
        }
        for role, spans in found.items():
            for start, end in sorted(marked(record, role, offsets, marks)):
                over = [s for s in spans if s[0] < end and start < s[1]]
                counts = hits.setdefault(role, [0, 0, 0])
                counts[0] += bool(over)
                counts[1] += (start, end) in over
                counts[2] += 1
    words = {"quantity": "figures", "when": "times"}
    out: Figures = {}
    for role, (over_n, same_n, n) in hits.items():
        out[f"marked {words[role]}, overlapping"] = share(over_n, n)
        out[f"marked {words[role]}, same words"] = share(same_n, n)
    return out


def marked(record: dict[str, Any], role: str, offsets: list[int], marks: Any) -> set[tuple[int, int]]:
    """The character spans of a role's marks, each once."""
    out = set()
    for claim in record["claims"]:
        hit = marks.find_mark(record["sentences"], claim["s"], claim[role]) if claim.get(role) else None
        if hit:
            out.add((offsets[hit[0]] + hit[1], offsets[hit[0]] + hit[2]))
    return out


PARTS = (
    Part("figures", f"figures and times marked in {HELD_OUT} of claims/train", figures, (FILE,), gated=True),
)  # fmt: skip
