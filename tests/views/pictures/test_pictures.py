"""Pictures: valid, escaped, the same bytes for the same spans, no label on another, doubt drawn as doubt."""

from __future__ import annotations

import base64
import hashlib
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.views.pictures.war import descents, span, war

from oathbook.errors import OptionError
from oathbook.history.span import Span
from oathbook.records import Figure
from oathbook.views.pictures import KINDS, Asked, Kind, Picture, check_suffix, draw, mended, page, save
from oathbook.views.pictures.text import cut, plain, width_of
from oathbook.views.protect import PROTECTED, protector

SVG = "{http://www.w3.org/2000/svg}"
DAY = Asked(on=date(2015, 1, 20))
HOSTILE = [
    '<script>alert("x")</script>',
    "\"><img src=x onerror='x'>",
    "]]>&lt;&amp;{{ 7 * 7 }}",
    "evil \u202e\u2066name\u2069\u0007\x00\ufffe",
    "لواء الفجر",
    "x" * 400,
]


def drawn(kind: Kind, spans: list[Span] | None = None, asked: Asked = DAY, **options: object) -> Picture:
    return draw(kind, war() if spans is None else spans, asked, descents=descents(), **options)  # type: ignore[arg-type]


def everything(text: str) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(text).iter()


def bars(picture: Picture, words: str) -> list[ElementTree.Element]:
    """The groups of marks whose words begin so."""
    return [
        group
        for group in everything(picture.svg())
        if group.get("class") == "mark" and (group.findtext(f"{SVG}title") or "").startswith(words)
    ]


def classes(group: ElementTree.Element, tag: str) -> list[set[str]]:
    return [set((each.get("class") or "").split()) for each in group.iter(f"{SVG}{tag}")]


# --- the drawing as a file ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_valid_xml_with_title_and_claims(kind: Kind) -> None:
    picture = drawn(kind)
    root = ElementTree.fromstring(picture.svg())
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == picture.title
    titles = {each.text or "" for each in root.iter(f"{SVG}title")}
    firsts = [f"[{mark.supporting[0].id[:8]}]" for mark in picture.marks if mark.supporting]
    assert firsts and [id for id in firsts if not any(id in title for title in titles)] == []
    assert re.search(r"\d+ claims in \d+ reports", picture.caption[0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spans", ["none", "one"])
def test_little_or_nothing_told(kind: Kind, spans: str) -> None:
    given = [] if spans == "none" else [span("under", "Lions", "Tigers")]
    ElementTree.fromstring(draw(kind, given, Asked()).svg())


@pytest.mark.parametrize("kind", KINDS)
def test_order_of_spans_changes_nothing(kind: Kind) -> None:
    spans = war()
    first = drawn(kind, spans).svg()
    for seed in (1, 2, 3):
        random.Random(seed).shuffle(spans)
        assert drawn(kind, spans).svg() == first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_every_text_is_escaped(kind: Kind, name: str) -> None:
    spans = [
        span("under", name, f"{name} banner", "2014-01-01"),
        span("under", "Owls", name, None, state="considered", heard="2015-01-01"),
        span("leads", name, f"{name} banner", "2014-01-01"),
        span("hostile", "Lions", name, "2014-01-01", place=name),
        span("holds", name, None, "2014-01-01", place="Homs"),
        span("based", "Lions", None, "2014-01-01", place=name),
        span("strength", name, None, "2014-01-01", figure=Figure(100, 50, 150, name)),
    ]
    picture = draw(kind, spans, DAY)
    for text in (picture.svg(), page(picture)):
        assert "<script" not in text and "<img" not in text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe]", text)
        text.encode()
    tags = {each.tag.removeprefix(SVG) for each in everything(picture.svg())}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "circle", "g", "text", "clipPath"}


def test_page_runs_nothing_and_asks_nothing() -> None:
    text = page(drawn("timeline"))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy and policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<script|javascript:|\son\w+=|\sstyle=|@import|url\((?!#)", text)
    assert {link for link in re.findall(r'href="([^"]+)"', text) if not link.startswith("#")} == set()


def test_page_has_the_words_of_every_claim_where_its_mark_leads() -> None:
    picture = drawn("tree")
    text = page(picture)
    for mark in picture.marks:
        assert f'href="#e{mark.number}"' in text
        section = unescape(text.split(f'id="e{mark.number}"')[1].split("</section>")[0])
        for claim in (*mark.supporting, *mark.against):
            assert claim.id[:8] in section and plain(claim.evidence) in section


def test_styles_of_a_page_are_those_that_its_policy_allows() -> None:
    text = page(drawn("map"))
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    allowed = re.findall(r"'sha256-([^']+)'", text)
    assert [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles] == allowed


# --- labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keys", [(), ("fajr al-wadi",), ("emirate movement", "northern shield")], ids=str)
def test_no_label_on_another_and_none_outside(kind: Kind, keys: tuple[str, ...]) -> None:
    picture = drawn(kind, keys=keys)
    assert len(picture.labels) > 5
    on_another = [
        (one.words, other.words)
        for number, one in enumerate(picture.labels)
        for other in picture.labels[number + 1 :]
        if one.meets(other)
    ]
    assert on_another == []
    outside = [box.words for box in picture.labels if box.right > picture.width or box.bottom > picture.height]
    assert outside == []


def crowd(number: int) -> list[Span]:
    """So many groups, each under one of the first four and against another."""
    chance = random.Random(7)
    names = [f"Katibat {chance.choice(['al-Nahr', 'al-Jabal', 'al-Wadi'])} {n}" for n in range(number)]
    spans = [span("under", name, names[n % 4], f"2014-0{n % 9 + 1}-01") for n, name in enumerate(names) if n > 3]
    spans += [span("hostile", *sorted(chance.sample(names, 2)), "2014-02-01") for _ in range(number)]
    return spans


def test_eighty_nodes_are_readable_and_more_are_left_out_with_a_word() -> None:
    picture = drawn("network", crowd(100))
    boxes = picture.labels
    assert not [1 for number, one in enumerate(boxes) for other in boxes[number + 1 :] if one.meets(other)]
    named = [box.words for box in boxes if re.fullmatch(r"Katibat \S+ \d+", box.words)]
    assert len(named) >= 72
    assert any(box.words.startswith("20 actors with fewer ties not drawn:") for box in boxes)


def test_plain_takes_out_what_no_file_can_hold() -> None:
    assert plain("a\ud800b\ufffe\u202ec\x07\nd") == "abc d"


def test_cut_fits_and_keeps_what_fits() -> None:
    assert cut("Lions", 200, 12) == "Lions"
    short = cut("Lions of the Plain and of the River", 80, 12)
    assert short.endswith("…") and width_of(short, 12) <= 80
    assert cut("Lions", 3, 12) == ""


# --- doubt ----------------------------------------------------------------------------------------------------------


def test_uncertain_ends_are_faded() -> None:
    spans = [
        span("under", "Lions", "Tigers", ("2014-01-01", "2014-03-01"), ("2014-09-01", "2014-11-01")),
        span("under", "Owls", "Tigers", "2014-03-01", "2014-09-01"),
    ]
    picture = draw("timeline", spans, Asked())
    (unsure,), (sure,) = bars(picture, "Lions under Tigers"), bars(picture, "Owls under Tigers")
    faded = [found for found in classes(unsure, "rect") if {"faint", "dash"} <= found]
    assert len(faded) == 2 and len(classes(unsure, "rect")) == 3
    assert [found for found in classes(sure, "rect") if "faint" in found] == []


def test_an_open_end_has_an_arrow_and_the_day_last_heard() -> None:
    spans = [
        span("under", "Lions", "Tigers", "2014-01-01", None, heard="2014-06-01"),
        span("under", "Owls", "Tigers", "2014-01-01", "2015-01-01"),
    ]
    picture = draw("timeline", spans, Asked(known_by=date(2015, 6, 1)))
    (open_,), (over,) = bars(picture, "Lions under Tigers"), bars(picture, "Owls under Tigers")
    assert len(classes(open_, "path")) >= 2 and classes(over, "path") == []
    assert "last heard 2014-06-01" in (open_.findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("state", ["considered", "demanded", "possible", "refused", "denied"])
def test_what_only_may_be_is_hollow(state: str) -> None:
    picture = draw("timeline", [span("under", "Lions", "Tigers", None, state=state, heard="2014-06-01")], Asked())
    (group,) = bars(picture, "Lions under Tigers")
    assert all("none" in found and "dots" in found for found in classes(group, "rect"))
    assert bool(classes(group, "path")) is (state in ("refused", "denied"))


def test_oaths_and_departures_are_arrows_to_the_banner() -> None:
    spans = [
        span("under", "Lions", "Tigers", "2014-01-01", "2014-09-01", way="pledged"),
        span("leads", "Karim al-Sidri", "Tigers", "2013-01-01"),
    ]
    picture = draw("timeline", spans, Asked())
    assert len(bars(picture, "Lions under Tigers")) == 2
    (left,) = bars(picture, "End of: Lions under Tigers")
    assert any("dash" in found for found in classes(left, "path"))


def test_timeline_tells_of_renames_by_the_knowledge_files() -> None:
    picture = drawn("timeline")
    (mark,) = [mark for mark in picture.marks if "renamed Steppe Brigades" in mark.words]
    assert "knowledge file: an invented list" in mark.words and mark.supporting == ()


# --- tree, strength -------------------------------------------------------------------------------------------------


def words_of(picture: Picture) -> list[str]:
    return [box.words for box in picture.labels]


def test_tree_of_a_day_has_who_stood_there_on_it() -> None:
    before, after = (
        words_of(drawn("tree", asked=Asked(on=date(*day)), keys=["emirate movement"]))
        for day in [(2014, 2, 15), (2015, 1, 20)]
    )
    assert "Fajr al-Wadi" not in before and "Fajr al-Wadi" in after
    assert "Southern Wing" in before and "Sons of the Valley" in after


def test_tree_shows_the_chain_above_the_actor_asked_for() -> None:
    words = words_of(drawn("tree", keys=["sons of the valley"]))
    assert {"Sons of the Valley", "Fajr al-Wadi", "Emirate Movement"} <= set(words)
    assert "Southern Wing" not in words


def test_a_circle_of_banners_is_drawn_once() -> None:
    spans = [span("under", "Lions", "Tigers", "2014-01-01"), span("under", "Tigers", "Lions", "2014-01-01")]
    for keys in ((), ("lions",)):
        assert {"Lions", "Tigers"} <= set(words_of(draw("tree", spans, DAY, keys=keys)))


def test_names_of_the_day_take_the_place_of_others() -> None:
    words = words_of(drawn("tree", called={"emirate movement": "Emirate of the Plain"}))
    assert "Emirate of the Plain" in words and "Emirate Movement" not in words


def test_strength_has_range_and_rivals() -> None:
    picture = drawn("strength", keys=["fajr al-wadi"])
    assert {"500 (450–550)", "100 (80–150)", "200–400"} <= set(words_of(picture))
    assert [mark for mark in picture.marks if mark.words.startswith("rival figure: 300 fighters")]


# --- protected names ------------------------------------------------------------------------------------------------


def test_protected_names_are_left_out() -> None:
    spans = [span("leads", "Abu Salma", "Lions", "2014-01-01"), span("under", "Lions", "Tigers", "2014-01-01")]
    first = replace(spans[0].supporting[0], source="Abu Salma", standing="alias")
    guard = protector([first])
    spans[0] = mended(replace(spans[0], supporting=(first,)), guard)
    text = page(draw("timeline", spans, Asked()))
    assert "Abu Salma" not in text and "Salma" not in text and f"led by {PROTECTED}" in text


# --- files ----------------------------------------------------------------------------------------------------------


def test_suffixes() -> None:
    assert check_suffix(Path("a.SVG"), "map") == ".svg"
    assert check_suffix(Path("a.gexf"), "network") == ".gexf"
    with pytest.raises(OptionError) as error:
        check_suffix(Path("a.pdf"), "tree")
    assert str(error.value) == 'a.pdf has ".pdf"; a tree can be written to .svg, .png, .html'
    with pytest.raises(OptionError, match="only a network can be written as a graph"):
        check_suffix(Path("a.graphml"), "tree")
    with pytest.raises(OptionError, match="a has no ending"):
        check_suffix(Path("a"), "tree")


def test_png(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason='PNG needs the extra "pictures"')
    for kind in KINDS:
        save(tmp_path / f"{kind}.png", ".png", drawn(kind))
        assert (tmp_path / f"{kind}.png").read_bytes().startswith(b"\x89PNG")


def test_png_without_its_package_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(OptionError) as error:
        save(tmp_path / "a.png", ".png", drawn("tree"))
    assert 'pip install "oathbook[pictures]"' in str(error.value)


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="choose another file with -o"):
        save(tmp_path / "no" / "a.svg", ".svg", drawn("tree"))
