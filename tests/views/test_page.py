"""The page of ``oathbook check``: everything escaped, nothing asked of the network, every claim on its words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from invented import make_report
from river import build_report, on_words

from oathbook.records import Block, Claim, Report
from oathbook.views.page import page
from oathbook.views.protect import PROTECTED, protector

VOID = {"meta", "input", "br", "link", "img"}


class Tree(HTMLParser):
    """Tags with their attributes, the text inside marks by class, and whether tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: dict[str, str] = {}
        self.shown = ""
        self.classes: list[str] = []
        self.skip = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.classes = (values.get("class") or "").split()
        self.skip += tag == "style" or (tag == "a" and "ref" in (values.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self.classes = []
        if self.skip and tag in ("style", "a"):
            self.skip -= 1

    def handle_data(self, data: str) -> None:
        if self.skip:
            return
        self.shown += data
        for name in self.classes:
            self.marked[name] = self.marked.get(name, "") + data


def made(report: Report, claims: list[Claim], *, safe: bool = False) -> str:
    if safe:
        return page(report, claims, reader="reader-1", protector=protector(claims))
    return page(report, claims, reader="reader-1")


def test_every_claim_is_marked_on_its_words(report: Report, claims: list[Claim]) -> None:
    tree = Tree(made(report, claims))
    assert tree.open == []
    words = {text for name, text in tree.marked.items() if re.fullmatch(r"w\d+", name)}
    assert words == {claim.evidence for claim in claims}


def test_every_number_leads_somewhere_and_back(report: Report, claims: list[Claim]) -> None:
    tags = Tree(made(report, claims)).tags
    ids = [values["id"] for _, values in tags if "id" in values]
    assert len(ids) == len(set(ids))
    links = [values["href"] or "" for tag, values in tags if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    for number in range(1, len(claims) + 1):
        assert f"#c{number}" in links and f"#w{number}" in links


def test_the_whole_report_is_there(report: Report, claims: list[Claim]) -> None:
    shown = " ".join(Tree(made(report, claims)).shown.split())
    for block in report.blocks:
        assert " ".join(report.text[block.start : block.end].split()) in shown


def test_nothing_of_the_report_becomes_markup(report: Report, claims: list[Claim]) -> None:
    evil = '"><img src=x onerror=alert(1)></style><script>alert(2)</script>&{{ 7*7 }}'
    hostile = replace(
        report, title=evil, publisher=evil, authors=(evil,), url=f"javascript:{evil}", language=evil,
        published_others=(evil,), warnings=(evil,), name=evil,
        blocks=tuple(replace(block, speaker=evil) for block in report.blocks),
    )  # fmt: skip
    told = [
        replace(
            claim, agent=(evil,), object=(evil,), place=evil, source=evil, when_words=evil, rule=evil, kinds={},
            exchanged_for=evil,
        )
        for claim in claims
    ]  # fmt: skip
    plain, attacked = Tree(made(report, claims)), Tree(made(hostile, told))
    assert attacked.open == []
    kinds = {tag for tag, _ in plain.tags}
    assert {tag for tag, _ in attacked.tags} <= kinds
    assert not {"script", "img", "iframe", "object", "form", "link"} & kinds
    assert not any(name.startswith("on") or name == "style" for _, values in attacked.tags for name in values)
    assert not any((values.get("href") or "").startswith("javascript") for _, values in attacked.tags)
    assert "49" not in attacked.shown


def test_nothing_is_asked_of_the_network(report: Report, claims: list[Claim]) -> None:
    text = made(report, claims)
    tree = Tree(text)
    assert not any(name in values for _, values in tree.tags for name in ("src", "srcset", "poster", "data"))
    assert "url(" not in text and "@import" not in text
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policies = [values["content"] for tag, values in tree.tags if tag == "meta" and "http-equiv" in values]
    assert policies == [f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://a.example/ x", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(claims: list[Claim], url: str | None, linked: bool) -> None:
    tree = Tree(made(build_report(url=url), claims))
    outside = [values for tag, values in tree.tags if tag == "a" and not (values["href"] or "").startswith("#")]
    assert [values["href"] for values in outside] == ([url] if linked else [])
    assert all(values["rel"] == "noreferrer noopener" for values in outside)


def test_protected_names_are_nowhere_on_the_page(report: Report, claims: list[Claim]) -> None:
    text = made(report, claims, safe=True)
    assert "salma" not in text.lower()
    assert text.count(PROTECTED) > 5
    assert Tree(text).open == []
    assert "Abu Salma" in made(report, claims)


def test_same_page_twice(report: Report, claims: list[Claim]) -> None:
    assert made(report, claims) == made(report, list(reversed(claims)))


def test_characters_that_have_no_place_in_a_page() -> None:
    report = build_report(title="a\x00b\ud800c\u202ed")
    text = made(report, [])
    assert '<h1 dir="auto">abcd</h1>' in text
    text.encode()


def test_report_without_claims_says_so() -> None:
    assert "<b>0 claims</b>" in made(build_report(), [])


def test_marks_say_firmness_and_depth(report: Report, claims: list[Claim]) -> None:
    inner = on_words(report, "based in the town", "base", ["Fajr al-Wadi"], [], place="Qasr Hamad")
    classes = [values["class"] or "" for tag, values in Tree(made(report, [*claims, inner])).tags if tag == "mark"]
    assert any("d3" in name.split() for name in classes)
    soft = [name for name in classes if "soft" in name.split()]
    assert soft and len(soft) < len(classes)


def test_what_stands_before_on_the_same_line_stays_there() -> None:
    text = "QASR: Lions left.\nQ: Who?\nShare"
    blocks = (
        Block("dateline", 0, 5),
        Block("paragraph", 6, 17),
        Block("boilerplate", 18, 20),
        Block("question", 21, 25),
    )
    report = make_report("line", text, blocks=(*blocks, Block("boilerplate", 26, 31)))
    claims = [on_words(report, "QASR", "base", ["Lions"], []), on_words(report, "Lions left", "leave", ["Lions"], [])]
    tree = Tree(made(report, claims))
    shown = " ".join(tree.shown.split())
    assert "QASR: Lions left." in shown and "Question Q: Who?" in shown and "Not read Share" in shown
    assert sum(values.get("class", "") == "card ground actual" for _, values in tree.tags) == 1
    assert sum((values.get("class") or "").startswith("row ") for _, values in tree.tags) == 3
