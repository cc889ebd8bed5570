"""What holds for every text and every file, and for the shared reports."""

import json
import re
import string
from contextlib import suppress

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oathbook.errors import SourceError
from oathbook.lexicon import Lexicon
from oathbook.records import Report
from oathbook.reports import from_text, load
from oathbook.reports.language import find_language
from oathbook.reports.pagewords import PageWords
from oathbook.reports.structure import find_blocks

LEXICON = Lexicon()
WORDS = PageWords.load(LEXICON)
PIECES = (
    "Q: ",
    "A: ",
    "Abu Reda: ",
    "[REPORTER] ",
    "\n",
    "\n\n",
    "\r\n",
    "\x0c",
    "  ",
    "\t",
    "By Ana Ruiz",
    "15 December 2014",
    "06/07/2014",
    "SABLA:",
    "KELLO, May 9 (Wire) - ",
    "Why did you leave?",
    "We left in May.",
    "Home | News | Fighters left the town | Share",
    "[…]",
    "Photo courtesy of X.",
    "Sabla-a GuardAn officer",
    "Share this article",
    "(Reporting by Ana Ruiz)",
    "THE LAKES GAZETTE",
    "An interview with",
    "“We left,” he said.",
    "The Falcon Brigade broke away from the Northern Front on Saturday, its commander said.",
    "...",
    "ا",
    "\u2028",
)
PAGES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map("".join)
KINDS = {"headline", "byline", "dateline", "paragraph", "caption", "question", "answer", "boilerplate", "subheading"}


@given(PAGES)
@example("Q: (Reporting by Ana Ruiz)Q: (Reporting by Ana Ruiz)")
@settings(max_examples=400, deadline=None)
def test_blocks_hold_every_character_but_blanks_once(text):
    at = 0
    for block in find_blocks(text, words=WORDS):
        words = text[block.start : block.end]
        assert block.kind in KINDS
        assert words and words == words.strip()
        assert block.start >= at and not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()


@given(PAGES)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_report(text):
    def read():
        try:
            return from_text(text, name="a", lexicon=LEXICON)
        except SourceError as error:
            return str(error)

    assert read() == read()


FILES = st.one_of(
    st.binary(max_size=200),
    PAGES.map(str.encode),
    PAGES.map(lambda text: json.dumps({"text": text, "html": text}).encode()),
)


@given(FILES, st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.csv", "a.txt.gz", "a"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_reports_or_one_line_each(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    found = list(load([str(path)], lexicon=LEXICON))
    assert found
    for each in found:
        assert isinstance(each, Report | SourceError)
        if isinstance(each, SourceError):
            assert str(each).startswith(str(path)) and len(str(each).splitlines()) == 1


@given(st.text(alphabet=string.printable, max_size=300))
@settings(max_examples=100, deadline=None)
def test_a_text_is_kept_as_it_is(text):
    with suppress(SourceError):
        assert from_text(text, name="a", lexicon=LEXICON).text == text


def test_no_claim_of_the_training_reports_is_boilerplate_and_all_are_english(shared):
    languages = LEXICON.words("languages")
    held = 0
    for path in sorted((shared / "claims" / "train").glob("*.jsonl")):
        for row in map(json.loads, path.read_text().splitlines()):
            sentences = [sentence.strip() for sentence in row["sentences"]]
            text = "\n\n".join(sentences)
            assert find_language(text, words=languages) == "en", row["id"]
            starts = [sum(len(sentence) + 2 for sentence in sentences[:i]) for i in range(len(sentences))]
            unread = [block for block in find_blocks(text, words=WORDS) if block.kind == "boilerplate"]
            for claim in row["claims"]:
                trigger = re.sub(r"#\d+\Z", "", claim["trigger"])
                at = text.find(trigger, starts[claim["s"]])
                held += 1
                assert not any(block.start <= at < block.end for block in unread), (row["id"], trigger)
    assert held > 8000
