"""Web pages: what is the article, and what the page says of itself."""

import json
from datetime import date

from oathbook.reports import load

ARTICLE = (
    "<p>The Falcon Brigade left the Northern Front on Saturday after a quarrel over ammunition, its commander said "
    "in a statement that was read out on the radio of the coalition in the evening.</p><h2>A long quarrel</h2>"
    "<p>&ldquo;We are leaving,&rdquo; he said. Two hundred men followed him to the hills, residents of the town said, "
    "and took four trucks and the only field gun with them, which the coalition wants back before the week is out.</p>"
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Falcons quit - Valley News</title>
<meta property="og:site_name" content="Valley News"><meta property="og:url" content="https://valley.example/falcons">
<meta property="article:published_time" content="2014-12-15T20:30:00Z"><meta name="author" content="Ana Ruiz"></head>
<body><nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>Falcons quit</h1>
<p class="byline">By Ana Ruiz, 15 December 2014</p>{ARTICLE}<p>Share this article</p></article>
<footer>All rights reserved</footer></body></html>"""


def read(tmp_path, content, name="page.html", **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (report,) = load([str(path)], **options)
    return report


def test_a_page(tmp_path):
    report = read(tmp_path, PAGE)
    assert (report.name, report.title, report.publisher, report.authors) == (
        "page",
        "Falcons quit",
        "Valley News",
        ("Ana Ruiz",),
    )
    assert (report.published, report.published_from, report.url) == (
        date(2014, 12, 15),
        "meta",
        "https://valley.example/falcons",
    )
    assert [(block.kind, report.text[block.start : block.end][:20]) for block in report.blocks] == [
        ("headline", "Falcons quit"),
        ("paragraph", "The Falcon Brigade l"),
        ("subheading", "A long quarrel"),
        ("paragraph", "“We are leaving,” he"),
        ("boilerplate", "Share this article"),
    ]  # fmt: skip


def test_a_page_in_an_old_encoding_says_so_itself(tmp_path):
    page = PAGE.replace("utf-8", "iso-8859-1").replace("Ana Ruiz", "Añá Ruíz").replace("&ldquo;", "“")
    assert "“We are leaving" in read(tmp_path, page.encode("windows-1252")).text


def test_dates_that_disagree_are_kept(tmp_path):
    report = read(
        tmp_path, PAGE.replace("2014-12-15T", "2019-02-01T").replace("valley.example/", "valley.example/2014/12/15/")
    )
    assert (report.published, report.published_others) == (date(2014, 12, 15), ("2019-02-01T20:30:00Z",))


def test_linked_data_tells_the_day(tmp_path):
    script = '<script type="application/ld+json">{"datePublished": "2014-12-15"}</script>'
    page = f"<html><body>{script}{ARTICLE}</body></html>"
    report = read(tmp_path, page)
    assert (report.published, report.published_from) == (date(2014, 12, 15), "meta")


def test_a_page_laid_out_in_a_table_is_read_whole(tmp_path):
    rows = f"<tr><td><b>Home</b></td></tr><tr><td>Falcons quit<br>{ARTICLE * 2}</td></tr>"
    page = f"<html><body><table>{rows}</table></body></html>"
    report = read(tmp_path, page)
    assert report.warnings[0] == "no article found in the page: all its text is read"
    assert report.blocks[0].kind == "boilerplate"
    assert "|" not in report.text


def test_a_page_in_a_row(tmp_path):
    row = json.dumps(
        {"id": "w1", "html": PAGE, "url": "https://other.example/1", "published": "2014-12-20", "title": "Mine"}
    )
    report = read(tmp_path, row, name="rows.jsonl")
    assert (report.name, report.title, report.url) == ("w1", "Mine", "https://other.example/1")
    assert (report.published, report.published_from) == (date(2014, 12, 20), "given")
    assert report.published_others == ("2014-12-15T20:30:00Z", "15 December 2014")
