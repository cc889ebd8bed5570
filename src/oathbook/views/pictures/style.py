"""The few sizes and colours of all pictures.

Colours are told apart by the colour-blind (after Okabe and Ito) and differ in lightness; none is the only sign of
anything. No CSS variables, so that programs which know little CSS draw the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

FONT = 'Helvetica, Arial, "Liberation Sans", "Noto Sans", "DejaVu Sans", sans-serif'
TITLE, TEXT, LABEL, SMALL = 20.0, 12.5, 11.5, 10.0
"""Sizes of letters in pixels."""
SIZES = {"title": TITLE, "text": TEXT, "label": LABEL, "small": SMALL, "strong": LABEL}
BOLD = frozenset({"title", "strong"})
MARGIN = 24.0
Theme = Literal["both", "light"]
"""``both``: the dark colours where the reader's screen asks for them; ``light``: these alone, as for a PNG."""

Colours = Mapping[str, str]
LIGHT: Colours = {
    "paper": "#ffffff", "land": "#faf8f3", "sea": "#e4ecf1", "border": "#c2bcad",
    "ink": "#1d1c1a", "quiet": "#615d55", "line": "#d9d5ca", "soft": "#efece4",
    "under": "#0064a8", "with": "#00795b", "hostile": "#c04a00", "truce": "#7a6a00", "supports": "#2c8fc9",
    "leads": "#8b3a74", "strength": "#3f4a56", "based": "#5b6b2f", "holds": "#00795b", "captive": "#a3324a",
    "descent": "#6b4fa0",
    "a0": "#0064a8", "a1": "#c04a00", "a2": "#00795b", "a3": "#8b3a74", "a4": "#b58a00", "a5": "#3a9bd0",
    "a6": "#6b4fa0", "ax": "#7d7a73",
}  # fmt: skip
DARK: Colours = {
    "paper": "#16171a", "land": "#24262b", "sea": "#171d24", "border": "#4a4d55",
    "ink": "#e9e6df", "quiet": "#a8a398", "line": "#3b3d43", "soft": "#25272c",
    "under": "#6db3ee", "with": "#4fc3a1", "hostile": "#ff9a5c", "truce": "#d6c65a", "supports": "#8fd0f5",
    "leads": "#e095c8", "strength": "#b9c4d0", "based": "#b3c67c", "holds": "#4fc3a1", "captive": "#f08a9d",
    "descent": "#b79ef0",
    "a0": "#6db3ee", "a1": "#ff9a5c", "a2": "#4fc3a1", "a3": "#e095c8", "a4": "#f0cb4a", "a5": "#9adcff",
    "a6": "#b79ef0", "ax": "#a8a398",
}  # fmt: skip
ACTORS = 7
"""How many actors have a colour of their own ("a0" to "a6"); all others have "ax"."""

_FIXED = (
    f"text{{font-family:{FONT}}}"
    f".title{{font-size:{TITLE}px;font-weight:600}}.text{{font-size:{TEXT}px}}.label{{font-size:{LABEL}px}}"
    f".strong{{font-size:{LABEL}px;font-weight:600}}.small{{font-size:{SMALL}px}}"
    ".halo{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}"
    ".mark{cursor:help}a.mark{cursor:pointer}a.mark:focus{outline:2px solid}.mark:hover .bar{stroke-width:2.2px}"
    ".none{fill:none}.thin{stroke-width:1px}.mid{stroke-width:1.6px}.thick{stroke-width:2.4px}"
    ".dash{stroke-dasharray:5 3}.dots{stroke-dasharray:1.5 3;stroke-linecap:round}.far{stroke-dasharray:9 3 2 3}"
    ".faint{fill-opacity:.16}.ghost{fill-opacity:.07}.half{fill-opacity:.5}.pale{stroke-opacity:.45}"
)


def _colours(colours: Colours) -> str:
    fills = "".join(f".f-{name}{{fill:{value}}}.s-{name}{{stroke:{value}}}" for name, value in colours.items())
    return (
        f"{fills}.paper{{fill:{colours['paper']}}}.title,.text,.label,.strong,.small{{fill:{colours['ink']}}}"
        f".quiet{{fill:{colours['quiet']}}}.on{{fill:{colours['paper']}}}.halo{{stroke:{colours['paper']}}}"
    )


def css(theme: Theme) -> str:
    """The style sheet of a drawing."""
    if theme == "light":
        return _FIXED + _colours(LIGHT)
    return f"{_FIXED}{_colours(LIGHT)}@media screen and (prefers-color-scheme:dark){{{_colours(DARK)}}}"


def scoped_css() -> str:
    """The style sheet for drawings that are part of a page: the rules of ``css`` within ``.picture`` alone."""
    bare = "text{font-weight:400;line-height:normal}.mark{background:none;border:0;padding:0}"
    dark = f"@media screen and (prefers-color-scheme:dark){{{_within(_colours(DARK))}}}"
    return f"{_within(bare + _FIXED + _colours(LIGHT))}{dark}"


def _within(rules: str) -> str:
    """Each rule for what is inside a picture."""

    def scoped(rule: re.Match[str]) -> str:
        selectors = ",".join(f".picture {each}" for each in rule[1].split(","))
        return f"{selectors}{{{rule[2]}}}"

    return re.sub(r"([^{}]+)\{([^{}]*)\}", scoped, rules)
