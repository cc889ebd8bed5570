"""Lines of descent: which actor came of which, as knowledge files and claims tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from oathbook.views.pictures.asked import Descent
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.cast import Player
from oathbook.views.pictures.style import LABEL, MARGIN, SMALL
from oathbook.views.pictures.svg import element
from oathbook.views.pictures.text import plain, width_of

_HIGH, _ROW = 22.0, 34.0
_WIDEST = 240.0


def chains(descents: Iterable[Descent]) -> list[list[Descent]]:
    """The descents in chains, each going on from where the last ended, in the order of time."""
    each_once = {(d.old, d.new, d.way, d.when): d for d in descents}
    waiting = sorted(each_once.values(), key=lambda d: (d.when or date.max, d.old, d.new, d.way))
    found: list[list[Descent]] = []
    for descent in waiting:
        for chain in found:
            if chain[-1].new == descent.old and all(descent.new not in (each.old, each.new) for each in chain):
                chain.append(descent)
                break
        else:
            found.append([descent])
    return found


def draw_descents(canvas: Canvas, descents: Sequence[Descent], players: Mapping[str, Player], y: float) -> float:
    """A row for each chain; a row that is full goes on in the next. Gives the y below them."""
    for chain in chains(descents):
        y += _ROW
        x = _box(canvas, _name(chain[0].old, players), MARGIN, y)
        for descent in chain:
            words = f"{descent.way} {descent.when}" if descent.when else descent.way
            wide = width_of(words, SMALL)
            name = _name(descent.new, players)
            if x + wide + 40 + min(width_of(name, LABEL, bold=True) + 16, _WIDEST) > canvas.width - MARGIN:
                y += _ROW
                x = MARGIN + 24
            end = x + wide + 26
            shapes = [
                element("path", d=f"M{x + 4:.1f} {y + 4:.1f}H{end - 6:.1f}", class_="none s-descent mid far"),
                element("path", d=f"M{end:.1f} {y + 4:.1f}l-7 -3.5v7z", class_="f-descent"),
                canvas.label(words, x + 10, y - 2, size="small", colour="quiet"),
            ]
            file = (
                f"knowledge file: {descent.source}"
                if descent.source
                else ""
                if descent.supporting
                else "knowledge file"
            )
            told = f"{_name(descent.old, players)} {words} {name}{f' ({file})' if file else ''}"
            canvas.mark(told, shapes, descent.supporting)
            x = _box(canvas, name, end + 4, y)
    canvas.height = max(canvas.height, y + _HIGH)
    return y + _HIGH


def _by_file(descent: Descent) -> str:
    if descent.source:
        return f" (knowledge file: {descent.source})"
    return "" if descent.supporting else " (knowledge file)"


def _name(key: str, players: Mapping[str, Player]) -> str:
    return players[key].name if key in players else plain(key)


def _box(canvas: Canvas, name: str, x: float, y: float) -> float:
    wide = min(width_of(name, LABEL, bold=True) + 16, _WIDEST)
    canvas.add(
        element("rect", x=x, y=y + 4 - _HIGH / 2, width=wide, height=_HIGH, rx=4, class_="f-soft s-descent thin")
    )
    canvas.write(name, x + 8, y + 4 + LABEL * 0.36, size="strong", room=wide - 14)
    return x + wide
