"""Pictures and graphs to files; the name's ending says which form."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from oathbook.errors import OptionError
from oathbook.views.pictures.html import page
from oathbook.views.pictures.picture import Picture

DRAWN = (".svg", ".png", ".html")
GRAPHS = (".gexf", ".graphml")
ZOOM = 2.0
"""Pixels of a PNG for one of the drawing."""


def check_suffix(path: Path, kind: str) -> str:
    """The ending of the file's name; OptionError where it is none that this kind of picture has."""
    suffix = path.suffix.lower()
    allowed = [*DRAWN, *(GRAPHS if kind == "network" else ())]
    if suffix in allowed:
        return suffix
    told = f'"{suffix}"' if suffix else "no ending"
    only = "; only a network can be written as a graph" if suffix in GRAPHS else ""
    raise OptionError(f"{path.name} has {told}; a {kind} can be written to {', '.join(allowed)}{only}")


def can_draw_png() -> bool:
    """Whether the package that draws a PNG is installed."""
    return find_spec("resvg_py") is not None


def png(picture: Picture) -> bytes:
    """The picture as a PNG, light, twice as large; OptionError where the package that draws it is not installed."""
    try:
        import resvg_py
    except ImportError as error:
        raise OptionError(
            "a .png needs the package resvg_py, which is not installed; "
            'install it with `pip install "oathbook[pictures]"`, or write a .svg or .html'
        ) from error
    drawn: bytes = resvg_py.svg_to_bytes(svg_string=picture.svg(theme="light"), zoom=ZOOM)
    return bytes(drawn)


def save(path: Path, suffix: str, picture: Picture) -> None:
    """Write the picture in the form that the ending asks for."""
    makers: dict[str, Callable[[], bytes]] = {
        ".svg": lambda: picture.svg().encode(),
        ".html": lambda: page(picture).encode(),
        ".png": lambda: png(picture),
    }
    write_file(path, makers[suffix]())


def write_file(path: Path, content: bytes) -> None:
    """Write the file; OptionError where that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OptionError(f"cannot write {path} ({error.strerror}); choose another file with -o") from error
