"""Reports marked on the words: marks found in the text and put on tokens of a parsed report.

usage: marks.py MODEL_DIR OUT_DIR FILE.jsonl ...

Writes for each FILE the reports as parsed by the model (OUT/FILE.spacy, one Doc a report whose sentences are the marked
ones, joined by blanks) and their marks as token spans (OUT/FILE.marks.jsonl, a line a report in the same order):
{"id", "origin", "published", "claims": [{"type", "status", "again", "doubt", "what", "for", "trigger", "agent",
"object", "place", "when", "quantity", "source"}], "clusters": [[span, ...], ...]} where a span is [first, last] token,
inclusive; "agent" and "object" are lists of spans, "source" is "report", "unnamed" or a span, the others a span or
null.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oathbook.lexicon import Lexicon
from oathbook.reading.document import annotate
from oathbook.reading.encoder import Encoder
from oathbook.reading.tokens import Tokens, make_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

Span = list[int]


def find_mark(sentences: list[str], s: int, mark: str) -> tuple[int, int, int] | None:
    """Sentence index and character span of a mark ("words", "words#2" or "3:words")."""
    other = re.match(r"^(\d+):(.*)$", mark, re.S)
    if other:
        s, mark = int(other[1]), other[2]
    counted = re.match(r"^(.*)#(\d)$", mark, re.S)
    words, nth = (counted[1], int(counted[2])) if counted else (mark, 1)
    if s >= len(sentences):
        return None
    hits = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", sentences[s])]
    return (s, *hits[nth - 1]) if len(hits) >= nth else None


def locator(doc: Doc, sentences: list[str]) -> Callable[[int, str], SpacySpan | None]:
    """Where marks stand in a text that is the sentences joined by blanks: (sentence, mark) to the tokens they touch."""
    offsets = [0]
    for sentence in sentences:
        offsets.append(offsets[-1] + len(sentence) + 1)

    def locate(s: int, mark: str) -> SpacySpan | None:
        found = find_mark(sentences, s, mark)
        if not found:
            return None
        base = offsets[found[0]]
        return doc.char_span(base + found[1], base + found[2], alignment_mode="expand")

    return locate


def token_span(doc: Doc, start: int, end: int) -> Span | None:
    """First and last token that the characters touch."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return [span.start, span.end - 1] if span is not None and len(span) else None


def resolve(record: dict[str, Any], doc: Doc, offsets: list[int]) -> dict[str, Any]:
    """All marks of a report as token spans; marks that are not found are left out."""
    sentences = record["sentences"]

    def span(s: int, mark: str | None) -> Span | None:
        found = find_mark(sentences, s, mark) if mark else None
        return token_span(doc, offsets[found[0]] + found[1], offsets[found[0]] + found[2]) if found else None

    claims = []
    for c in record["claims"]:
        s = c["s"]
        source = c["source"] if c["source"] in ("report", "unnamed") else span(s, c["source"]) or "report"
        trigger = span(s, c["trigger"])
        if trigger is None:
            continue
        claims.append(
            {
                "type": c["type"],
                "status": c["status"],
                "again": bool(c.get("again")),
                "doubt": bool(c.get("doubt")),
                "what": c.get("what"),
                "for": c.get("for"),
                "trigger": trigger,
                **{role: [p for m in c.get(role) or [] if (p := span(s, m))] for role in ("agent", "object")},
                **{role: span(s, c.get(role)) for role in ("place", "when", "quantity")},
                "source": source,
            }
        )
    clusters = [[p for m in cluster if (p := span(0, m))] for cluster in record.get("clusters", [])]
    kept = {k: record.get(k) for k in ("id", "origin", "published")}
    return {**kept, "claims": claims, "clusters": [c for c in clusters if c]}


def parse(record: dict[str, Any], encoder: Encoder, tokenizer: Any, vocab: Any) -> tuple[Doc, list[int]]:
    """The report's sentences as one Doc, and where each begins."""
    tokens = Tokens([], [], [], [], [])
    offsets, at = [], 0
    for sentence in record["sentences"]:
        offsets.append(at)
        at += len(sentence) + 1
        doc = tokenizer(sentence)
        tokens.words.extend(t.text for t in doc)
        tokens.spaces.extend([*(bool(t.whitespace_) for t in doc[:-1]), True])
        tokens.starts.extend([True, *[False] * (len(doc) - 1)])
        tokens.block_of.extend([0] * len(doc))
        tokens.read.extend(not t.is_space for t in doc)
        if doc[-1].whitespace_:
            offsets[-1] = at - len(sentence) - 1
            at -= 1
    made, _, _ = annotate(tokens, encoder, vocab)
    return made, offsets


def main(argv: list[str]) -> None:
    """Parses and resolves every file named."""
    from spacy.tokens import DocBin

    encoder, out = Encoder(Path(argv[0])), Path(argv[1])
    tokenizer, vocab = make_tokenizer(Lexicon())
    out.mkdir(parents=True, exist_ok=True)
    for path in map(Path, argv[2:]):
        kept = DocBin(
            attrs=["TAG", "POS", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"], store_user_data=False
        )
        lines = []
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            doc, offsets = parse(record, encoder, tokenizer, vocab)
            kept.add(doc)
            lines.append(json.dumps(resolve(record, doc, offsets), ensure_ascii=False))
        kept.to_disk(out / f"{path.stem}.spacy")
        (out / f"{path.stem}.marks.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(path.stem, len(lines), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1:])
