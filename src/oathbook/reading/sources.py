"""Names a source as a claim gives it, and says how it stands: named, described, alias, anonymous or unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oathbook.reading.columns import Columns
from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import UNNAMED, case_child, child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from oathbook.records import Cluster, Mention, Standing

_ARTICLES = frozenset({"the", "a", "an"})
_TRAILING = frozenset(
    {"acl", "acl:relcl", "appos", "advcl", "parataxis", "dep", "discourse", "ccomp", "advcl:relcl", "orphan"}
)
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "his", "their", "its", "who", "this", "that"})


def noun_phrase(token: Token) -> tuple[int, int]:
    """First and last token of a noun phrase without trailing clauses and appositions."""
    doc = token.doc
    first, last = token.left_edge.i, token.right_edge.i
    for kid in token.children:
        if kid.i > token.i and (
            kid.dep_ == "case" or kid.dep_ in _TRAILING or (kid.dep_ == "nmod" and kid.left_edge.i > token.i + 12)
        ):
            last = min(last, kid.left_edge.i - 1)
        elif kid.i < token.i and kid.dep_ in {"case", "mark", "cc", "advmod", "punct", "parataxis", "advcl"}:
            first = max(first, kid.right_edge.i + 1) if kid.dep_ != "punct" or kid.text in {",", "(", "["} else first
    while last > token.i and (doc[last].is_punct or doc[last].is_space) and doc[last].text not in {'"', "”", ".", ")"}:
        last -= 1
    if doc[last].text == ")" and not any(doc[i].text == "(" for i in range(first, last)):
        last -= 1
    while first < token.i and (doc[first].is_space or doc[first].text in {",", ";", ":"}):
        first += 1
    return first, last


class Namer:
    """Names sources of one document; keeps which of them are protected."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], clusters: Sequence[Cluster], words: SpeechWords) -> None:
        self._doc = doc
        self._mentions = mentions
        self._clusters = clusters
        self._heads = {mention.head: index for index, mention in enumerate(mentions)}
        self._unnamed, self._papers = words["unnamed"], words["papers"]
        self._modifiers = words["unnamed_modifiers"]
        columns = Columns(doc)
        proper = [i for i, pos in enumerate(columns.texts("POS")) if pos == "PROPN"]
        self._names = {i: columns.words[i] for i in proper} | {e.root.i: e.text for e in doc.ents}
        self._protected = self._protections(columns.text, words)
        self._renamed = bool(words.patterns["renamed"].search(columns.text.lower()))
        self._last: int = -1

    def name(self, speaker: int, name: str | None, cue: int) -> tuple[str, Standing, int]:
        """Source, standing and index of the mention (-1: none) for the head token of a speaker."""
        speaker = self.who(speaker)
        if speaker < 0:
            return (name, "named", -1) if name else ("unnamed", "unnamed", -1)
        token = self._doc[speaker]
        mention = self._mention(token)
        if mention >= 0:
            cluster = self._clusters[self._mentions[mention].cluster]
            heads = [self._mentions[m].head for m in cluster.mentions]
            named = any(self._mentions[m].form == "name" for m in cluster.mentions)
            return cluster.best, self._standing(heads, named), mention
        appositive = child(token, "appos")
        if appositive is not None and appositive.pos_ == "PROPN" and token.pos_ != "PROPN":
            speaker, token = appositive.i, appositive
        elif token.lower_ in _PRONOUNS and name is None and self._last >= 0:
            speaker, token = self._last, self._doc[self._last]
        if name is not None and token.pos_ != "PROPN":
            return name, self._standing([speaker], True), -1
        words = self._words(token)
        if token.lower_ not in _PRONOUNS:
            self._last = speaker
        return words, self._standing([speaker], token.pos_ == "PROPN" or token.ent_type_ in {"PER", "ORG"}), -1

    def who(self, speaker: int) -> int:
        """The head token of whoever stands behind a speaker: a paper's issuer; UNNAMED for "sources"."""
        if speaker < 0:
            return speaker
        speaker = self._issuer(speaker)
        return UNNAMED if self._nobody(self._doc[speaker]) else speaker

    def _words(self, token: Token) -> str:
        first, last = noun_phrase(token)
        if first < last and self._doc[first].lower_ in _ARTICLES:
            first += 1
        return " ".join(self._doc[first : last + 1].text.split())

    def _mention(self, token: Token) -> int:
        if token.i in self._heads:
            return self._heads[token.i]
        best, size = -1, len(self._doc)
        for index, mention in enumerate(self._mentions):
            if mention.first <= token.i <= mention.last and mention.last - mention.first < size:
                if self._doc[mention.head].is_ancestor(token) and token.dep_ not in {"flat", "compound"}:
                    continue
                best, size = index, mention.last - mention.first
        return best

    def _issuer(self, speaker: int) -> int:
        """For a paper ("the group's statement") whoever issued it, where the phrase says who."""
        token = self._doc[speaker]
        if token.lower_ not in self._papers:
            return speaker
        owner = child(token, "nmod:poss")
        if owner is not None:
            return int(owner.i)
        issued = child(token, "acl")
        for phrase in (token, issued):
            issuer = case_child(phrase, "by", "from") if phrase is not None else None
            if issuer is not None:
                return int(issuer.i)
        return speaker

    def _nobody(self, token: Token) -> bool:
        """True for "sources", "unconfirmed reports": a general word with nothing that narrows it down."""
        if token.lower_ not in self._unnamed:
            return False
        return all(
            kid.lower_ in self._modifiers or kid.is_punct or kid.dep_ in {"case", "cc", "mark", "ccomp"}
            for kid in token.children
        )

    def _standing(self, heads: Sequence[int], named: bool) -> Standing:
        names = {self._names[head] for head in heads if head in self._names}
        for kind in ("anonymous", "alias"):
            for head, protected in self._protected.items():
                if protected == kind and (head in heads or self._names.get(head) in names):
                    return kind
        if named and self._renamed and any(self._doc[head].ent_type_ == "PER" for head in heads):
            return "alias"
        return "named" if named else "described"

    def _protections(self, written: str, words: SpeechWords) -> dict[int, str]:
        """Head tokens that a phrase of the report protects: "X, who asked not to be named, said"."""
        out: dict[int, str] = {}
        text = written.lower()
        if len(text) != len(written):
            return out
        for kind, pattern in [(kind, words.patterns[kind]) for kind in ("alias", "anonymous")]:
            for found in pattern.finditer(text):
                span = self._doc.char_span(found.start(), found.end(), alignment_mode="expand")
                if span is not None:
                    for head in [*_whom(span.root), *_persons_beside(span)]:
                        out[head] = kind
        return out


def _persons_beside(span: Span) -> list[int]:
    """The persons named next to a protecting phrase, whatever the tree says: one that ends within four words before
    it, and one that follows within two words ("asked to be called Abu Salma", "Abu Salma (not his real name)").

    A name too many withheld is better than one too few.
    """
    people = [e for e in span.sent.ents if e.label_ == "PER"]
    before = [e for e in people if 0 <= span.start - e.end <= 4]
    behind = [e for e in people if 0 <= e.start - span.end <= 2]
    return [e.root.i for e in (*before[-1:], *behind)]


def _whom(token: Token) -> list[int]:
    """Whom a protecting phrase is about: the noun it hangs on, else the subject of the clause it hangs on."""
    out: list[int] = []
    for _ in range(12):
        subject = child(token, "nsubj", "nsubj:pass")
        if token.dep_ in {"acl", "acl:relcl", "appos"}:
            out.append(token.head.i)
            if token.head.dep_ in {"appos", "flat"}:
                out.append(token.head.head.i)
            return out
        if (
            subject is not None
            and subject.pos_ in {"NOUN", "PROPN", "PRON"}
            and subject.lower_ not in {"who", "name", "names", "which"}
        ):
            out.append(subject.i)
            return out
        if token.head.i == token.i:
            return out
        token = token.head
    return out
