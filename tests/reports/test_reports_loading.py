"""What load takes in, what it refuses and in which words."""

import gzip
import io
import json
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from oathbook.errors import DataError, OptionError, SourceError
from oathbook.lexicon import Lexicon
from oathbook.records import Report
from oathbook.reports import from_text, load

STORY = (
    "Falcon Brigade quits the Northern Front\n\n15 December 2014\n\n"
    "The Falcon Brigade broke away from the Northern Front on Saturday, its commander said in a statement.\n"
)
READ = ".txt, .html, .htm, .jsonl and .csv, and these with .gz"


def loaded(*sources: Path | str, **options) -> list[Report | SourceError]:
    return list(load([str(source) for source in sources], **options))


def one(*sources: Path | str, **options) -> Report:
    (report,) = loaded(*sources, **options)
    assert isinstance(report, Report), report
    return report


def error_of(*sources: Path | str, **options) -> str:
    (error,) = loaded(*sources, **options)
    assert isinstance(error, SourceError)
    assert "\n" not in str(error)
    return str(error)


def test_a_text_file_becomes_a_report(tmp_path):
    path = tmp_path / "falcon.txt"
    path.write_text(STORY)
    report = one(path)
    assert (report.name, report.text, report.title) == ("falcon", STORY, "Falcon Brigade quits the Northern Front")
    assert (report.published, report.published_from, report.published_others) == (date(2014, 12, 15), "dateline", ())
    assert (report.language, report.warnings) == ("en", ())


def test_the_id_is_of_text_url_and_date(tmp_path):
    same = from_text(STORY, name="a"), from_text(STORY, name="b")
    assert same[0].id == same[1].id
    others = {
        from_text(STORY + " ", name="a").id,
        from_text(STORY, name="a", url="https://a.example").id,
        from_text(STORY, name="a", published="2014-12-16").id,
        same[0].id,
    }
    assert len(others) == 4


def test_line_ends_and_byte_order_marks_are_not_text(tmp_path):
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    assert one(path).text == STORY
    path.write_bytes(STORY.encode("utf-16"))
    assert one(path).text == STORY


def test_a_folder_is_walked_in_sorted_order_and_other_files_are_left(tmp_path):
    for name in ("b.txt", "a.txt", "c/z.txt", "c/d.txt.gz", "notes.md", "a.gold.json", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(STORY.encode()) if name.endswith(".gz") else STORY.encode())
    assert [report.name for report in loaded(tmp_path)] == ["a", "b", "d", "z"]


def test_standard_input_tells_its_kind(monkeypatch):
    def given(content: bytes) -> Report:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
        return one("-")

    assert (given(STORY.encode()).name, given(STORY.encode()).text) == ("stdin", STORY)
    assert given(gzip.compress(STORY.encode())).text == STORY
    assert given(json.dumps({"id": "r7", "text": STORY}).encode()).name == "r7"
    assert given(f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>".encode()).text.startswith("Falcon Brigade")


def test_rows_of_jsonl(tmp_path):
    path = tmp_path / "wire.jsonl"
    rows = [
        json.dumps({"id": "r1", "text": STORY, "title": "T", "url": "https://w.example/1", "publisher": "Wire"}),
        "{not json",
        "",
        '["a list"]',
        json.dumps({"id": 4, "text": STORY, "published": "16 December 2014", "authors": ["Ana Ruiz"]}),
        json.dumps({"text": STORY, "published": "soon"}),
        json.dumps({"title": "nothing to read"}),
        json.dumps({"text": ["a"]}),
        json.dumps({"text": "half \ud83d a sign"}),
        json.dumps({"text": STORY}),
    ]
    path.write_text("\n".join(rows))
    first, *errors, fourth, bad_date, empty, wrong, half, last = loaded(path)
    assert (first.name, first.title, first.url, first.publisher) == ("r1", "T", "https://w.example/1", "Wire")
    assert [str(error) for error in errors] == [
        f"{path}, line 2: not a JSON object (Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)); mend the row",
        f"{path}, line 4: a JSON list, a row is a JSON object; mend the row",
    ]
    assert (fourth.name, fourth.published, fourth.published_from) == ("4", date(2014, 12, 16), "given")
    assert (fourth.published_others, fourth.authors) == (("15 December 2014",), ("Ana Ruiz",))
    assert str(bad_date) == f"{path}, line 6: \"published\" holds 'soon', which is not one day; give it as YYYY-MM-DD"
    assert str(empty) == f'{path}, line 7: no "text" or "html" in the row; a report needs one'
    assert str(wrong) == f'{path}, line 8: "text" holds "[\'a\']", a list; it is a text'
    assert str(half) == f"{path}, line 9: holds half a character (a lone surrogate); write the text as UTF-8 again"
    assert last.name == "wire-10"


def test_rows_of_csv(tmp_path):
    path = tmp_path / "wire.csv"
    path.write_text(f'id;body;day\nr1;"{STORY}";2014-12-17\nr2;"{STORY}";;more\nr3;"{STORY}";\n', newline="")
    first, second, third = loaded(path, keys={"text": "body", "published": "day"}, published="2014-12-20")
    assert (first.name, first.text, first.published) == ("r1", STORY, date(2014, 12, 17))
    assert str(second) == (
        f"{path}, line 8: 4 cells under a header of 3; put quotation marks around cells that hold a semicolon"
    )
    assert (third.name, third.published) == ("r3", date(2014, 12, 20))
    assert error_of(path) == (
        f'{path}: no column "text" or "html" in the header (id, body, day); '
        "say which column holds the text with --key text=COLUMN"
    )


def test_a_row_in_another_encoding_costs_that_row_only(tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n' + json.dumps({"id": "ok", "text": STORY}).encode())
    bad, good = loaded(path)
    assert str(bad) == (
        f"{path}, line 1: unknown encoding: byte 0xe9 does not fit; say what it is with --encoding, "
        "for example windows-1252"
    )
    assert good.name == "ok"
    assert loaded(path, encoding="windows-1252")[0].text == "café"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty; a report is a text of at least one word"),
        ("a.txt", b" \n\xc2\xa0\n", "empty; a report is a text of at least one word"),
        ("a.txt", b"*** --- ***", "not a text: no letter or figure in it; a report is a text of at least one word"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF, not text; give the article as text or HTML"),
        ("a.txt", b"PK\x03\x04abc", "a ZIP archive or office document, not text; give the article as text or HTML"),
        ("a.txt", b"abc\x00def", "binary, not text; give the article as text or HTML"),
        ("a.txt", b"\x01\x02\x03abc", "binary, not text; give the article as text or HTML"),
        (
            "a.txt",
            b"The caf\xe9 of Homs",
            "unknown encoding: byte 0xe9 at 7 is not UTF-8; say what it is with --encoding, for example windows-1252",
        ),
        ("a.txt", b"word " * 30, "150 characters, a report has at most 100; split it, or raise the limit"),
        ("a.txt", b"word " * 100, "over 400 bytes; a report has at most 100 characters; split it"),
        ("a.txt.gz", b"\x1f\x8bbroken", None),
        ("a.txt.gz", gzip.compress(b"word " * 9)[:-9], None),
        ("a.html", b"<html><body></body></html>", "no text in the page; give the article as text"),
        ("a.docx", b"any", f"files ending in .docx are not read; {READ} are: rename or convert it"),
        ("a.csv", b"", "empty; a table of reports has at least one row"),
        ("a.jsonl", b"\n\n", "empty; a table of reports has at least one row"),
    ],
)
def test_what_cannot_be_read_gets_one_line_and_the_rest_is_read(tmp_path, name, content, message):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(STORY[:60])
    error, report = loaded(bad, good, max_chars=100)
    assert isinstance(error, SourceError)
    assert str(error).startswith(f"{bad}: ") and "\n" not in str(error)
    if message:
        assert str(error) == f"{bad}: {message}"
    assert report.name == "good"


def test_a_file_cut_short_while_packed(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": STORY}).encode())[:-9])
    assert error_of(path) == (
        f"{path}: broken gzip file (Compressed file ended before the end-of-stream marker was reached); make it again"
    )


def test_what_is_no_file(tmp_path):
    assert error_of(tmp_path / "none.txt") == f"{tmp_path}/none.txt: no such file or folder; check the path"
    assert error_of(tmp_path) == f"{tmp_path}: no file to read in the folder; {READ} are read"
    assert error_of("https://news.example/a") == (
        "https://news.example/a: a web address, and only files are read; save the page and give the file"
    )


def test_a_language_the_reader_does_not_know_is_refused(tmp_path):
    path = tmp_path / "fr.txt"
    path.write_text(
        "La brigade des Faucons a quitté le Front du Nord samedi, selon un communiqué de son chef. "
        "Les combattants de la ville ne sont plus avec eux, dit-il, et ils ont pris les armes de la base."
    )
    assert error_of(path) == f"{path}: written in French; the reader knows English: give a translation"
    path.write_text("أعلن لواء الصقور انشقاقه عن الجبهة الشمالية يوم السبت بعد خلاف على الذخيرة")
    assert error_of(path) == f"{path}: written in arabic script; the reader knows English: give a translation"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"published": "soon"}, "publication date 'soon' is not a day; give it as YYYY-MM-DD"),
        ({"published": "02/03/2015"}, "publication date '02/03/2015' is not a day; give it as YYYY-MM-DD"),
        (
            {"encoding": "klingon"},
            "encoding 'klingon' is not known; give one that Python knows, such as utf-8 or windows-1252",
        ),
        (
            {"keys": {"body": "text"}},
            "key 'body' is not known; the keys are id, text, html, title, url, published, publisher, authors",
        ),
        ({"max_chars": 0}, "max_chars is 0; the longest report has at least 1 character"),
    ],
)
def test_options_are_checked_at_once(options, message):
    with pytest.raises(OptionError) as caught:
        load([], **options)
    assert str(caught.value) == message


def test_a_given_date_wins(tmp_path):
    for given in ("2014-12-20", date(2014, 12, 20), datetime(2014, 12, 20, 8)):
        report = from_text(STORY, name="a", published=given)
        assert (report.published, report.published_from) == (date(2014, 12, 20), "given")
        assert report.published_others == ("15 December 2014",)


def test_an_encoding_can_be_given(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("The “Falcons” left the café of Homs".encode("windows-1252"))
    assert one(path, encoding="windows-1252").text == "The “Falcons” left the café of Homs"


def test_what_the_file_is_called_tells_the_day_only_where_the_page_does_not(tmp_path):
    path = tmp_path / "2014-12-14-falcon.txt"
    path.write_text(STORY)
    assert one(path).published == date(2014, 12, 15)
    path.write_text("The Falcon Brigade broke away from the Northern Front.")
    assert (one(path).published, one(path).published_from) == (date(2014, 12, 14), "file name")


def test_a_users_word_lists_add_to_ours(tmp_path):
    (tmp_path / "words").mkdir()
    lists = tmp_path / "words" / "pages.yaml"
    lists.write_text("boilerplate: {labels: [from our archive]}")
    text = STORY + "\nFrom our archive: the falcons of 1982\n"
    assert from_text(text, name="a", lexicon=Lexicon(tmp_path)).blocks[-1].kind == "boilerplate"
    assert from_text(text, name="a").blocks[-1].kind != "boilerplate"
    lists.write_text("boilerplate: null")
    with pytest.raises(DataError) as caught:
        from_text(text, name="a", lexicon=Lexicon(tmp_path))
    assert str(caught.value) == (
        "words/pages.yaml: the list 'boilerplate' is missing; mend the file in the lexicon folder"
    )
