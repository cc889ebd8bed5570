"""The reading model: words to trees, tags, lemmas, names and the scores that claims are found by.

Run by onnxruntime from the files in ``model/`` (see its CARD.md); nothing here needs Torch.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from oathbook.errors import ModelError
from oathbook.reading.pieces import END, START, Pieces
from oathbook.reading.tree import best_tree

MODEL = Path(__file__).parent.parent / "model"
WINDOW = 128
"""Word pieces that neighbouring sentences are packed into."""
BUDGET = 320
"""Word pieces of one run of the encoder, padding included; small runs, several at once, keep all cores busy."""
ALIKE = 1.12
"""How much longer the longest window of a run may be than its shortest: padding is read for nothing."""

NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "det", "nmod"})
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Analysis:
    """What the model says of n words, in order; heads are absolute word indices, a root is its own head."""

    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[str]
    """IOB2 tags over PER, ORG, LOC."""
    vectors: Array
    """float32 (n, width)"""
    trigger: Array
    """float32 (n, types): log odds that the word is the head of a trigger of that type"""
    status: Array
    """float32 (n, 4): scores of the statuses, were the word a trigger"""


PARTS = ("words", "deprel", "roles", "srl", "reference")
PAIRS = 96
"""Words whose labels are told at once: what that takes of memory stays near the processor."""


class Encoder:
    """The model's sessions and labels, from the folder of ``training/export.py``. Sessions are loaded when first used.

    ``threads``: how many runs of the encoder go on at once.
    """

    def __init__(self, folder: Path = MODEL, *, threads: int | None = None) -> None:
        files = ("labels.json", "vocab.txt", *(f"{part}.onnx" for part in PARTS))
        if not all((folder / file).exists() for file in files):
            raise ModelError(f"{folder}: no reading model there; install oathbook again, or make one with training/")
        self._folder = folder
        self.labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.version: str = self.labels["version"]
        self.pieces = Pieces(folder / "vocab.txt")
        most = threads or min(4, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="encoder")

    def load(self) -> None:
        """Load the sessions now. Raises ModelError."""
        self._sessions  # noqa: B018 (asked for, it is loaded)

    @cached_property
    def _sessions(self) -> dict[str, Any]:
        """The parts of the model by name. Raises ModelError."""
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # runs are small: several at once are faster than several threads in one
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        files = {part: str(self._folder / f"{part}.onnx") for part in PARTS}
        try:
            return {
                part: ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
                for part, file in files.items()
            }
        except Exception as error:
            said = " ".join(str(error).split())
            raise ModelError(
                f"{self._folder}: the reading model cannot be loaded ({said}); install oathbook again"
            ) from error

    def analyse(self, sentences: Sequence[Sequence[str]]) -> Analysis:
        """Reads the sentences of one report, neighbours together."""
        self.load()
        words = [w for s in sentences for w in s]
        n = len(words)
        kinds = self.labels
        width = kinds["width"]
        upos = np.zeros(n, np.int64)
        xpos = np.zeros(n, np.int64)
        lemma = np.zeros(n, np.int64)
        names = np.zeros((n, len(kinds["names"])), np.float32)
        vectors = np.zeros((n, width), np.float32)
        trigger = np.zeros((n, len(kinds["types"])), np.float32)
        status = np.zeros((n, len(kinds["statuses"])), np.float32)
        heads = [0] * n
        batches = self._batches(sentences)
        for batch, out in zip(batches, self._pool.map(self._run_words, batches), strict=True):
            for row, window in enumerate(batch):
                at, size = window.start, window.words
                span = slice(at, at + size)
                upos[span], xpos[span] = out["upos"][row, :size], out["xpos"][row, :size]
                lemma[span], names[span] = out["lemma"][row, :size], out["names"][row, :size]
                vectors[span], trigger[span] = out["vectors"][row, :size], out["trigger"][row, :size]
                status[span] = out["status"][row, :size]
                offset = 0
                for length in window.lengths:
                    scores = out["arcs"][row, offset : offset + length, offset : offset + length]
                    for i, h in enumerate(best_tree(scores)):
                        heads[at + offset + i] = at + offset + h
                    offset += length
        deprels: list[str] = []
        if n:
            labels = kinds["deprel"]
            above = vectors[heads]
            found: list[int] = []
            for i in range(0, n, PAIRS):
                fed = {"left": vectors[i : i + PAIRS], "right": above[i : i + PAIRS]}
                found += self._sessions["deprel"].run(None, fed)[0].tolist()
            deprels = ["root" if heads[i] == i else labels[k] for i, k in enumerate(found)]
            mend_clauses(deprels, heads, [kinds["upos"][k] for k in upos.tolist()])
        return Analysis(
            upos=[kinds["upos"][k] for k in upos.tolist()],
            xpos=[kinds["xpos"][k] for k in xpos.tolist()],
            lemmas=[lemma_of(w, kinds["lemma"][k]) for w, k in zip(words, lemma.tolist(), strict=True)],
            heads=heads,
            deprels=deprels,
            names=repair([kinds["names"][k] for k in names.argmax(1).tolist()]) if n else [],
            vectors=vectors,
            trigger=trigger,
            status=status,
        )

    def roles(self, left: Array, types: Array, right: Array) -> Array:
        """Log odds that words fill roles: ``left`` (k, width) triggers, ``types`` (k,) theirs, ``right`` (m, width).

        Returns float32 (k, m, roles), roles in the order of ``labels["roles"]``.
        """
        fed = {"left": left, "types": types.astype(np.int64), "right": right}
        return self._sessions["roles"].run(None, fed)[0]  # type: ignore[no-any-return]

    def srl(self, left: Array, right: Array) -> Array:
        """Shares of PropBank's labels: how words relate to predicates, ``left`` (k, width) and ``right`` (m, width).

        Returns float32 (k, m, labels), labels in the order of ``labels["srl"]``; the first is "no argument".
        """
        return self._sessions["srl"].run(None, {"left": left, "right": right})[0]  # type: ignore[no-any-return]

    def reference(self, vectors: Array) -> tuple[Array, Array]:
        """Scores (m, m) of mention j being what mention i refers back to, and (m,) of i being new.

        ``vectors`` (m, width) are those of the mentions' head words, in the order of the text. Only j < i has meaning.
        """
        scores, new = self._sessions["reference"].run(None, {"vectors": vectors})
        return scores, new

    def _batches(self, sentences: Sequence[Sequence[str]]) -> list[list[_Window]]:
        windows: list[_Window] = []
        at = 0
        for s in sentences:
            ids = [self.pieces(w) for w in s]
            size = sum(map(len, ids))
            if not windows or windows[-1].size + size > WINDOW:
                windows.append(_Window(at, [], [], [], 2))
            windows[-1].add(ids, [self.pieces.shape(w) for w in s])
            at += len(s)
        windows.sort(key=lambda w: w.size)
        batches: list[list[_Window]] = []
        for w in windows:
            alike = batches and w.size <= ALIKE * batches[-1][0].size
            if alike and w.size * (len(batches[-1]) + 1) <= BUDGET:
                batches[-1].append(w)
            else:
                batches.append([w])
        return batches

    def _run_words(self, batch: list[_Window]) -> dict[str, Array]:
        n, t = max(w.size for w in batch), max(w.words for w in batch)
        pieces = np.zeros((len(batch), n), np.int64)
        shapes = np.full((len(batch), n), 5, np.int64)
        mask = np.zeros((len(batch), n), np.float32)
        first = np.zeros((len(batch), t), np.int64)
        for row, w in enumerate(batch):
            at = 1
            pieces[row, 0], pieces[row, w.size - 1] = START, END
            mask[row, : w.size] = 1.0
            for k, (ids, shape) in enumerate(zip(w.ids, w.shapes, strict=True)):
                first[row, k] = at
                pieces[row, at : at + len(ids)] = ids
                shapes[row, at : at + len(ids)] = shape
                at += len(ids)
        session = self._sessions["words"]
        fed = {"pieces": pieces, "shapes": shapes, "mask": mask, "first": first}
        return dict(zip((o.name for o in session.get_outputs()), session.run(None, fed), strict=True))


@dataclass
class _Window:
    """Neighbouring sentences as pieces: the first word's index, ids and shapes a word, words a sentence, pieces."""

    start: int
    ids: list[list[int]]
    shapes: list[int]
    lengths: list[int]
    size: int

    @property
    def words(self) -> int:
        return len(self.ids)

    def add(self, ids: list[list[int]], shapes: list[int]) -> None:
        self.ids += ids
        self.shapes += shapes
        self.lengths.append(len(ids))
        self.size += sum(map(len, ids))


def mend_clauses(deprels: list[str], heads: list[int], upos: list[str]) -> None:
    """Gives verbs that have a subject of their own, and so head a clause, no label of a noun phrase.

    Labels are chosen word by word; this is the one disagreement among them that costs whole quotations.
    """
    with_subject = {heads[i] for i, label in enumerate(deprels) if label.startswith("nsubj")}
    for i in with_subject:
        if upos[i] in ("VERB", "AUX") and deprels[i] in NOMINAL and upos[heads[i]] in ("VERB", "AUX"):
            deprels[i] = "ccomp" if i > heads[i] else "csubj"


def lemma_of(word: str, rule: str) -> str:
    """A word's lemma by rule: "keep" it, "=be" replace it, "3+y" cut three letters of the small form and add "y"."""
    if rule == "keep":
        return word
    if rule.startswith("="):
        return rule[1:]
    cut, add = rule.split("+", 1)
    low = word.lower()
    return (low[: len(low) - int(cut)] if int(cut) else low) + add


def repair(tags: list[str]) -> list[str]:
    """IOB2 tags made regular: an I- that continues nothing begins a name."""
    out: list[str] = []
    before = "O"
    for tag in tags:
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tag = "B-" + tag[2:]
        out.append(tag)
        before = tag
    return out
