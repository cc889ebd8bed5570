"""What speaks for and against somebody being the source of a claim, as numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from oathbook.claims.weighing import FORMS, KINDS, flags, log_odds, places
from oathbook.reading.columns import Columns
from oathbook.reading.quotes import find_quotes
from oathbook.records import STATUSES, TYPES

if TYPE_CHECKING:
    from oathbook.claims.tree import Tree
    from oathbook.claims.vouching import Voice
    from oathbook.reading.speech_words import SpeechWords
    from oathbook.records import Finding, Reading, Speech

Array = np.ndarray[Any, Any]
LABELS = (
    "acl:relcl", "acl", "appos", "nmod", "nmod:poss", "compound", "amod", "advcl", "ccomp", "xcomp", "conj", "obj",
    "obl", "nsubj", "nsubj:pass",
    "parataxis", "csubj", "dep", "nmod:unmarked",
)  # fmt: skip
"""Labels on the way up from a trigger that make a difference to whose words it is in."""
CUES = (
    "say", "tell", "according", "claim", "deny", "accuse", "announce", "warn", "report", "confirm", "admit", "believe",
    "estimate", "insist", "describe", "blame", "call", "threaten", "demand", "vow", "add", "think", "allege", "declare",
    "pledge", "reject", "promise", "urge", "order", "put", "state", "note", "write", "dismiss", "agree", "refuse",
    "offer", "want", "plan", "hope", "fear", "expect", "suspect", "acknowledge", "boast", "cite", "reveal",
)  # fmt: skip
HEARSAY = frozenset(
    "reportedly allegedly supposedly apparently reputedly reputed purportedly believe think say report rumour rumor "
    "estimate account count allege suspect know understand variously widely generally purported presume".split()
)
"""Lemmas that may tell that nobody in particular says it."""
FIRST = frozenset("i we us our my me ours".split())
ENTERED = ("", "ccomp", "xcomp", "obj", "obl", "advcl", "conj", "acl", "acl:relcl", "parataxis", "nsubj")
"""Labels by which a trigger may hang on a verb of saying."""
_LABELS, _CUES, _ENTERED = places(LABELS), places(CUES), places(ENTERED)
_KINDS, _FORMS, _TYPES, _STATUSES = places(KINDS), places(FORMS), places(TYPES), places(STATUSES)
FAR = (1, 4, 8, 15, 30, 60, 120)
BLOCKS = ("headline", "subheading", "question", "answer", "paragraph")


class Grounds:
    """The features of voices on one reading."""

    def __init__(self, reading: Reading, tree: Tree, words: SpeechWords) -> None:
        self.reading, self.tree, self._words = reading, tree, words
        self._number = list(accumulate(int(i == first > 0) for i, first in enumerate(tree.first)))
        borders = [b.start for b in reading.report.blocks] or None
        offsets = Columns(reading.doc).numbers("IDX")
        self._quoted = np.zeros(len(offsets) + 1, bool)
        for quote in find_quotes(reading.report.text, borders=borders):
            self._quoted[bisect_left(offsets, quote.start) : bisect_left(offsets, quote.end)] = True
        firsts = {self._number[i] for i, w in enumerate(tree.lower) if w in FIRST and not self._quoted[i]}
        self._firsts = firsts
        self._own_words = len(firsts) / (1 + max(self._number, default=0))
        self._said: dict[object, list[tuple[int, int]]] = {}
        for s in reading.speeches:
            self._said.setdefault(self._key(s), []).append((s.first, s.last))
        self._spoken = sum(s.last - s.first + 1 for s in reading.speeches) / max(1, len(offsets))

    def _key(self, speech: Speech) -> object:
        return self.reading.mentions[speech.mention].cluster if speech.mention >= 0 else speech.source

    def rows(self, finding: Finding, voices: Sequence[Voice], heard: Mapping[int, float] | None) -> Array:
        """Features (voices, n)."""
        shared = self._shared(finding, voices, heard)
        others = [max(v.tokens.values(), default=0.0) for v in voices]
        rows = []
        for k, voice in enumerate(voices):
            rival = max((p for j, p in enumerate(others) if j != k), default=0.0)
            rows.append([*self._own(finding, voice), log_odds(rival), *shared])
        return np.array(rows, np.float32)

    def _shared(self, finding: Finding, voices: Sequence[Voice], heard: Mapping[int, float] | None) -> list[float]:
        """What is the same for all voices of a finding."""
        tree, trigger = self.tree, finding.head
        covering = sum(len(v.speeches) for v in voices)
        block = self.reading.block_at(trigger)
        best = max((max(v.tokens.values(), default=0.0) for v in voices[2:]), default=0.0)
        return [
            float(heard is not None), float(self._quoted[trigger]), float(covering == 0), float(covering == 1),
            float(covering > 1), self._spoken, log_odds(best), log_odds(max(voices[1].tokens.values(), default=0.0)),
            float(self._number[trigger] in self._firsts), self._own_words, float(self._number[trigger] == 0),
            *self._hearsay(trigger),
            float(any(v.beside for v in voices)), float(tree.pos[trigger] in ("VERB", "AUX")),
            *flags(_TYPES, [finding.type]), *flags(_STATUSES, [finding.status or ""]),
            *flags(_LABELS, [tree.dep[trigger]]),
            *self._way(trigger, -1, len(tree)),
            *(float(block is not None and block.kind == kind) for kind in BLOCKS),
        ]  # fmt: skip

    def _hearsay(self, trigger: int) -> list[float]:
        """How near the next word is that may tell that nobody in particular says it, and how it hangs together."""
        tree = self.tree
        hits = [i for i in range(tree.first[trigger], tree.last[trigger] + 1) if tree.lemma[i] in HEARSAY]
        if not hits:
            return [0.0] * 7
        near = min(abs(i - trigger) for i in hits)
        bare = [i for i in hits if not tree.has(i, "nsubj")]
        up = {tree.head[trigger], tree.head[tree.head[trigger]] if tree.head[trigger] >= 0 else -1}
        return [
            1.0, float(near <= 3), float(near <= 7), float(any(tree.head[i] == trigger for i in bare)),
            float(bool(up & set(bare))), float(bool(bare)), float(any(tree.has(i, "nsubj:pass") for i in hits)),
        ]  # fmt: skip

    def _history(self, voice: Voice, trigger: int) -> list[float]:
        """How long ago the voice spoke last, how soon it will again, and its share of all that is spoken."""
        here = self._number[trigger]
        said = self._said.get(voice.cluster if voice.cluster >= 0 else voice.name, [])
        back = min((here - self._number[b] for _, b in said if self._number[b] < here), default=99)
        on = min((self._number[a] - here for a, _ in said if self._number[a] > here), default=99)
        share = sum(b - a + 1 for a, b in said) / max(1, len(self.tree))
        return [float(back <= n) for n in (1, 2, 4, 8)] + [float(on <= n) for n in (1, 2, 4)] + [share]

    def _own(self, finding: Finding, voice: Voice) -> list[float]:
        """What concerns one voice alone."""
        tree, trigger = self.tree, finding.head
        sentence = range(tree.first[trigger], tree.last[trigger] + 1)
        inside = [p for t, p in voice.tokens.items() if t in sentence]
        outside = [p for t, p in voice.tokens.items() if t not in sentence]
        where = sorted(voice.tokens, key=lambda t: (-voice.tokens[t], abs(t - trigger)))
        rank, speech = min(voice.speeches, key=lambda item: item[0], default=(9, None))
        cue = tree.lemma[speech.cue] if speech and speech.cue >= 0 else ""
        verbs = [tree.lemma[v] for v, _ in voice.above]
        entered = [label for v, label in voice.above if tree.lower[v] in self._words.forms]
        plain = [label for v, label in voice.above if tree.lower[v] not in self._words.forms]
        paper = any(tree.lower[t] in self._words["papers"] for t in voice.tokens)
        subject = self.reading.mentions[speech.mention] if speech and speech.mention >= 0 else None
        form = subject.form if subject else ""
        roles = finding.roles
        return [
            float(voice.name == "report"), float(voice.name == "unnamed"), float(voice.cluster >= 0),
            log_odds(max(inside, default=0.0)), log_odds(max(outside, default=0.0)),
            min(1.0, sum(voice.tokens.values())),
            float(len(inside) > 0), float(speech is not None), float(rank == 0), float(rank == 1),
            float(speech is not None and speech.polarity == "negative"),
            float(speech is not None and speech.cue in sentence),
            float(speech is not None and speech.cue < 0),
            float(speech is not None and speech.cue > trigger),
            float(np.log1p(speech.last - speech.first)) if speech else 0.0,
            float(np.log1p(abs(speech.cue - trigger))) if speech and speech.cue >= 0 else 0.0,
            float(bool(voice.beside)), float(bool(voice.above)),
            *flags(_KINDS, [voice.kind]), *flags(_FORMS, [form]),
            *(float(any(self._is(voice, t) for t in roles.get(r, ()))) for r in ("agent", "object")),
            float(paper), *self._history(voice, trigger), *flags(_ENTERED, entered), *flags(_ENTERED, plain),
            *_far(trigger - where[0] if where else None),
            *flags(_CUES, [cue]), *flags(_CUES, verbs),
            *(self._way(trigger, speech.first, speech.last + 1) if speech else [0.0] * (len(LABELS) + 1)),
        ]  # fmt: skip

    def _is(self, voice: Voice, token: int) -> bool:
        if voice.cluster < 0:
            return token in voice.tokens
        return any(self.reading.mentions[k].head == token for k in self.reading.clusters[voice.cluster].mentions)

    def _way(self, trigger: int, first: int, stop: int) -> list[float]:
        """The labels from the trigger up to a word outside of first to stop, and how many they are."""
        tree, at = self.tree, trigger
        labels: list[str] = []
        while tree.head[at] >= 0 and first <= at < stop and len(labels) < 12:
            labels.append(tree.dep[at])
            at = tree.head[at]
        return [*flags(_LABELS, labels), len(labels) / 4]


def _far(distance: int | None) -> list[float]:
    if distance is None:
        return [0.0] * (len(FAR) + 2)
    return [float(distance > 0), *(float(abs(distance) >= f) for f in FAR), 1.0]
