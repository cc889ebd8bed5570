"""A claim as somebody's word: whose, how reliable, how much it weighs, and why."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from oathbook.actors import fold
from oathbook.history.belief.numbers import LETTERS, Numbers
from oathbook.history.said import KeysLike
from oathbook.history.times import is_timed
from oathbook.records import Claim

PROTECTED = ("alias", "anonymous")


@dataclass(frozen=True, slots=True)
class Word:
    """One claim, weighed. ``original`` is the report that the claim's report copies, or itself.

    ``voucher`` is who vouches for it, the same for all claims of one source; ``quoted``: somebody whom the report
    quotes, not its own voice. ``letter`` is the reliability, ``notes`` say how it came about.
    """

    claim: Claim
    voucher: Hashable
    original: str
    quoted: bool
    standing: str
    letter: str
    weight: float
    notes: tuple[str, ...]


@dataclass
class Listener:
    """Hears claims as words. Keeps the folded names of sources; holds no other state."""

    numbers: Numbers
    keys: KeysLike
    copy_of: Callable[[str], str]
    publisher_of: Callable[[str], str | None]
    _folded: dict[str, str] = field(default_factory=dict, repr=False)
    _heard: dict[tuple[int, bool], Word] | None = field(default=None, repr=False)
    """Words heard so far, by the claim as it is held in memory; None where they are not kept."""
    _near: dict[str, str] = field(default_factory=dict, repr=False)

    def keeping(self) -> Listener:
        """The same, but each claim is heard once. The claims must be held meanwhile, and copies must not change."""
        return replace(self, _heard={})

    def hear(self, claim: Claim, *, of_fact: bool) -> Word:
        """The claim as a word. ``of_fact``: on whether a thing was so (a plan or possibility then says less)."""
        if self._heard is None:
            return self._word(claim, of_fact=of_fact)
        at = (id(claim), of_fact)
        found = self._heard.get(at)
        if found is None:
            found = self._heard[at] = self._word(claim, of_fact=of_fact)
        return found

    def _word(self, claim: Claim, *, of_fact: bool) -> Word:
        numbers = self.numbers
        original = self.copy_of(claim.report)
        publisher = self.publisher_of(original)
        standing = claim.standing
        stands = "report_unknown" if standing == "report" and publisher is None else str(standing)
        letter, notes = self._letter(claim, stands, publisher)
        weight = numbers.letters[letter]
        days = _days_after(claim)
        if days is not None:
            counts = numbers.told.counts(days)
            if counts != 1:
                notes.append(numbers.words["later"].format(days=days))
                weight *= counts
        if of_fact and claim.status in ("planned", "possible"):
            notes.append(numbers.words["unsure"])
            weight *= numbers.unsure
        voucher = self._voucher(claim, original, publisher)
        quoted = standing not in ("report", "unnamed")
        return Word(claim, voucher, original, quoted, stands, letter, round(weight, 4), tuple(notes))

    def fold(self, name: str) -> str:
        """The folded name, each worked out once."""
        found = self._folded.get(name)
        if found is None:
            found = self._folded[name] = fold(name)
        return found

    def _voucher(self, claim: Claim, original: str, publisher: str | None) -> Hashable:
        if claim.standing == "named":
            return ("named", self.keys(claim.source))
        if claim.standing == "alias":
            return ("alias", self.fold(claim.source))
        if claim.standing in ("report", "unnamed"):
            return ("publisher", self.fold(publisher)) if publisher else ("report", original)
        return (claim.standing, original, self.fold(claim.source))

    def _letter(self, claim: Claim, stands: str, publisher: str | None) -> tuple[str, list[str]]:
        """The letter, and the notes on it."""
        words, steps = self.numbers.words, self.numbers.steps
        notes = [words["standings"][stands]]
        given = self._given(claim, publisher)
        quoted = stands in ("named", "described", *PROTECTED)
        party, interest = self._interest(claim) if quoted else (False, 0)
        step = 0
        if quoted:
            nearness = "party" if party else self._nearness(claim)
            if nearness:
                notes.append(words[nearness])
            step += {"party": steps["near"], "near": steps["near"], "far": steps["far"]}.get(nearness, 0)
        if interest:
            own = "own_favour" if interest < 0 else "own_harm"
            notes.append(words[own])
            step += steps[own]
        if given is not None:
            notes.append(words["listed"])
            if given in "EF" or interest >= 0:
                return given, notes
            return LETTERS[min(LETTERS.index(given) - steps["own_favour"], LETTERS.index("E"))], notes
        allowed = self.numbers.standings[stands]
        at = LETTERS.index(allowed.start) - step
        return LETTERS[max(LETTERS.index(allowed.best), min(at, LETTERS.index(allowed.worst)))], notes

    def _given(self, claim: Claim, publisher: str | None) -> str | None:
        """The letter that the user's list gives; of a protected source it gives none."""
        numbers = self.numbers
        if claim.standing in ("named", "described"):
            if not numbers.names:
                return None
            return numbers.names.get(self.fold(claim.source)) or numbers.names.get(self.keys(claim.source))
        if claim.standing == "report" and publisher is not None:
            return numbers.publishers.get(self.fold(publisher))
        return None

    def _interest(self, claim: Claim) -> tuple[bool, int]:
        """Whether the source is a party to what it says, and whether that serves (-1) or harms (1) it."""
        table = self.numbers.interest.get(claim.type, {})
        turned = -1 if claim.status == "denied" else 1
        source = f" {self.fold(claim.source)} "
        key = self.keys(claim.source)
        party, found = False, []
        for role, names in (("agent", claim.agent), ("object", claim.object)):
            for name in names:
                folded = self.fold(name)
                if key == self.keys(name) or (folded and f" {folded} " in source):
                    party = True
                    found.append(table.get(role, 0) * turned)
                    break
        return party, min(found, default=0)

    def _nearness(self, claim: Claim) -> str:
        """ "near", "monitor", "far" or nothing known."""
        source, kind = f" {self.fold(claim.source)} ", claim.kinds.get(claim.source)
        words = self._near.get(source)
        if words is None:
            words = self._near[source] = self._by_words(source)
        if kind == "state" or words == "far":
            return "far"
        if kind == "medium" or words == "monitor":
            return "monitor"
        return "near" if words == "near" and not self._elsewhere(claim, source) else ""

    def _by_words(self, source: str) -> str:
        """What the source's own words say of its nearness."""
        numbers = self.numbers
        ways = (("far", numbers.far), ("monitor", numbers.monitor), ("near", numbers.near))
        return next((way for way, words in ways if _holds(source, words)), "")

    def _elsewhere(self, claim: Claim, source: str) -> bool:
        """Whether the source's own words name another place than the claim's; not known is no."""
        words = source.split()
        at = next((i for i, word in enumerate(words) if word in self.numbers.place_words), None)
        if claim.place is None or at is None or at + 1 == len(words):
            return False
        written = claim.source.split()
        named = any(word[:1].isupper() for word in written[1:])
        return named and not set(words[at + 1 :]) & set(self.fold(claim.place).split())


def _holds(source: str, words: tuple[str, ...]) -> bool:
    return any(word in source for word in words)


def _days_after(claim: Claim) -> int | None:
    """Days from the last day of what is told to the publication; None where either is not known."""
    if claim.published is None or not is_timed(claim):
        return None
    assert claim.when is not None
    last = claim.when.latest or claim.when.earliest
    assert last is not None
    return max((claim.published - last).days, 0)
