"""Words and sentences. spaCy's English tokenizer, bent to the way Universal Dependencies cuts English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.lexicon import Lexicon
from oathbook.records import Block

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

UNREAD = frozenset({"boilerplate"})
"""Kinds of block whose words are kept and never read."""
ENDS = frozenset(".!?…") | {"...", "?!", "!?", "!!", "??", ". . .", "...."}
CLOSERS = frozenset("\"'”’»)]}")


@dataclass(frozen=True)
class Tokens:
    """The words of a whole text: ``"".join(word + (" " if space else ""))`` is the text.

    ``starts`` marks the first token of each sentence, ``block_of`` the block of each token (-1: none). ``read`` is
    False for tokens that the reader passes over (line breaks, boilerplate).
    """

    words: list[str]
    spaces: list[bool]
    starts: list[bool]
    block_of: list[int]
    read: list[bool]
    stand_ins: dict[int, str] = field(default_factory=dict)
    """Tokens that the model, which does not tell capitals well, is shown another word for."""


def make_tokenizer(lexicon: Lexicon) -> tuple[Tokenizer, Vocab]:
    """spaCy's English tokenizer that leaves "non-state" whole, splits other hyphens and knows ranks with full stops."""
    import spacy
    from spacy.lang.char_classes import ALPHA, HYPHENS
    from spacy.symbols import ORTH
    from spacy.util import compile_infix_regex

    words = lexicon.words("tokens")
    nlp = spacy.blank("en")
    tokenizer: Tokenizer = nlp.tokenizer
    kept = "".join(rf"(?<!^{p})" for prefix in words["prefixes"] for p in (prefix, prefix.capitalize()))
    hyphen = rf"(?<=[{ALPHA}0-9])" + kept + rf"[-–](?=[{ALPHA}0-9])"
    defaults = [i for i in nlp.Defaults.infixes or [] if HYPHENS not in str(i)]
    brackets = [r"[\[\](){}“”\"]", r"(?<=[0-9])[-–](?=[0-9])", r"(?<=[a-z])\.(?=[A-Z“\"])"]
    tokenizer.infix_finditer = compile_infix_regex([*defaults, hyphen, *brackets, "—", "--+", "–(?=[A-Za-z])"]).finditer
    for abbreviation in words["abbreviations"]:
        for form in (abbreviation, abbreviation.upper()):
            tokenizer.add_special_case(form, [{ORTH: form}])
    return tokenizer, nlp.vocab


def tokenize(
    text: str, blocks: Sequence[Block], tokenizer: Tokenizer, *, stand_ins: Mapping[str, str] | None = None
) -> Tokens:
    """The words of ``text``, no word and no sentence reaching over the border of a block."""
    out = Tokens([], [], [], [], [])
    at = 0
    for index, block in enumerate(blocks):
        _append(out, text[at : block.start], -1, False, tokenizer)
        _append(out, text[block.start : block.end], index, block.kind not in UNREAD, tokenizer)
        at = block.end
    _append(out, text[at:], -1, not blocks, tokenizer)
    out.stand_ins.update((i, stand_ins[w]) for i, w in enumerate(out.words) if stand_ins and w in stand_ins)
    return out


def _append(out: Tokens, piece: str, index: int, read: bool, tokenizer: Tokenizer) -> None:
    if not piece:
        return
    doc = tokenizer(piece)
    words = [t.text for t in doc]
    out.words.extend(words)
    out.spaces.extend(bool(t.whitespace_) for t in doc)
    out.block_of.extend([index] * len(words))
    out.read.extend(read and not w.isspace() for w in words)
    out.starts.extend(sentence_starts(words))


def sentence_starts(words: Sequence[str]) -> list[bool]:
    """True at the first word of each sentence of a stretch of words.

    A sentence ends at a full stop, question or exclamation mark (closing quotes and brackets behind it go with it)
    before a word that does not begin small, and at an empty line.
    """
    starts = [False] * len(words)
    fresh, ended = True, False
    for i, word in enumerate(words):
        if word.isspace():
            fresh = fresh or "\n\n" in word or (ended and "\n" in word)
            continue
        if ended and _begins(words, i):
            fresh = True
        if fresh:
            starts[i], fresh, ended = True, False, False
        if word in ENDS:
            ended = True
        elif not (ended and word in CLOSERS):
            ended = False
    if words and not any(starts):
        starts[0] = True
    return starts


def _begins(words: Sequence[str], i: int) -> bool:
    """True if a sentence may begin at the word behind an end: no small letter, no mark of the one before."""
    word = words[i]
    closes = word in CLOSERS and not _opens(words, i)
    return not (closes or word[0].islower() or word in ENDS or word in ",;:")


def _opens(words: Sequence[str], i: int) -> bool:
    """True if the straight quote at ``i`` opens a quotation: an even number of its like stand before it."""
    return words[i] in "\"'" and sum(w == words[i] for w in words[:i]) % 2 == 0
