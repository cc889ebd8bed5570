"""What a rule weighs: both sides of one thing."""

from __future__ import annotations

from dataclasses import dataclass

from oathbook.history.belief.numbers import Numbers
from oathbook.history.belief.voices import Chorus, Voice


@dataclass(frozen=True, slots=True)
class Case:
    """The voices for and against. ``quiet``: days between a state with no known end was last heard of and the day
    asked for; None where no day is asked for or the end is known."""

    pro: Chorus
    con: Chorus
    quiet: int | None
    numbers: Numbers


def told_voices(case: Case) -> list[str]:
    """One sentence a voice, those for it first; then how many copies were left out."""
    out: list[str] = []
    for side, chorus in (("For it", case.pro), ("Against it", case.con)):
        shown, rest = chorus.each[: case.numbers.shown], chorus.each[case.numbers.shown :]
        out += [f"{side}: {_told(voice)}." for voice in shown]
        if rest:
            weight = sum(voice.weight for voice in rest)
            out.append(f"{side}: {count(len(rest), 'more voice')}, {weight:.2f} together.")
    copies = case.pro.copies + case.con.copies
    if copies:
        out.append(f"{count(copies, 'report')} left out as {'a copy' if copies == 1 else 'copies'} of others.")
    return out


def _told(voice: Voice) -> str:
    relay = "" if voice.counted else ", beside whom it quotes"
    within = f", in {voice.reports} reports" if voice.reports > 1 else ""
    return f"{voice.shown}, {voice.letter}, weighs {voice.weight:.2f} ({', '.join(voice.notes)}{relay}{within})"


def count(number: int, noun: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def many(number: int) -> str:
    """``1 source says``, ``2 independent sources say``."""
    return "1 source says" if number == 1 else f"{number} independent sources say"
