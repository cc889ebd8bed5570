"""Where words and sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oathbook.lexicon import Lexicon
from oathbook.reading.tokens import Tokens, make_tokenizer, sentence_starts, tokenize
from oathbook.records import Block


@pytest.fixture(scope="module")
def tokenizer():
    return make_tokenizer(Lexicon())[0]


def sentences(tokens: Tokens) -> list[list[str]]:
    out: list[list[str]] = []
    for word, start in zip(tokens.words, tokens.starts, strict=True):
        if start:
            out.append([])
        if not word.isspace():
            out[-1].append(word)
    return out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Liwa al-Noor isn't Homs-based.", ["Liwa", "al", "-", "Noor", "is", "n't", "Homs", "-", "based", "."]),
        ("a pro-government, non-state body", ["a", "pro-government", ",", "non-state", "body"]),
        ("10-15 men (IS) [to IS]", ["10", "-", "15", "men", "(", "IS", ")", "[", "to", "IS", "]"]),
        ("it fell--twice", ["it", "fell", "--", "twice"]),
        ("Brig. Gen. Khalid of the U.S. army", ["Brig.", "Gen.", "Khalid", "of", "the", "U.S.", "army"]),
    ],
)
def test_words(tokenizer, text: str, words: list[str]) -> None:
    assert tokenize(text, [], tokenizer).words == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Brig. Gen. Khalid left. He came back.", 2),
        ("“We will go.” He left.", 2),
        ("“We will go,” he said. “Soon.”", 2),
        ('"We go," he said. "You stay." They went.', 3),
        ("He asked: why? because.", 1),
        ("One line\n\nAnother line", 2),
        ("A line that\ngoes on", 1),
        ("It ended.\nAnother began.", 2),
    ],
)
def test_sentences(tokenizer, text: str, count: int) -> None:
    assert len(sentences(tokenize(text, [], tokenizer))) == count


def test_no_word_and_no_sentence_reaches_over_a_block(tokenizer) -> None:
    text = "Photo of SyriaA fighter stands"
    blocks = [Block("caption", 0, 14), Block("paragraph", 14, len(text))]
    tokens = tokenize(text, blocks, tokenizer)
    assert sentences(tokens) == [["Photo", "of", "Syria"], ["A", "fighter", "stands"]]
    assert tokens.block_of == [0, 0, 0, 1, 1, 1]


def test_boilerplate_is_kept_and_not_read(tokenizer) -> None:
    tokens = tokenize("3 min read", [Block("boilerplate", 0, 10)], tokenizer)
    assert tokens.words == ["3", "min", "read"]
    assert not any(tokens.read)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_words_and_spaces_give_the_text_back(text: str) -> None:
    tokens = tokenize(text, [], make_tokenizer_once())
    assert "".join(w + (" " if s else "") for w, s in zip(tokens.words, tokens.spaces, strict=True)) == text


def make_tokenizer_once(kept: list = []):  # noqa: B006 (made once for all examples)
    if not kept:
        kept.append(make_tokenizer(Lexicon())[0])
    return kept[0]


def test_the_first_word_starts_a_sentence() -> None:
    assert sentence_starts(["a"]) == [True]
    assert sentence_starts([]) == []
