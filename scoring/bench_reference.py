#!/usr/bin/env python3
"""Measure who is meant: does each actor in a role get one of its right names?

usage: python scoring/bench_reference.py [--parsed FOLDER] [--gum] [--errors N] [--only FILE] [--origin written]

--parsed FOLDER  NAME.spacy (spaCy DocBin) and NAME.marks.jsonl (marks on tokens) for each file of claims/train, as
                 training/marks.py writes them; without it the files are read with the model, and its trained
                 scorer of antecedents is asked too
--gum            instead: CoNLL F1 on bench/coref (GUM test, news and interview, gold trees)
--errors N       print N wrong answers for each form

The figure: of all mentions marked in the agent and object of claims, the share for which the name that we would give
(``Cluster.best``) equals, folded as score.py folds names, a name in the marked cluster of the mention: any of its
mentions but pronouns, and bare descriptions ("the group") only where it has nothing better. "X (ABC)" may be called X
or ABC. A mention in no cluster has its own words for a name. Pronouns whose cluster has no name are left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from oathbook.lexicon import Lexicon
from oathbook.reading.kinds import ActorWords
from oathbook.reading.mentions import find_in_tree
from oathbook.reading.reference import put_together, resolve_tree
from oathbook.reading.syntax import Syntax, build
from oathbook.records import Cluster, Mention

HELD_OUT = "iraq-nigeria-somalia"
PRONOUNS = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose"
    " which that this these those itself himself herself themselves ourselves one both each some others another all"
    " none".split()
)
Span = tuple[int, int]


def shared() -> Path:
    """The folder of outside data."""
    for folder in (os.environ.get("OATHBOOK_SHARED"), Path(__file__).resolve().parents[2] / "shared"):
        if folder and (Path(folder) / "claims" / "score.py").exists():
            return Path(folder)
    sys.exit("no shared data folder: set OATHBOOK_SHARED to it")


def load_score() -> ModuleType:
    """score.py as a module, for its way of folding names."""
    spec = importlib.util.spec_from_file_location("score", shared() / "claims" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsed_reports(folder: Path, only: str | None) -> Iterator[tuple[str, Doc, dict[str, Any]]]:
    """(file, Doc, marks on tokens) of every report."""
    vocab = spacy.blank("en").vocab
    for path in sorted(folder.glob("*.spacy")):
        name = path.name.removesuffix(".spacy")
        if only and only != name:
            continue
        marks = [json.loads(line) for line in (folder / f"{name}.marks.jsonl").read_text().splitlines()]
        for doc, report in zip(DocBin().from_disk(path).get_docs(vocab), marks, strict=True):
            yield name, doc, report


Read = tuple[str, Doc, dict[str, Any], Any]


def model_reports(only: str | None) -> Iterator[Read]:
    """(file, Doc, marks on tokens, function that gives the trained scorer's opinion) of every report, by the model."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
    import marks
    from oathbook.reading.encoder import MODEL, Encoder
    from oathbook.reading.learned import find_learned
    from oathbook.reading.tokens import make_tokenizer

    encoder = Encoder(MODEL)
    tokenizer, vocab = make_tokenizer(Lexicon())
    for path in sorted((shared() / "claims" / "train").glob("*.jsonl")):
        if only and only != path.stem:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            doc, offsets = marks.parse(record, encoder, tokenizer, vocab)

            def learned(mentions: tuple[Mention, ...], doc: Doc = doc) -> Any:
                read = [t.i for t in doc if not t.is_space]
                row = {i: k for k, i in enumerate(read)}
                sentences = [[t.text for t in s if not t.is_space] for s in doc.sents]
                vectors = encoder.analyse(sentences).vectors
                heads = [m.head for m in mentions]
                return find_learned(vectors[[row[h] for h in heads]], [doc[h].text for h in heads], encoder)

            yield path.stem, doc, marks.resolve(record, doc, offsets), learned


def is_bare(words: str) -> bool:
    """True for "the group", "its leader": a determiner and one small word."""
    parts = words.split()
    return (
        len(parts) == 2
        and parts[0].lower() in ("the", "this", "that", "these", "those", "its", "his", "their")
        and parts[1].islower()
    )


def form_of_mark(tree: Syntax, span: Span) -> str:
    """Name, description or pronoun, by the words of a mark."""
    first, last = span
    if first == last and tree.lower[first] in PRONOUNS:
        return "pronoun"
    shouted = tree.text(first, last).isupper()
    named = any(
        tree.words[i][:1].isupper()
        for i in range(first, last + 1)
        if i > first or tree.lower[i] not in ("the", "a", "an")
    )
    if shouted or not named:
        return "name" if shouted and any(tree.pos[i] == "PROPN" for i in range(first, last + 1)) else "description"
    head = mark_head(tree, span)
    return "name" if tree.words[head][:1].isupper() and tree.pos[head] == "PROPN" else "description"


def mark_head(tree: Syntax, span: Span) -> int:
    """The word of a marked stretch that the sentence hangs it on."""
    first, last = span
    roots = [i for i in range(first, last + 1) if not first <= tree.head[i] <= last or tree.head[i] == i]
    solid = [i for i in roots if tree.dep[i] not in ("punct", "det", "case", "cc", "mark")]
    return (solid or roots or [last])[0]


def names_of(tree: Syntax, cluster: list[Span]) -> list[str]:
    """The marked mentions that are names of the actor."""
    spoken = [tree.text(*s) for s in cluster if form_of_mark(tree, s) != "pronoun"]
    names = [w for w in spoken if not is_bare(w)] or spoken
    for name in list(names):
        bracket = re.fullmatch(r"(.+?) \(([^()]+)\)", name)
        if bracket:
            names += bracket.groups()
    return names


def answer(tree: Syntax, span: Span, mentions: tuple[Mention, ...], by_head: dict[int, int]) -> int:
    """The mention of ours that stands for a marked stretch, or -1."""
    head = mark_head(tree, span)
    if head in by_head:
        return by_head[head]
    inside = [k for k, m in enumerate(mentions) if span[0] <= m.head <= span[1]]
    return inside[-1] if inside else -1


class Tally:
    """Hits of counts, by form."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.errors: dict[str, list[str]] = defaultdict(list)

    def add(self, form: str, right: bool, error: str) -> None:
        self.counts[form] += 1
        self.hits[form] += right
        if not right:
            self.errors[form].append(error)

    def line(self) -> str:
        parts = [
            f"all {sum(self.hits.values()) / max(1, sum(self.counts.values())):.3f} of {sum(self.counts.values())}"
        ]
        parts += [
            f"{f} {self.hits[f] / max(1, self.counts[f]):.3f} of {self.counts[f]}"
            for f in ("name", "description", "pronoun")
        ]
        return "; ".join(parts)


def measure_report(
    norm: Any,
    tree: Syntax,
    report: dict[str, Any],
    mentions: tuple[Mention, ...],
    clusters: tuple[Cluster, ...],
    tallies: list[Tally],
    why: dict[int, str],
) -> None:
    """Add one report's marked mentions to the tallies."""
    by_head = {m.head: k for k, m in enumerate(mentions)}
    of_span = {tuple(s): c for c in report["clusters"] for s in c}
    for claim in report["claims"]:
        for span in (tuple(s) for role in ("agent", "object") for s in claim[role]):
            gold = [tuple(s) for s in of_span.get(span, [span])]
            allowed = names_of(tree, gold)
            if not allowed:
                continue
            k = answer(tree, span, mentions, by_head)
            best = clusters[mentions[k].cluster].best if k >= 0 else tree.text(*span)
            right = norm(best) in {norm(a) for a in allowed}
            error = f"{report['id']} {tree.text(*span)!r} -> {best!r}; right: {allowed[:4]}" + (
                f" [{why.get(k, '')}]" if k >= 0 else " [no mention]"
            )
            for tally in tallies:
                tally.add(form_of_mark(tree, span), right, error)


def cluster_scores(
    assign: Any, keys: list[set[Any]], answers: list[set[Any]]
) -> dict[str, tuple[float, float, float, float]]:
    """Sums for MUC, B3 and CEAF-e (precision and recall parts) over one document."""

    def muc(of: list[set[Any]], by: list[set[Any]]) -> tuple[float, float]:
        where = {m: i for i, c in enumerate(by) for m in c}
        parts = sum(len(c) - len({where.get(m, ("alone", m)) for m in c}) for c in of)
        return float(parts), float(sum(len(c) - 1 for c in of))

    def b3(of: list[set[Any]], by: list[set[Any]]) -> tuple[float, float]:
        where = {m: c for c in by for m in c}
        total = sum(len(c & where.get(m, set())) / len(c) for c in of for m in c)
        return float(total), float(sum(len(c) for c in of))

    where: dict[Any, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        for m in key:
            where[m].append(i)
    phi: dict[Span, float] = {}
    for j, found in enumerate(answers):
        for i in {i for m in found for i in where[m]}:
            phi[i, j] = 2 * len(keys[i] & found) / (len(keys[i]) + len(found))
    matched = float(sum(phi[pair] for pair in assign(phi, len(keys), len(answers))))
    return {
        "muc": (*muc(keys, answers), *muc(answers, keys)),
        "b3": (*b3(keys, answers), *b3(answers, keys)),
        "ceaf": (matched, float(len(keys)), matched, float(len(answers))),
    }


def f1(sums: tuple[float, float, float, float]) -> tuple[float, float, float]:
    """Recall, precision, F1 from summed parts."""
    r, p = sums[0] / max(sums[1], 1e-9), sums[2] / max(sums[3], 1e-9)
    return r, p, 2 * r * p / max(r + p, 1e-9)


def print_clusters(title: str, sums: dict[str, list[float]]) -> None:
    """One line with the three measures and their mean."""
    scores = {k: f1((v[0], v[1], v[2], v[3])) for k, v in sums.items()}
    print(
        f"{title}: "
        + "; ".join(f"{k} R {s[0]:.3f} P {s[1]:.3f} F {s[2]:.3f}" for k, s in scores.items())
        + f"; CoNLL {conll(sums):.3f}"
    )


def bench_claims(args: argparse.Namespace) -> None:
    """The figure, and clusters, on claims/train."""
    score, words = load_score(), ActorWords.from_lexicon(Lexicon())
    norm, assign = score.norm, score.heaviest
    everything, held_out, by_file, by_origin = Tally(), Tally(), defaultdict(Tally), defaultdict(Tally)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    seconds, count = 0.0, 0
    reports: Iterator[Read] = (
        ((*r, None) for r in parsed_reports(args.parsed, args.only)) if args.parsed else model_reports(args.only)
    )
    for name, doc, report, opinion in reports:
        origin = report["origin"].split()[0]
        if args.origin and origin != args.origin:
            continue
        began = time.process_time()
        tree = build(doc)
        mentions = find_in_tree(tree, words, skip=[False] * len(tree))
        seconds += time.process_time() - began
        learned = opinion(mentions) if opinion else None
        began = time.process_time()
        mentions, clusters = resolve_tree(tree, mentions, words, blocks=(), block_of=[-1] * len(tree), learned=learned)
        seconds += time.process_time() - began
        count += len(tree)
        why: dict[int, str] = {}
        if args.errors:
            entities = put_together(tree, mentions, words, blocks=(), block_of=[-1] * len(tree), learned=learned)
            for join in entities.joins:
                other = mentions[join.antecedent]
                why[join.mention] = f"{join.reason} {tree.text(other.first, other.last)} {join.score:.1f}"
        tallies = [held_out] if name == HELD_OUT else [everything]
        measure_report(norm, tree, report, mentions, clusters, [*tallies, by_file[name], by_origin[origin]], why)
        keys = [{mark_head(tree, tuple(s)) for s in c} for c in report["clusters"]]
        marked = set().union(*keys) if keys else set()
        groups: dict[int, set[int]] = defaultdict(set)
        for m in mentions:
            if m.head in marked:
                groups[m.cluster].add(m.head)
        for measure, parts in cluster_scores(assign, keys, list(groups.values())).items():
            sums[measure] = [a + b for a, b in zip(sums[measure], parts, strict=True)]
    for name in sorted(by_file):
        print(f"{name}: {by_file[name].line()}")
    for origin in sorted(by_origin):
        print(f"origin {origin}: {by_origin[origin].line()}")
    print(f"TUNED ON: {everything.line()}")
    print(f"HELD OUT: {held_out.line()}")
    print_clusters("clusters on marked mentions", sums)
    print(f"{count} words, {count / max(seconds, 1e-9):.0f} words/s on one core (trees given)")
    for form, errors in [*everything.errors.items()]:
        step = max(1, len(errors) // args.errors) if args.errors else 1
        for error in errors[::step][: args.errors]:
            print(f"  {form}: {error}")


def gum_documents(split: str, genres: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], Doc]]:
    """Documents with gold trees and names, and their gold clusters."""
    bench, vocab = shared() / "bench", spacy.blank("en").vocab
    wanted = {}
    with gzip.open(bench / "coref" / f"gum-coref-{split}.jsonl.gz", "rt") as lines:
        for line in lines:
            document = json.loads(line)
            if document["genre"] in genres:
                wanted[document["doc"]] = document
    names: dict[str, list[str]] = defaultdict(list)
    with gzip.open(bench / "names" / f"gum-derived-{split}.jsonl.gz", "rt") as lines:
        for line in lines:
            row = json.loads(line)
            names[row["doc"]] += row["plo"]
    columns: dict[str, list[Any]] = {}
    current = ""

    def finish() -> Iterator[tuple[dict[str, Any], Doc]]:
        if current in wanted:
            yield wanted[current], Doc(vocab, ents=names[current], **columns)

    start = 0
    with gzip.open(bench / "ud" / f"gum-free-{split}.conllu.gz", "rt") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                yield from finish()
                current = line.split("=")[1].strip()
                columns = {k: [] for k in ("words", "spaces", "tags", "pos", "lemmas", "heads", "deps", "sent_starts")}
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 10 or not fields[0].isdigit():
                continue
            if fields[0] == "1":
                start = len(columns["words"])
            columns["words"].append(fields[1])
            columns["spaces"].append("SpaceAfter=No" not in fields[9])
            columns["tags"].append(fields[4])
            columns["pos"].append(fields[3])
            columns["lemmas"].append(fields[2])
            columns["heads"].append(start + int(fields[6]) - 1 if fields[6] != "0" else len(columns["words"]) - 1)
            columns["deps"].append(fields[7])
            columns["sent_starts"].append(fields[0] == "1")
    yield from finish()


def conll(sums: dict[str, list[float]]) -> float:
    """The mean F1 of MUC, B3 and CEAF-e."""
    return sum(f1((v[0], v[1], v[2], v[3]))[2] for v in sums.values()) / max(1, len(sums))


def gum_sums(split: str, genres: tuple[str, ...]) -> dict[str, list[float]]:
    """Sums of the measures by heads, clusters of two or more, on GUM."""
    words, assign = ActorWords.from_lexicon(Lexicon()), load_score().heaviest
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for document, doc in gum_documents(split, genres):
        tree = build(doc)
        mentions = find_in_tree(tree, words, skip=[False] * len(tree))
        mentions, clusters = resolve_tree(tree, mentions, words, blocks=(), block_of=[-1] * len(tree))
        starts = tree.sentence_starts
        keys = []
        for cluster in document["clusters"]:
            heads = {mark_head(tree, (starts[m["s"]] + m["start"], starts[m["s"]] + m["end"] - 1)) for m in cluster}
            if len(heads) > 1:
                keys.append(heads)
        answers = [{mentions[i].head for i in c.mentions} for c in clusters if len(c.mentions) > 1]
        for measure, parts in cluster_scores(assign, keys, answers).items():
            sums[measure] = [a + b for a, b in zip(sums[measure], parts, strict=True)]
    return sums


def main() -> None:
    """Read the options and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parsed", type=Path)
    parser.add_argument("--gum", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only")
    parser.add_argument("--origin")
    args = parser.parse_args()
    if args.gum:
        sums = gum_sums("test", ("news", "interview"))
        print_clusters("GUM test news+interview (gold trees, heads, no single mentions)", sums)
    else:
        bench_claims(args)


if __name__ == "__main__":
    main()
