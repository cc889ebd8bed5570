"""The training data in one form: documents of sentences of words, each with the layers it is marked for.

A layer that a corpus lacks is None, and the head it trains passes over the sentence. Claim layers are made by
``claims.py`` from reports parsed with an earlier model.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SRL_LABELS = (
    "", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-NEG", "ARGM-MOD", "ARGM-GOL", "ARGM-DIR",
    "ARGM-MNR", "ARGM-PRP", "ARGM-ADV", "ARGM-LVB", "ARGM-PRR", "other",
)  # fmt: skip


@dataclass
class Sentence:
    """Words with their layers; heads are word indices in the sentence, the root is its own head."""

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[str] | None = None
    names_weight: float = 1.0
    srl: list[tuple[int, list[tuple[int, str]]]] | None = None
    sent_id: str = ""
    space_after: list[bool] | None = None


@dataclass
class Document:
    """Sentences in order. ``mentions`` are (sentence, head word, cluster) for reference; ``claims`` see claims.py."""

    id: str
    sentences: list[Sentence]
    mentions: list[tuple[int, int, int]] | None = None
    claims: list[dict[str, Any]] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a (gzipped) JSON lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def conllu(path: Path) -> Iterator[Document]:
    """A treebank's documents. Empty nodes and multiword ranges are passed over."""
    document: Document | None = None
    words: list[list[str]] = []
    sent_id = ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if document and document.sentences:
                    yield document
                document = Document(line.split("=")[-1].strip(), [])
            elif line.startswith("# sent_id"):
                sent_id = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    words.append(columns)
            elif not line and words:
                if document is None:
                    document = Document(path.stem, [])
                heads = [int(w[6]) - 1 for w in words]
                document.sentences.append(
                    Sentence(
                        words=[w[1] for w in words],
                        upos=[w[3] for w in words],
                        xpos=[w[4] for w in words],
                        lemmas=[w[2] for w in words],
                        heads=[i if h < 0 else h for i, h in enumerate(heads)],
                        deprels=[w[7] for w in words],
                        sent_id=sent_id,
                        space_after=["SpaceAfter=No" not in w[9] for w in words],
                    )
                )
                words = []
    if document and document.sentences:
        yield document


def add_names(documents: list[Document], path: Path, *, weight: float = 1.0) -> int:
    """Lays a names file over a treebank, sentence by sentence (by id, checked by words). Returns how many fitted."""
    by_id = {r["sent"]: r for r in rows(path)}
    fitted = 0
    for document in documents:
        for s in document.sentences:
            record = by_id.get(s.sent_id)
            if record and len(record["plo"]) == len(s.words):
                s.names, s.names_weight = record["plo"], weight
                fitted += 1
    return fitted


def head_of(heads: list[int], start: int, end: int) -> int:
    """The word of [start, end) whose own head lies outside it (the first such)."""
    for i in range(start, end):
        if not start <= heads[i] < end or heads[i] == i:
            return i
    return end - 1


def add_srl(documents: list[Document], path: Path) -> int:
    """Lays PropBank roles over a treebank, each argument put on its head word. Returns how many sentences fitted."""
    by_id = {r["sent_id"]: r for r in rows(path)}
    fitted = 0
    for document in documents:
        for s in document.sentences:
            record = by_id.get(s.sent_id)
            if not record or len(record["tokens"]) != len(s.words) or s.heads is None:
                continue
            s.srl = []
            for predicate in record["predicates"]:
                arguments = []
                for a in predicate["args"]:
                    label = a["label"] if a["label"] in SRL_LABELS else "other"
                    if a["label"].startswith("C-"):
                        continue
                    if a["label"].startswith("R-"):
                        label = a["label"][2:] if a["label"][2:] in SRL_LABELS else "other"
                    arguments.append((head_of(s.heads, a["start"], a["end"]), label))
                s.srl.append((predicate["i"], arguments))
            fitted += 1
    return fitted


def add_reference(documents: list[Document], path: Path) -> int:
    """Lays GUM's coreference clusters over its documents. Returns how many documents fitted."""
    by_id = {r["doc"]: r for r in rows(path)}
    fitted = 0
    for document in documents:
        record = by_id.get(document.id)
        if not record or [len(s) for s in record["sentences"]] != [len(s.words) for s in document.sentences]:
            continue
        seen: dict[tuple[int, int], int] = {}
        for number, cluster in enumerate(record["clusters"]):
            mentions = cluster["mentions"] if isinstance(cluster, dict) else cluster
            for m in mentions:
                heads = document.sentences[m["s"]].heads
                assert heads is not None
                seen.setdefault((m["s"], head_of(heads, m["start"], m["end"])), number)
        document.mentions = sorted((s, w, c) for (s, w), c in seen.items())
        fitted += 1
    return fitted


def names_documents(path: Path, *, weight: float = 1.0) -> list[Document]:
    """A names file without trees."""
    by_doc: dict[str, Document] = {}
    for r in rows(path):
        document = by_doc.setdefault(r["doc"], Document(r["doc"], []))
        document.sentences.append(Sentence(r["tokens"], names=r["plo"], names_weight=weight, sent_id=str(r["sent"])))
    return list(by_doc.values())


def lemma_rule(word: str, lemma: str, upos: str) -> str:
    """How to make the lemma from the word: "2+y" takes two letters off the end and adds "y"; "=be" replaces it.

    Proper names keep their form (rule "keep"). Method: suffix edits as classes, as in Straka's UDPipe.
    """
    if word == lemma:
        return "keep" if word != word.lower() else "0+"
    low, lemma_low = word.lower(), lemma.lower()
    k = 0
    while k < min(len(low), len(lemma_low)) and low[k] == lemma_low[k]:
        k += 1
    if k == 0 or (k < 2 and len(low) > 3):
        return "=" + lemma_low
    return f"{len(low) - k}+{lemma_low[k:]}"


def make_labels(documents: list[Document]) -> dict[str, list[str]]:
    """The label lists that the treebanks' own training parts give; lemma rules seen three times or more."""
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("upos", "xpos", "deprel", "lemma")}
    for document in documents:
        for s in document.sentences:
            if s.upos is None or s.xpos is None or s.deprels is None or s.lemmas is None:
                continue
            counts["upos"].update(s.upos)
            counts["xpos"].update(s.xpos)
            counts["deprel"].update(s.deprels)
            counts["lemma"].update(lemma_rule(w, m, u) for w, m, u in zip(s.words, s.lemmas, s.upos, strict=True))
    labels = {k: sorted(c) for k, c in counts.items()}
    labels["lemma"] = sorted(k for k, n in counts["lemma"].items() if n >= 3)
    return labels
