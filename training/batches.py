"""Documents to tensors: sentences are packed into windows of neighbours, windows into batches."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from data import SRL_LABELS, Document, Sentence, lemma_rule
from network import NAME_TAGS, ROLES
from oathbook.reading.pieces import Pieces, shape_of

IGNORE = -100


@dataclass
class Window:
    """Sentences ``first`` to ``last`` (exclusive) of a document, with the offset of each sentence's first word."""

    document: Document
    first: int
    last: int
    offsets: list[int]
    pieces: int


def windows(document: Document, pieces: Pieces, limit: int) -> list[Window]:
    """A document's sentences packed greedily into windows of at most ``limit`` pieces (one sentence at least)."""
    out: list[Window] = []
    first, offsets, words, size = 0, [], 0, 2
    for i, s in enumerate(document.sentences):
        n = sum(len(pieces(w)) for w in s.words)
        if offsets and size + n > limit:
            out.append(Window(document, first, i, offsets, size))
            first, offsets, words, size = i, [], 0, 2
        offsets.append(words)
        words += len(s.words)
        size += n
    if offsets:
        out.append(Window(document, first, len(document.sentences), offsets, size))
    return [w for w in out if w.pieces <= 500]


def grouped(documents: list[Document], pieces: Pieces, *, rng: random.Random, budget: int) -> list[list[Window]]:
    """Batches of windows, documents in random order and kept together, about ``budget`` pieces with padding."""
    order = documents[:]
    rng.shuffle(order)
    batches: list[list[Window]] = []
    for limit in (64, 96, 128, 160):
        batch: list[Window] = []
        longest = 0
        for document in order[(64, 96, 128, 160).index(limit) :: 4]:
            for window in windows(document, pieces, limit):
                longest_now = max(longest, window.pieces)
                if batch and longest_now * (len(batch) + 1) > budget:
                    batches.append(batch)
                    batch, longest_now = [], window.pieces
                batch.append(window)
                longest = longest_now
        if batch:
            batches.append(batch)
    rng.shuffle(batches)
    return batches


class Batcher:
    """Turns a batch of windows into tensors for the network and its losses."""

    def __init__(self, labels: dict[str, list[str]], pieces: Pieces) -> None:
        self.pieces = pieces
        self.index = {k: {v: i for i, v in enumerate(labels[k])} for k in labels}
        self.index["names"] = {v: i for i, v in enumerate(NAME_TAGS)}
        self.index["srl"] = {v: i for i, v in enumerate(SRL_LABELS)}

    def inputs(self, batch: list[Window]) -> dict[str, Tensor]:
        """pieces, shapes, mask, first, sentence (number of each word's sentence, -1 for padding)."""
        n = max(w.pieces for w in batch)
        ids = np.zeros((len(batch), n), np.int64)
        shapes = np.full((len(batch), n), 5, np.int64)
        mask = np.zeros((len(batch), n), np.float32)
        firsts: list[list[int]] = []
        sentences: list[list[int]] = []
        for b, w in enumerate(batch):
            at, row, sent = 1, [], []
            ids[b, 0] = 101
            for k, s in enumerate(w.document.sentences[w.first : w.last]):
                for word in s.words:
                    p = self.pieces(word)
                    row.append(at)
                    sent.append(k)
                    ids[b, at : at + len(p)] = p
                    shapes[b, at : at + len(p)] = shape_of(word)
                    at += len(p)
            ids[b, at] = 102
            mask[b, : at + 1] = 1
            firsts.append(row)
            sentences.append(sent)
        t = max(len(r) for r in firsts)
        first = np.zeros((len(batch), t), np.int64)
        sentence = np.full((len(batch), t), -1, np.int64)
        for b, (row, sent) in enumerate(zip(firsts, sentences, strict=True)):
            first[b, : len(row)] = row
            sentence[b, : len(sent)] = sent
        made = {"pieces": ids, "shapes": shapes, "mask": mask, "first": first, "sentence": sentence}
        return {k: torch.from_numpy(v) for k, v in made.items()}

    def targets(self, batch: list[Window], words: int) -> dict[str, Any]:
        """Targets of every layer that the batch has; words without one hold IGNORE."""
        b = len(batch)
        grid = {k: np.full((b, words), IGNORE, np.int64) for k in ("upos", "xpos", "lemma", "names", "heads", "deprel")}
        weight = np.ones((b, words), np.float32)
        predicate = np.full((b, words), -1.0, np.float32)
        frames: list[tuple[int, int, int, int, list[tuple[int, int]]]] = []
        mentions: list[tuple[int, int, int, str]] = []
        claims: list[tuple[int, int, dict[str, Any]]] = []
        claim_words = np.zeros((b, words), bool)
        for row, w in enumerate(batch):
            for offset, k in zip(w.offsets, range(w.first, w.last), strict=True):
                s = w.document.sentences[k]
                self._sentence(grid, weight, row, offset, s)
                if s.srl is not None:
                    predicate[row, offset : offset + len(s.words)] = 0
                    for i, arguments in s.srl:
                        predicate[row, offset + i] = 1
                        arguments = [(a, self.index["srl"][label]) for a, label in arguments]
                        frames.append((row, offset, len(s.words), i, arguments))
                if w.document.claims is not None:
                    claim_words[row, offset : offset + len(s.words)] = True
            for s_index, head, cluster in w.document.mentions or []:
                if w.first <= s_index < w.last:
                    word = w.document.sentences[s_index].words[head].lower()
                    at = w.offsets[s_index - w.first] + head
                    mentions.append((row, at, cluster + 100_000 * _number(w.document.id), word))
            for claim in w.document.claims or []:
                if w.first <= claim["s"] < w.last:
                    claims.append((row, w.offsets[claim["s"] - w.first] + claim["head"], self._claim(w, claim)))
        return {
            **{k: torch.from_numpy(v) for k, v in grid.items()},
            "weight": torch.from_numpy(weight),
            "predicate": torch.from_numpy(predicate),
            "claim_words": torch.from_numpy(claim_words),
            "frames": frames,
            "mentions": mentions,
            "claims": claims,
        }

    def _sentence(self, grid: dict[str, Any], weight: Any, row: int, offset: int, s: Sentence) -> None:
        span = slice(offset, offset + len(s.words))
        if s.upos is not None and s.xpos is not None and s.lemmas is not None:
            grid["upos"][row, span] = [self.index["upos"].get(v, IGNORE) for v in s.upos]
            grid["xpos"][row, span] = [self.index["xpos"].get(v, IGNORE) for v in s.xpos]
            rules = [lemma_rule(w, m, u) for w, m, u in zip(s.words, s.lemmas, s.upos, strict=True)]
            grid["lemma"][row, span] = [self.index["lemma"].get(r, IGNORE) for r in rules]
        if s.heads is not None and s.deprels is not None:
            grid["heads"][row, span] = [offset + h for h in s.heads]
            grid["deprel"][row, span] = [self.index["deprel"].get(v, IGNORE) for v in s.deprels]
        if s.names is not None:
            grid["names"][row, span] = [self.index["names"].get(v, 0) for v in s.names]
            weight[row, span] = s.names_weight

    def _claim(self, w: Window, claim: dict[str, Any]) -> dict[str, Any]:
        """The claim with its role heads as words of the window; fillers outside the window are left out."""
        roles = {}
        for role in ROLES:
            places = [(s, h) for s, h in claim["roles"].get(role, []) if w.first <= s < w.last]
            roles[role] = [w.offsets[s - w.first] + h for s, h in places]
        return {**claim, "roles": roles}


def _number(text: str) -> int:
    """A stable small number for a document id."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(text)) % 90_000
