"""Writes model/CARD.md from the scores that were measured.

usage: card.py MODEL_DIR

Reads scores.json (evaluate.py) and labels.json there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TEXT = """# The reading model

Version `{version}`, {size:.1f} MB. Made by `training/build.py`; run by onnxruntime, on the processor, without Torch.

## What it is

A BERT encoder of six layers (384 wide), started from MiniLM-L6 (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) and
trained further on everything below at once, its word embeddings kept. It reads windows of neighbouring sentences and gives, in
one pass: parts of speech, lemmas, dependency trees (biaffine), names (PER, ORG, LOC), triggers of the 21 claim types with
their status, the words that fill their roles, and which mention another refers back to. Letters are folded to small ones for
the word pieces; how a word is written (small, Title, CAPITALS) goes in beside them. The encoder's weights are stored in
eight bits.

| file | holds |
|---|---|
| `words.onnx` | encoder, heads over single words, arc scores (eight bits) |
| `deprel.onnx`, `roles.onnx`, `reference.onnx` | heads over pairs of words |
| `paths.npz` | a linear model of role fillers over paths in the tree |
| `labels.json`, `vocab.txt` | what the outputs mean; word pieces |

## What it was trained on

| data | part | licence | for |
|---|---|---|---|
| UD English EWT 2.16 | train | CC BY-SA 4.0 | trees, tags, lemmas |
| UD English GUM 2.16, freely licensed documents | train | annotation CC BY 4.0; texts CC BY, CC BY-SA or public domain | trees, tags, lemmas, reference |
| UNER English EWT (first draft of its training file) | train | CC BY-SA 4.0 | names |
| names derived from GUM | train | CC BY, CC BY-SA | names |
| Wikigold | all | CC BY 4.0 | names |
| CrossNER politics | all | MIT | names |
| PropBank roles of EWT | train | CC BY-SA 4.0 | roles |
| UCDP Actor Dataset 22.1 | names | CC BY 4.0 | names of groups put into treebank sentences |
| marked reports: written for oathbook; re3d (OGL, CC BY 3.0 AU, CC BY-SA 3.0, public domain); MUC-4; WikiWars (CC BY-SA 3.0); MEANTIME (CC BY 4.0) | 386 of 424; one file is kept for choosing thresholds | as named | triggers, roles, status, reference |

The weights are given under Apache-2.0 as far as they are ours to give; the data above ask for credit, which this card and
NOTICE give, and some of them ask that adaptations be shared alike.

## Scores

Gold words; attachment with punctuation; labels with subtypes. `python training/evaluate.py src/oathbook/model --shared ../shared`

| test set | UPOS | XPOS | lemma | UAS | LAS |
|---|---|---|---|---|---|
{trees}

| names (whole, with label) | precision | recall | F1 |
|---|---|---|---|
{names}

## What it is not good at

Speech, verse and tables; languages other than English; names in texts without capitals; sentences of more than 160 words
(cut there). It was trained on reports of war and may see claims in metaphors of war; the reader checks a report's subject
first. It says what a text says, not what is true.
"""


def main(argv: list[str]) -> None:
    """Writes the card."""
    if len(argv) != 1:
        sys.exit(__doc__)
    folder = Path(argv[0])
    scores = json.loads((folder / "scores.json").read_text())
    version = json.loads((folder / "labels.json").read_text())["version"]
    trees = [
        f"| {n} | {s['upos']} | {s['xpos']} | {s['lemma']} | {s['uas']} | {s['las']} |"
        for n, s in scores.items()
        if "las" in s
    ]
    names = [f"| {n} | {s['precision']} | {s['recall']} | {s['f1']} |" for n, s in scores.items() if "f1" in s]
    size = sum(p.stat().st_size for p in folder.iterdir() if p.suffix in (".onnx", ".npz", ".txt", ".json")) / 1e6
    text = TEXT.format(version=version, size=size, trees="\n".join(trees), names="\n".join(names))
    (folder / "CARD.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
