"""From the word that fills a role to the name, place, time or figure that a claim gives."""

from __future__ import annotations

from oathbook.records import Figure, FigureExpression, Mention, Reading, TimeExpression

_DROPPED = ("the", "a", "an", "this", "that", "these", "those")


class Fillers:
    """What stands at each token of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._by_head = {m.head: m for m in reading.mentions}

    def mention(self, token: int) -> Mention | None:
        """The mention that the token heads, else the smallest one around it."""
        if token in self._by_head:
            return self._by_head[token]
        around = [m for m in self.reading.mentions if m.first <= token <= m.last]
        return min(around, key=lambda m: (m.last - m.first, m.first)) if around else None

    def actor(self, token: int) -> tuple[str, str, int] | None:
        """Name, kind and cluster of the actor at a token; None where no name can be given ("they", unresolved)."""
        mention = self.mention(token)
        if mention is None:
            word = self.reading.doc[token]
            return None if word.pos_ in ("PRON", "DET", "PUNCT", "VERB") else (word.text, "other", -1 - token)
        cluster = self.reading.clusters[mention.cluster]
        name = without_article(cluster.best)
        only_pronouns = all(self.reading.mentions[k].form == "pronoun" for k in cluster.mentions)
        return None if only_pronouns or not name else (name, cluster.kind, cluster.index)

    def named(self, token: int) -> bool:
        """True if the actor at a token has a proper name anywhere in the report."""
        mention = self.mention(token)
        if mention is None:
            return False
        members = self.reading.clusters[mention.cluster].mentions
        return any(self.reading.mentions[k].form == "name" for k in members)

    def phrase(self, token: int) -> str | None:
        """The words of the noun phrase at a token as written, without a leading article."""
        mention = self.mention(token)
        if mention is None:
            return without_article(self.reading.doc[token].text)
        words = self.reading.span(mention).text
        return without_article(" ".join(words.split())) or None

    def time(self, token: int) -> TimeExpression | None:
        """The time expression that the token is part of, the longest one."""
        idx = self.reading.doc[token].idx
        hits = [t for t in self.reading.times if t.start <= idx < t.end]
        return max(hits, key=lambda t: t.end - t.start) if hits else None

    def figure(self, token: int) -> FigureExpression | None:
        """The number phrase at a token or counting it."""
        for figure in self.reading.figures:
            if figure.first <= token <= figure.last or figure.head == token:
                return figure
        return None

    def figure_of(self, token: int) -> Figure | None:
        """The number phrase that counts the mention at a token ("some 400 fighters")."""
        mention = self.mention(token)
        if mention is None:
            return None
        for figure in self.reading.figures:
            if figure.head == mention.head and mention.first <= figure.first <= mention.last:
                return figure.figure
        return None


def without_article(name: str) -> str:
    """A name without its leading article, blanks made single."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in _DROPPED:
        words = words[1:]
    return " ".join(words)
