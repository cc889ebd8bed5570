#!/usr/bin/env python3
"""Fit the weights by which descriptions, and pronouns with the model, choose; writes data/words/antecedents.yaml.

usage: python scoring/fit_descriptions.py [--fresh FILE ...] FILE ...

A conditional logit over the candidates of each marked description and an actor not spoken of before, and one over
those of each third-person pronoun of the ``--fresh`` reports. FILEs are marked reports; the trained scorer's opinion is
used of ``--fresh`` ones alone, which it must not have been trained on. For descriptions every report counts once more
without that opinion, so that the weights serve where there is none. Earlier pronouns and descriptions are joined as
marked while fitting.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

import marks
from bench_reference import mark_head
from fit_antecedents import Choice, fit
from oathbook.lexicon import DATA, Lexicon
from oathbook.reading import anaphora, descriptions
from oathbook.reading.encoder import MODEL, Encoder
from oathbook.reading.entities import Entities
from oathbook.reading.facts import Facts
from oathbook.reading.kinds import ActorWords
from oathbook.reading.learned import Learned, find_learned
from oathbook.reading.mentions import find_in_tree
from oathbook.reading.reference import put_together
from oathbook.reading.salience import LEAST_LIKELY, Features, description_features
from oathbook.reading.syntax import Syntax, build

BY_MODEL, BY_RULE_FRESH, BY_RULE = 1.0, 0.3, 0.6
"""What a choice counts for, with the trained scorer's opinion and without it."""

UNLEARNED = -0.2
"""The weight of "new unlearned", set by hand on GUM: with gold trees and no trained scorer, the fitted one joins too
seldom."""


def examples(fresh: list[Path], known: list[Path], model: Path) -> tuple[list[Choice], list[Choice]]:
    """One choice for each marked description, and one for each marked pronoun of the fresh reports."""
    encoder, found, pronouns = Encoder(model), [], []
    tokenizer, vocab = marks.make_tokenizer(Lexicon())
    words = ActorWords.from_lexicon(Lexicon())
    for path in (*fresh, *known):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            doc, offsets = marks.parse(record, encoder, tokenizer, vocab)
            report, tree = marks.resolve(record, doc, offsets), build(doc)
            gold = {mark_head(tree, tuple(s)): k for k, c in enumerate(report["clusters"]) for s in c}
            alone = [s for c in report["claims"] for role in ("agent", "object") for s in c[role]]
            for n, s in enumerate(alone):
                gold.setdefault(mark_head(tree, tuple(s)), -1 - n)
            mentions = find_in_tree(tree, words, skip=[False] * len(tree))
            if path in fresh:
                rows = {t.i: k for k, t in enumerate(t for t in doc if not t.is_space)}
                sentences = [[t.text for t in s if not t.is_space] for s in doc.sents]
                heads = [m.head for m in mentions]
                vectors = encoder.analyse(sentences).vectors[[rows[h] for h in heads]]
                learned = find_learned(vectors, [doc[h].text for h in heads], encoder)
                by_model = choices(tree, mentions, words, gold, learned, BY_MODEL)
                found += by_model[0]
                pronouns += by_model[1]
            found += choices(tree, mentions, words, gold, None, BY_RULE_FRESH if path in fresh else BY_RULE)[0]
        print(path.stem, len(found), len(pronouns), flush=True)
    return found, pronouns


def choices(
    tree: Syntax, mentions: Any, words: ActorWords, gold: dict[int, int], learned: Learned | None, weight: float
) -> tuple[list[Choice], list[Choice]]:
    """Run the sieves over one report and note what each description, and each pronoun, had to choose from."""
    noted: list[Choice] = []
    noted_pronouns: list[Choice] = []
    usual, usual_pronoun = anaphora.resolve_description, anaphora._third_person

    def target(entities: Entities, f: Facts, roots: list[tuple[int, list[int]]]) -> list[bool]:
        right = []
        for _, earlier in roots:
            marked = Counter(gold[entities.facts[i].head] for i in earlier if entities.facts[i].head in gold)
            right.append(bool(marked) and marked.most_common(1)[0][0] == gold[f.head])
        return right

    def noting(tree: Syntax, entities: Entities, f: Facts, words: ActorWords, ties: Any, given: Any) -> None:
        plain = f.determiner in ("definite", "demonstrative") or (not f.determiner and f.number == "plur")
        if f.head not in gold or not plain or f.lemma in ("latter", "former"):
            usual(tree, entities, f, words, ties, given)
            return
        features: list[Features] = []
        found = list(descriptions.description_candidates(entities, f, words))
        for root, earlier, match in found:
            features.append(description_features(tree, entities, f, entities.actors[root], earlier, match=match))
            if learned is not None:
                features[-1]["learned"] = max(learned.of(f.index, earlier), LEAST_LIKELY)
        right = target(entities, f, [(root, earlier) for root, earlier, _ in found])
        if found:
            rows = [*features, descriptions.new_features(f, words, learned)]
            noted.append((rows, [*right, not any(right)], weight))
        for (_, earlier, _), is_right in zip(found, right, strict=True):
            if is_right:
                entities.join(f.index, earlier[-1], "as marked", force=True)
                break

    def pronoun(tree: Syntax, entities: Entities, f: Facts, words: ActorWords, said_by: Any, given: Any) -> None:
        if f.head not in gold:
            usual_pronoun(tree, entities, f, words, said_by, given)
            return
        found = list(anaphora.pronoun_candidates(entities, f, said_by))
        right = target(entities, f, found)
        if any(right) and not all(right):
            asked = [anaphora.weighed_features(tree, entities, f, root, earlier, learned) for root, earlier in found]
            noted_pronouns.append((asked, right, weight))
        before = list(entities.before(f.index))
        for (_, earlier), is_right in zip(before, target(entities, f, before), strict=True):
            if is_right:
                entities.join(f.index, earlier[-1], "as marked", force=True)
                break

    anaphora.resolve_description, anaphora._third_person = noting, pronoun
    try:
        put_together(tree, mentions, words, blocks=(), block_of=[-1] * len(tree), learned=learned)
    finally:
        anaphora.resolve_description, anaphora._third_person = usual, usual_pronoun
    return noted, noted_pronouns


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--fresh", nargs="*", type=Path, default=[])
    parser.add_argument("--model", type=Path, default=MODEL, help="a model that was not trained on the fresh reports")
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--out", type=Path, default=DATA / "words" / "antecedents.yaml")
    parser.add_argument("--pronouns-only", action="store_true")
    args = parser.parse_args()
    of_descriptions, of_pronouns = examples(args.fresh, args.files, args.model)
    made = {}
    if of_pronouns:
        made["pronouns"] = fit(of_pronouns, penalty=args.penalty, steps=args.steps)
    if not args.pronouns_only:
        made["descriptions"] = fit(of_descriptions, penalty=args.penalty, steps=args.steps)
        made["descriptions"]["new unlearned"] = UNLEARNED
    kept = yaml.safe_load(args.out.read_text(encoding="utf-8"))
    text = yaml.safe_dump({**kept, **made}, sort_keys=True, allow_unicode=True)
    head = (
        "# What speaks for an actor being the antecedent of a pronoun (weights; with the model's opinion: pronouns)\n"
    )
    head += "# or of a description (descriptions).\n"
    head += "# Fitted by scoring/fit_antecedents.py and scoring/fit_descriptions.py.\n"
    args.out.write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()
