"""The parts of pages, on small invented ones."""

import pytest

from oathbook.lexicon import Lexicon
from oathbook.reports.pagewords import PageWords
from oathbook.reports.structure import find_blocks

WORDS = PageWords.load(Lexicon())
BODY = "Fighters of the Heron Guard left the river town of Sabla on Friday after a week of talks, residents said."
MORE = "Their commander told the radio that the men had gone home and would not come back before the harvest."


def parts(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text, words=WORDS)]


def speakers(text: str) -> list[tuple[str, str | None]]:
    return [(b.kind, b.speaker) for b in find_blocks(text, words=WORDS) if b.kind in ("question", "answer")]


def page(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_a_page_as_it_comes_off_the_web():
    text = page(
        "3 min read",
        "Heron Guard pulls out of Sabla",
        "May 9, 2016 By Lina Haddar and Tom Brisk […]",
        "9 May 2016",
        "By Lina Haddar and Tom Brisk",
        f"SABLA: {BODY}",
        "Heron-a GuardAn officer of the Heron Guard salutes in Sabla. Photo courtesy of\xa0Heron Media.",
        MORE,
        "For\xa0more\xa0 from River Post, like us on\xa0Facebook\xa0or follow us on Twitter.",
        "Share this article",
    )
    assert parts(text) == [
        ("boilerplate", "3 min read"),
        ("headline", "Heron Guard pulls out of Sabla"),
        ("byline", "May 9, 2016 By Lina Haddar and Tom Brisk […]"),
        ("dateline", "9 May 2016"),
        ("byline", "By Lina Haddar and Tom Brisk"),
        ("dateline", "SABLA:"),
        ("paragraph", BODY),
        ("boilerplate", "Heron-a Guard"),
        ("caption", "An officer of the Heron Guard salutes in Sabla. Photo courtesy of\xa0Heron Media."),
        ("paragraph", MORE),
        ("boilerplate", "For\xa0more\xa0 from River Post, like us on\xa0Facebook\xa0or follow us on Twitter."),
        ("boilerplate", "Share this article"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Home > News > Lakes",
        "HOME | NATION | WORLD | SPORTS",
        "Share  Tweet  Email  Print",
        "LIKE 2.1K   SHARE   TWEET",
        "ADVERTISEMENT",
        "Advertisement - continue reading below",
        ">> READ ALSO: Who is who in Sabla",
        "RELATED: Heron Guard names new chief",
        "Read more: the week in pictures",
        "Sign up for our newsletter",
        "Subscribe to our newsletter and never miss a story",
        "Comments (14)   Sign up for our newsletter",
        "Tags: Sabla, Heron Guard",
        "This website uses cookies. By continuing to use this site you accept our cookie policy.",
        "(Reporting by Lina Haddar in Sabla; editing by Tom Brisk)",
        "Editing by Tom Brisk",
        "© 2016 River Post. All rights reserved.",
        "Copyright 2016 River Post",
        "Follow us on Telegram | Donate | Terms",
        "5 minute read",
        "* * *",
        "12",
    ],
)
def test_lines_that_speak_of_the_page_are_boilerplate(line):
    assert parts(page("Heron Guard pulls out", BODY, line, MORE))[2] == ("boilerplate", line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell after the attack on the pipeline.",
        "Related to the attack, police arrested four men in Sabla.",
        "Read more than once, the oath binds the whole clan.",
        "Sign up or leave, the commander told the young men of the town.",
        "Copyright is of no use to a militia.",
        "Reporting by monitors shows that 40 fighters deserted.",
        '"Follow us on the road to Sabla," the emir told his men.',
        "By Friday the rebels had taken the bridge.",
        "From Sabla the column went north.",
        "They pledged their rifles to the Heron Guard.",
        "Live rounds were fired at the market.",
        "Photo studios in the town were closed by the group.",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_read(sentence):
    assert parts(page("Heron Guard pulls out", BODY, sentence, MORE))[2] == ("paragraph", sentence)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Men of the guard at the bridge.",
        "[PHOTO] Men of the guard at the bridge. Photo: Handout",
        "Men of the guard at the bridge. Photo courtesy of @heronmedia.",
        "FILE PHOTO: Men of the guard at the bridge. (River Post)",
        "Men of the guard at the bridge last year. (Photo by L. Haddar)",
    ],
)
def test_captions(line):
    assert parts(page("Heron Guard pulls out", BODY, line, MORE))[2] == ("caption", line)


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("SABLA:", BODY),
        ("SABLA, Lakes, May 9 (River Wire) -", BODY),
        ("SABLA/PORT KELLO, Sunday 9 May 2016 (River Wire) --", BODY),
        ("Sabla, 9 May:", BODY),
        ("(Monitored) Voice of the River, Sabla, in Arabic, 1800 gmt, 9 May 86 --", BODY),
        ("SABLA, 9 MAY 86 (RIVER WIRE) -- [REPORT] [TEXT]", BODY.upper()),
    ],
)
def test_datelines_are_cut_off_the_first_paragraph(dateline, rest):
    assert parts(f"{dateline} {rest}")[0] == ("dateline", dateline)
    assert parts(f"{dateline} {rest}")[1] == ("paragraph", rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "EXPLAINER: Four groups left the coalition in May, and nobody knows which of them holds the bridge at Sabla.",
        "21 December 1997 - About 200 guerrillas of the bloc stormed the relay station, killing ten of its soldiers.",
        "The commander was clear: his men would not go to Sabla, and they would not hand over a single rifle either.",
        "Heron Guard - the name of a fishing club - was taken by four brothers who left the navy in May of that year.",
    ],
)
def test_sentences_keep_their_first_words(paragraph):
    assert parts(page(paragraph, MORE))[0] == ("paragraph", paragraph)


def test_wrapped_lines_make_paragraphs():
    text = (
        "THE LAKES GAZETTE\nTUESDAY, MAY 10, 1983          PAGE 3\n\nGUARD TIGHTENS ITS GRIP\nON RIVER TOWN\n\n"
        "From our own Correspondent\n\nSABLA\n\n"
        "The Heron Guard, led by Mr. Anton Weil, and its ally, the\n"
        "River Party, now hold the whole of the town, from which the\narmy was driven after a day of street battles.\n"
        "   In the hills gunners shelled the garrison on Sunday night,\n"
        "and three soldiers were killed, according to the radio, which\ngave no names.\n\n"
        "                  WEATHER: Rain."
    )
    assert [kind for kind, _ in parts(text)] == [
        *("byline", "dateline", "headline", "byline", "dateline", "paragraph", "paragraph", "boilerplate")
    ]
    assert parts(text)[2][1] == "GUARD TIGHTENS ITS GRIP\nON RIVER TOWN"
    assert parts(text)[5][1].endswith("street battles.")


def test_lines_with_single_line_ends_are_paragraphs_of_their_own():
    assert parts(f"{BODY}\n{MORE}") == [("paragraph", BODY), ("paragraph", MORE)]


def test_what_is_told_twice_is_read_once():
    quote = "We were promised bread and we got speeches, so we went home to our fields"
    told = f"“{quote},” the commander said on the road to Sabla, where he met reporters."
    text = page("Guard leaves Sabla", f"May 9, 2016 {BODY[:40]} […]", BODY, f"{quote}.”", told, "Guard leaves Sabla")
    assert [kind for kind, _ in parts(text)] == [
        "headline", "boilerplate", "paragraph", "boilerplate", "paragraph", "subheading",
    ]  # fmt: skip


def test_subheadings_and_glued_credits():
    text = page(
        "Guard leaves Sabla", BODY, "A long quarrel", f"{MORE} (Reporting by Lina Haddar; editing by Tom Brisk)"
    )
    assert parts(text)[2:] == [
        ("subheading", "A long quarrel"),
        ("paragraph", MORE),
        ("boilerplate", "(Reporting by Lina Haddar; editing by Tom Brisk)"),
    ]


INTRO = "Abu Reda, the guard's commander, answered questions from Lina Haddar by telephone on Friday evening."


def test_questions_alone_are_labelled():
    text = page(
        INTRO,
        "Q: Did you pledge to the Front?",
        "No.",
        "We never will.",
        "Photo: Abu Reda.",
        "Q: And Sabla?",
        "We left.",
    )
    assert parts(text)[1:] == [
        ("boilerplate", "Q:"),
        ("question", "Did you pledge to the Front?"),
        ("answer", "No."),
        ("answer", "We never will."),
        ("caption", "Photo: Abu Reda."),
        ("boilerplate", "Q:"),
        ("question", "And Sabla?"),
        ("answer", "We left."),
    ]
    assert {speaker for kind, speaker in speakers(text) if kind == "answer"} == {"Abu Reda"}


def test_questions_and_answers_are_labelled():
    text = page(
        INTRO,
        "Q. They say you left. A. We did.",
        "Q. When?\nA. In May.",
        f"A spokesman of the Front, reached by phone, said: “{MORE}”",
    )
    assert [kind for kind, _ in parts(text)[1:]] == [
        *("boilerplate", "question", "boilerplate", "answer"),
        *("boilerplate", "question", "boilerplate", "answer", "paragraph"),
    ]


def test_names_are_labels():
    text = page(
        "Talk on the river",
        "River Post: Where are your men?",
        "Abu Reda: In the hills. We left Sabla in May.",
        "RP: Will they come back?",
        "Abu Reda: Not before the harvest.",
    )
    assert speakers(text) == [
        ("question", "River Post"),
        ("answer", "Abu Reda"),
        ("question", "River Post"),
        ("answer", "Abu Reda"),
    ]
    assert ("boilerplate", "RP:") in parts(text)


def test_unmarked_questions_need_an_interview():
    questions = ("Where are your men now?", "In the hills.", "Will they come back to Sabla?", "Not before the harvest.")
    with_hint = page("An interview with Abu Reda", INTRO, *questions)
    assert speakers(with_hint) == [("question", None), ("answer", "Abu Reda")] * 2
    assert speakers(page("Guard leaves Sabla", BODY, *questions)) == []


def test_the_reporter_speaks_again_after_the_answers():
    text = page(
        INTRO,
        "Q: Did you leave?",
        "We did, and I led the column.",
        "“I am tired,” he says, and pours tea.",
        "Q: Why?",
        "For peace.",
        "Asked for comment, the Front said that the guard still owed it forty rifles and a truck.",
    )
    assert [kind for kind, _ in parts(text) if kind != "boilerplate"] == [
        "paragraph", "question", "answer", "paragraph", "question", "answer", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("introduction", "name"),
    [
        ("We spoke to a driver of the guard in a tea house by the river. He asked to be called Nur.", "Nur"),
        ("The guard may go home, says Hadi Salim, the alias of a fighter of 24 on Friday.", "Hadi Salim"),
        ("Colonel Anton Weil, 51, commands the guard's garrison of two hundred men in Sabla.", "Anton Weil"),
        ("The guard has split, and few of its men will say on whose side they stand in the quarrel over Sabla.", None),
    ],
)  # fmt: skip
def test_who_is_asked(introduction, name):
    assert speakers(page(introduction, "Q: When?", "In May.", "Q: Why?", "For peace."))[1] == ("answer", name)
