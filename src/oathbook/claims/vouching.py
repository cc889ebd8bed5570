"""On whose word a claim stands: everybody who may have said it, and a small network that weighs them.

The rules of ``reading`` find stretches of speech, the encoder gives each word near a trigger a probability of being its
source. What a sentence tells in passing ("the emir, who took the town in 2012") is often the report's own although the
sentence is somebody's, so that the likeliest is chosen, not the innermost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from oathbook.claims.grounds import Grounds
from oathbook.claims.perceptron import Perceptron
from oathbook.claims.weighing import Hearing
from oathbook.reading.sources import Namer
from oathbook.reading.speech_words import speech_words

if TYPE_CHECKING:
    from oathbook.claims.naming import Fillers
    from oathbook.claims.tree import Tree
    from oathbook.lexicon import Lexicon
    from oathbook.records import Finding, Reading, Speech, Standing

REPORT, UNNAMED = "report", "unnamed"
LEAST = 0.1
"""Probability from which on a word that the encoder takes for the source is weighed at all."""
HIGHEST = 5
"""Clauses above the trigger whose subjects are weighed."""
Array = np.ndarray[Any, Any]


@dataclass
class Voice:
    """Somebody who may vouch for a claim: the report, nobody in particular, or an actor.

    ``tokens`` are the words that stand for them and what the encoder gives each, ``speeches`` those of theirs that
    cover the trigger with their rank from the innermost, ``beside`` those in its sentence that do not; ``above`` are
    the verbs above the trigger of which they are the subject, with the label by which the trigger hangs on each.
    """

    name: str
    standing: Standing
    kind: str
    cluster: int = -1
    tokens: dict[int, float] = field(default_factory=dict)
    speeches: list[tuple[int, Speech]] = field(default_factory=list)
    beside: list[Speech] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)


class Voucher:
    """Finds the source of each claim of one reading."""

    def __init__(self, reading: Reading, tree: Tree, fillers: Fillers, lexicon: Lexicon) -> None:
        self.reading, self.tree, self.fillers = reading, tree, fillers
        self._words = lexicon.made("speech words", lambda: speech_words(lexicon.words("speech")))
        self._namer: Namer | None = None
        self._longest = max(reading.speeches, key=lambda s: s.last - s.first, default=None)
        self.grounds = Grounds(reading, tree, self._words)
        self._hearing = Hearing(reading)

    def source(self, finding: Finding, network: Perceptron) -> tuple[str, Standing, str]:
        """Name, standing and kind of the likeliest source."""
        voices, rows = self.weighed(finding)
        best = voices[int(np.argmax(network.odds(rows)[:, 0]))]
        return best.name, best.standing, best.kind

    def weighed(self, finding: Finding) -> tuple[list[Voice], Array]:
        """All voices of a finding, and the features of each."""
        heard = self._hearing.of(finding, "source")
        voices = self.voices(finding, heard)
        return voices, self.grounds.rows(finding, voices, heard)

    def voices(self, finding: Finding, heard: Mapping[int, float] | None) -> list[Voice]:
        """Everybody who may have said it, the report first."""
        found: dict[object, Voice] = {REPORT: Voice(REPORT, "report", "report")}
        found[UNNAMED] = Voice(UNNAMED, "unnamed", "unnamed")
        trigger = finding.head
        first, last = self.tree.first[trigger], self.tree.last[trigger]
        inside = [s for s in self.reading.speeches if s.first <= trigger <= s.last]
        for rank, speech in enumerate(reversed(inside)):
            self._spoken(found, speech).speeches.append((rank, speech))
        for speech in self.reading.speeches:
            if first <= max(speech.cue, speech.first) <= last and speech not in inside:
                self._spoken(found, speech).beside.append(speech)
        before = [s for s in self.reading.speeches if s.last < first]
        if before:
            self._spoken(found, max(before, key=lambda s: (s.last, s.first)))
        if self._longest is not None:
            self._spoken(found, self._longest)
        for token, p in (heard or {}).items():
            if token == trigger or finding.trigger[0] <= token <= finding.trigger[1]:
                found[UNNAMED].tokens[token] = p
            elif p >= LEAST:
                self._said_at(found, token).tokens[token] = p
        for verb, subject, label in self._above(trigger):
            self._said_at(found, subject).above.append((verb, label))
        return list(found.values())

    def _spoken(self, found: dict[object, Voice], speech: Speech) -> Voice:
        """The voice of a speech, with the name that a claim gives it."""
        if speech.standing == "unnamed":
            return found[UNNAMED]
        if speech.mention >= 0:
            mention = self.reading.mentions[speech.mention]
            actor = self.fillers.actor(mention.head)
            voice = found.get(mention.cluster)
            if voice is None:
                name, kind = (actor[0], actor[1]) if actor else (speech.source, mention.kind)
                voice = found[mention.cluster] = Voice(name, speech.standing, kind, mention.cluster)
            voice.tokens.setdefault(mention.head, 0.0)
            return voice
        if speech.source not in found:
            found[speech.source] = Voice(speech.source, speech.standing, "other")
        return found[speech.source]

    def _said_at(self, found: dict[object, Voice], token: int) -> Voice:
        """The voice of whoever stands at a token."""
        if self._namer is None:
            self._namer = Namer(self.reading.doc, self.reading.mentions, self.reading.clusters, self._words)
        name, standing, index = self._namer.name(token, None, -1)
        if standing == "unnamed":
            return found[UNNAMED]
        if index >= 0:
            mention = self.reading.mentions[index]
            voice = found.get(mention.cluster)
            if voice is None:
                actor = self.fillers.actor(mention.head)
                voice = found[mention.cluster] = Voice(
                    actor[0] if actor else name, standing, mention.kind, mention.cluster
                )
            voice.tokens.setdefault(mention.head, 0.0)
            return voice
        if name not in found:
            found[name] = Voice(name, standing, "other")
        return found[name]

    def _above(self, trigger: int) -> Sequence[tuple[int, int, str]]:
        """The verbs above a trigger, itself included, with their subjects and the label on the way there."""
        tree, at, label, out = self.tree, trigger, "", []
        for _ in range(HIGHEST):
            if tree.pos[at] in ("VERB", "AUX"):
                out += [(at, k, label) for k in tree.children(at, "nsubj", "nsubj:pass", "obl:agent")]
            if tree.head[at] < 0:
                break
            at, label = tree.head[at], tree.dep[at]
        return out
