"""What is read in may hold anything: the desk shows it as text, and nothing in it runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from desk_work import drop
from invented import make_claim, make_report
from scripts.desk_served import served
from watching import OpenTab, Tab

from oathbook.ledger import Ledger

IMAGE = "<img src=x onerror=window.ran=1>"
VECTOR = "<svg onload=window.ran=2><script>window.ran=3</script></svg>"
QUOTED = "\"'><script>window.ran=4</script>"
FRAME = '<iframe src="data:text/html,<script>parent.ran=5</script>"></iframe>'
LINK = "javascript:window.ran=6"
NAMES = (f"{IMAGE} Salt Road Brigade", f"{IMAGE} Saltroad Brigade", f"{VECTOR} Front")
PAGE = f"""<!doctype html><html><head><title>Brigade {IMAGE}</title>
<script>window.ran = 7; alert("ran")</script><meta http-equiv="refresh" content="0; url=data:text/html,gone">
<link rel="stylesheet" href="http://elsewhere.invalid/style.css"></head>
<body onload="window.ran = 8"><article><h1>Brigade joins the Front</h1>
<p>The Hill Brigade joined the River Front on 3 May 2016, its commander said. {IMAGE} {VECTOR} {FRAME}</p>
<p>&lt;script&gt;window.ran=9&lt;/script&gt; The River Front holds the town of Qasr Hamad.
<a href="{LINK}">More</a> <object data="data:text/html,x"></object><form action="http://elsewhere.invalid/"></form></p>
</article></body></html>"""
TEXT = f"""The Lake Brigade left the River Front on 4 May 2016, and its 200 fighters went home, residents said.
{VECTOR} The River Front said that it had not heard of it. {QUOTED} The town was quiet on Thursday.
"""
FOUND = """[...document.querySelectorAll("script:not([src]), iframe, object, embed, [onerror], [onload], img[src='x'], \
a[href^='javascript:' i], [src^='data:' i], [href^='data:' i], main form[action^='http']")]
    .map((each) => each.outerHTML)"""
"""What a page holds that only an upload can have brought."""


@pytest.fixture(scope="module")
def ledger(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, and a report whose every field and name holds markup."""
    made = Path(shutil.copy(examples, tmp_path_factory.mktemp("markup") / "book.sqlite"))
    told = [
        f"{NAMES[0]} pledged allegiance to {NAMES[2]} {QUOTED}",
        f"{NAMES[1]} has 300 fighters",
        f"{NAMES[1]} holds {IMAGE}",
        f"{NAMES[0]} left {NAMES[2]}",
    ]
    text = ".\n\n".join(told) + ".\n"
    report = make_report(
        f"markup {IMAGE}", text, title=f"{QUOTED} {IMAGE}", publisher=VECTOR, authors=(IMAGE,), url=LINK
    )
    kinds: list[dict[str, Any]] = [
        {"type": "pledge", "agent": NAMES[:1], "object": NAMES[2:], "what": FRAME},
        {"type": "strength", "agent": NAMES[1:2], "object": (), "quantity": 300},
        {"type": "hold", "agent": NAMES[1:2], "object": (), "place": IMAGE},
        {"type": "leave", "agent": NAMES[:1], "object": NAMES[2:], "status": "possible", "source": f"{QUOTED} said"},
    ]
    claims = [
        make_claim(report, start=text.index(words), end=text.index(words) + len(words), evidence=words, **each)
        for words, each in zip(told, kinds, strict=True)
    ]
    with Ledger(str(made)) as book:
        book.append(report, claims, reader="reader-1")
        book.review(claims[0].id, "corrected", who=IMAGE, corrections={"status": "planned"}, why=QUOTED)
        book.review(claims[0].id, "rejected", who="Bea", why=VECTOR)
        book.judge(NAMES[0], NAMES[2], "different", who=IMAGE, why=QUOTED)
    return made


@pytest.fixture(scope="module")
def open_desk(ledger: Path) -> Iterator[str]:
    """The desk of that ledger."""
    with served(ledger) as address:
        yield address


def harmless(tab: Tab) -> None:
    """Nothing of an upload ran on the page that is open, and nothing of it is more than text."""
    assert tab.page.evaluate("typeof window.ran") == "undefined", tab.page.url
    assert tab.page.evaluate(FOUND) == [], tab.page.url
    assert tab.problems == []


def test_markup_in_every_field_is_shown_as_text(open_desk: str, ledger: Path, open_tab: OpenTab) -> None:
    with Ledger(str(ledger)) as book:
        told = {claim.type: claim for claim in book.claims() if claim.report_name.startswith("markup")}
    pledge, left, actor = told["pledge"], told["leave"], quote(NAMES[0], safe="")
    tab = open_tab(open_desk)
    for address, words in {
        "/": QUOTED,
        "/reports": QUOTED,
        f"/reports/{pledge.report}": VECTOR,
        f"/claims/{pledge.id}": NAMES[2],
        f"/claims/{left.id}": QUOTED,
        f"/claims?actor={actor}": NAMES[0],
        f"/review?claim={left.id}": NAMES[0],
        f"/review?report={pledge.report}": IMAGE,
        "/review/differences": VECTOR,
        "/review/agreement": IMAGE,
        "/search?q=pledged": NAMES[0],
        f"/search?q={quote(IMAGE)}": "",
        f"/actors?q={quote('Salt Road')}": NAMES[0],
        f"/actors/{actor}": NAMES[0],
        "/names": NAMES[1],
        "/names/log": QUOTED,
        f"/names/pair?one={actor}&other={quote(NAMES[1], safe='')}": NAMES[1],
        "/network?on=2014-12-15": "",
        "/map?on=2014-12-15": "",
        "/disputes": "",
        "/watch?days=400&on=2014-12-20": NAMES[0],
        "/changes?from=2014-01-01&to=2016-01-01": NAMES[0],
        f"/pictures/timeline/evidence?name={actor}&mark=1": "",
        "/audit": "",
    }.items():
        page = tab.open(address)
        harmless(tab)
        assert words in page.locator("body").inner_text(), address


@pytest.mark.parametrize("form", ["svg", "html"])
@pytest.mark.parametrize("kind", ["timeline", "network"])
def test_a_picture_of_such_names_runs_nothing(
    kind: str, form: str, open_desk: str, browser: Any, tmp_path: Path
) -> None:
    # Opened as a file, where no security policy of the desk protects it.
    page = browser.new_page()
    answer = page.request.get(f"{open_desk}/pictures/{kind}.{form}?name={quote(NAMES[0], safe='')}&on=2014-12-15")
    assert answer.ok
    assert "Salt Road" in answer.text()
    file = tmp_path / f"picture.{form}"
    file.write_bytes(answer.body())
    page.goto(file.as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("typeof window.ran") == "undefined"
    page.context.close()


def test_uploaded_pages_are_read_and_not_run(open_desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(open_desk)
    drop(tab, [("page.html", PAGE), (f"{IMAGE}.txt", TEXT)])
    harmless(tab)
    assert IMAGE in tab.page.locator(".outcomes").inner_text()
    for name in ("page", IMAGE):
        page = tab.open("/read")
        page.get_by_role("link", name=IMAGE).first.click()
        page.locator(".outcomes").get_by_role("link", name=name, exact=True).click()
        harmless(tab)
        assert page.locator("a.mark").count()
    page = tab.open("/read")
    page.locator("#text").fill(PAGE)
    page.get_by_label("Address").fill("https://example.org/a")
    page.get_by_label("Title").fill(QUOTED)
    with page.expect_navigation():
        page.get_by_role("region", name="A text or").get_by_role("button", name="Read").click()
    page.locator(".state.done").wait_for(timeout=60_000)
    harmless(tab)
