"""Marked reports as training documents: triggers, roles and references on head words of the parsed text.

The input are the files of ``marks.py``. The trees of the model that parsed them are taught along: without them the
words that claims are about, rare in the treebanks, forget what part of speech they are. A role is marked on the
head word of its filler; a source that is nobody in particular ("reportedly") is marked on the trigger itself; the
reporter's own voice has no mark. Of a claim marked ``doubt`` (a careful reader might leave it out) the roles and the
status are learned, and neither that it is a trigger nor that it is none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data import Document, Sentence
from export import STATUSES, TYPES
from marks import locator
from network import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

Place = tuple[int, int]
"""Sentence and word in it."""


def head_token(doc: Doc, span: list[int]) -> int:
    """The token of a span [first, last] whose head lies outside it; marks and function words are passed over."""
    first, last = span
    inside = [t for t in doc[first : last + 1] if not t.is_space]
    outside = [t for t in inside if not first <= t.head.i <= last or t.head.i == t.i]
    content = [t for t in outside if t.pos_ not in ("PUNCT", "ADP", "DET", "AUX", "CCONJ", "SCONJ", "PART")]
    return (content or outside or inside or [doc[last]])[0].i


def mark_finder(doc: Doc, sentences: list[str]) -> Callable[[int, str], tuple[int, int, int] | None]:
    """Where marks stand in a read report: (sentence, mark) to first token, last token and head word."""
    locate = locator(doc, sentences)

    def find(s: int, mark: str) -> tuple[int, int, int] | None:
        at = locate(s, mark)
        return (at.start, at.end - 1, head_token(doc, [at.start, at.end - 1])) if at is not None else None

    return find


def claim_documents(path: Path) -> list[Document]:
    """The reports of one marked file (the .marks.jsonl beside its .spacy)."""
    import spacy
    from spacy.tokens import DocBin

    docs = DocBin().from_disk(path.with_name(path.name.replace(".marks.jsonl", ".spacy")))
    lines = path.read_text(encoding="utf-8").splitlines()
    vocab = spacy.blank("en").vocab
    return [_document(json.loads(line), doc) for line, doc in zip(lines, docs.get_docs(vocab), strict=True)]


def _document(record: dict[str, Any], doc: Doc) -> Document:
    sentences: list[Sentence] = []
    place: dict[int, Place] = {}
    for span in doc.sents:
        words = [t for t in span if not t.is_space]
        if not words:
            continue
        for w, t in enumerate(words):
            place[t.i] = (len(sentences), w)
        at_word = {t.i: w for w, t in enumerate(words)}
        sentences.append(
            Sentence(
                [t.text for t in words],
                upos=[t.pos_ for t in words],
                xpos=[t.tag_ for t in words],
                lemmas=[t.lemma_ for t in words],
                heads=[at_word.get(t.head.i, w) for w, t in enumerate(words)],
                deprels=["root" if t.head.i == t.i else t.dep_ for t in words],
            )
        )

    def at(span: list[int]) -> Place:
        return place[head_token(doc, span)]

    merged: dict[tuple[str, int], dict[str, Any]] = {}
    mentions: dict[Place, int] = {}
    for number, cluster in enumerate(record["clusters"]):
        for span in cluster:
            mentions.setdefault(at(span), number)
    fresh = len(record["clusters"])
    for c in record["claims"]:
        head = head_token(doc, c["trigger"])
        s, w = place[head]
        claim = merged.setdefault(
            (c["type"], head),
            {
                "s": s,
                "head": w,
                "type": TYPES.index(c["type"]),
                "status": STATUSES.index(c["status"]),
                "again": c["again"],
                "doubt": c.get("doubt", False),
                "roles": {role: [] for role in ROLES},
            },
        )
        for role in ROLES:
            filler = c[role]
            if role == "source":
                spans = [] if filler == "report" else [c["trigger"]] if filler == "unnamed" else [filler]
            elif role in ("agent", "object"):
                spans = filler
            else:
                spans = [filler] if filler else []
            for span in spans:
                if at(span) not in claim["roles"][role]:
                    claim["roles"][role].append(at(span))
                if role in ("agent", "object") and at(span) not in mentions:
                    mentions[at(span)] = fresh
                    fresh += 1
    return Document(
        record["id"],
        sentences,
        mentions=sorted((s, w, c) for (s, w), c in mentions.items()),
        claims=list(merged.values()),
    )
