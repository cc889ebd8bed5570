"""The rules by which a span is believed, each with a name. docs/belief.md has them in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oathbook.errors import OptionError
from oathbook.history.belief.case import Case, count, many, told_voices
from oathbook.history.belief.numbers import LETTERS, Limits
from oathbook.history.span import Belief, Grade

INFORMATION: Mapping[Grade, int] = MappingProxyType(
    {"confirmed": 1, "probable": 2, "possible": 3, "doubtful": 4, "improbable": 5, "cannot be judged": 6}
)
"""The Admiralty scale's number of each grade."""
BEST_FIRST: tuple[Grade, ...] = ("confirmed", "probable", "possible", "cannot be judged", "doubtful", "improbable")
"""From most to least believed: what cannot be judged stands between possible and doubtful."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it does in one line, and what it makes of a case."""

    name: str
    says: str
    judge: Callable[[Case], tuple[Grade, tuple[str, ...]]]

    def weigh(self, case: Case) -> Belief:
        """The belief, with its reasons."""
        grade, reasons = self.judge(case)
        return Belief(self.name, grade, case.pro.letter, INFORMATION[grade], reasons)


def by_default(case: Case) -> tuple[Grade, tuple[str, ...]]:
    """Weights of independent sources for it less those against it; see docs/belief.md."""
    limits, pro, con = case.numbers.limits, case.pro, case.con
    reasons = told_voices(case)
    weight = pro.weight
    if case.quiet is not None:
        counts = case.numbers.heard.counts(case.quiet)
        if counts != 1:
            weight = round(weight * counts, 4)
            reasons.append(f"Last heard of {case.quiet} days before the day asked for: what is for it counts {counts}.")
    reasons.append(
        f"{many(pro.voices)} so in {count(pro.reports, 'report')}, {con.voices} in {count(con.reports, 'report')} "
        f"{'says' if con.voices == 1 else 'say'} otherwise: {weight:.2f} for it, {con.weight:.2f} against it."
    )
    grade, why = _graded(case, weight, limits)
    return grade, (*reasons, why)


def _graded(case: Case, weight: float, limits: Limits) -> tuple[Grade, str]:
    """The grade, and the sentence that says which limit decided it."""
    against = case.con.weight
    ahead = round(weight - against, 4)
    if weight < limits.judged and against < limits.small:
        return (
            "cannot be judged",
            f"Cannot be judged: less than {limits.judged:.2f} is for it and hardly anything against.",
        )
    if ahead >= limits.confirmed:
        missing = _missing(case, weight, limits)
        if not missing:
            return "confirmed", (
                f"Confirmed: {limits.confirmed:.2f} or more ahead, by {limits.voices} or more independent sources in "
                f"{limits.reports} or more reports."
            )
        return "probable", f"Probable and not confirmed: {missing}."
    if ahead >= limits.probable:
        return "probable", f"Probable: {limits.probable:.2f} or more ahead, less than {limits.confirmed:.2f}."
    if ahead >= limits.possible:
        return "possible", f"Possible: {limits.possible:.2f} or more ahead, less than {limits.probable:.2f}."
    if ahead >= limits.doubtful:
        return "doubtful", f"Doubtful: less than {limits.possible:.2f} ahead."
    return "improbable", f"Improbable: more than {-limits.doubtful:.2f} behind."


def _missing(case: Case, weight: float, limits: Limits) -> str:
    """What keeps it from being confirmed; empty where nothing does."""
    pro = case.pro
    if pro.voices < limits.voices:
        return f"fewer than {limits.voices} independent sources say so"
    if pro.reports < limits.reports:
        return f"fewer than {limits.reports} reports say so"
    if LETTERS.index(pro.letter) > LETTERS.index(limits.letter):
        return f"no source is {limits.letter} or better"
    if case.con.weight > limits.against * weight:
        return f"what is against it is more than {limits.against:.0%} of what is for it"
    return ""


def by_majority(case: Case) -> tuple[Grade, tuple[str, ...]]:
    """Independent sources are counted, not weighed: how many more say so than say otherwise."""
    pro, con, need = case.pro.voices, case.con.voices, case.numbers.majority
    said = f"{many(pro)} so, {con} {'says' if con == 1 else 'say'} otherwise."
    if not pro and not con:
        return "cannot be judged", (said,)
    grades: tuple[Grade, ...] = ("confirmed", "probable", "possible", "doubtful")
    for grade in grades:
        if pro and pro - con >= need[grade]:
            return grade, (said,)
    return "improbable", (said,)


def by_latest(case: Case) -> tuple[Grade, tuple[str, ...]]:
    """The newest word is taken, whoever says it: by the day of publication, a copy counting with its original."""
    pro, con = case.pro.newest, case.con.newest
    if pro is None and con is None:
        return "cannot be judged", ("No report of it has a publication date.",)
    if con is None or (pro is not None and pro > con):
        return "probable", (f"The newest word is for it, published on {pro}.",)
    if pro is None or con > pro:
        return "improbable", (f"The newest word is against it, published on {con}.",)
    return "doubtful", (f"The newest words, published on {pro}, are for it and against it.",)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            Rule("default", "weighs independent sources by standing, nearness, interest, status and time", by_default),
            Rule("majority", "counts independent sources for and against, each alike", by_majority),
            Rule("latest", "takes the newest word, whoever says it", by_latest),
        )
    }
)
"""The rules by name."""


def rule_of(name: str) -> Rule:
    """The rule of that name. OptionError where there is none."""
    if name not in RULES:
        raise OptionError(
            f"there is no rule {name!r}; there are {', '.join(RULES)}; `oathbook rules` says what each does"
        )
    return RULES[name]
