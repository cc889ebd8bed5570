"""Who said it: sources and contents on GUM's attributions."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from oathbook.lexicon import Lexicon
from oathbook.reading.sources import noun_phrase
from oathbook.reading.speakers import find_spoken
from oathbook.reading.speech_words import speech_words
from parts.bench import Bench, Figures, Part, f_figure, rows

FIRST_OR_SECOND = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
NOT_IN_GUM = frozenset({"turn", "thing", "ascribe", "label", "of", "adverb", "adjective"})
"""Kinds of speech that GUM does not mark: whole turns, noun phrases as content, hearsay without a clause of its own."""

FIGURES = {
    "content exact": "exact",
    "content overlapping": "loose",
    "content and source overlapping": "source",
    "content overlapping, source exact": "source-exact",
}
"""Figures of the table, and the counts they are made of."""


def read_conllu(path: Path, vocab: spacy.Vocab) -> Iterator[tuple[str, Doc]]:
    """Documents of a CoNLL-U file with gold trees; sentences are parted by a blank, paragraphs by a line break."""
    name, rows, starts, breaks = "", [], [], set()
    offset = 0

    def document() -> Doc:
        words, spaces, heads, deps, tags, pos, lemmas, sent = [], [], [], [], [], [], [], []
        shift, where = 0, []
        for index, row in enumerate(rows):
            if index in breaks and words:
                words.append("\n\n")
                spaces.append(False)
                heads.append(len(words) - 1)
                deps.append("")
                tags.append("_SP")
                pos.append("SPACE")
                lemmas.append("\n\n")
                sent.append(False)
                shift += 1
            where.append(len(words))
            words.append(row[1])
            spaces.append("SpaceAfter=No" not in row[9] and index + 1 not in breaks)
            heads.append(row[10])
            deps.append(row[7])
            tags.append(row[4])
            pos.append(row[3])
            lemmas.append(row[2])
            sent.append(index in starts)
        fixed = []
        back = {w: i for i, w in enumerate(where)}
        for i, head in enumerate(heads):
            if i in back:
                fixed.append(where[head])
            else:
                fixed.append(i - 1)
        deps = [d or "dep" for d in deps]
        return Doc(
            vocab,
            words=words,
            spaces=spaces,
            heads=fixed,
            deps=deps,
            tags=tags,
            pos=pos,
            lemmas=lemmas,
            sent_starts=sent,
        )

    with gzip.open(path, "rt", encoding="utf-8") as stream:
        lines = stream.readlines()
    for line in lines:
        if line.startswith("# newdoc"):
            if rows:
                yield name, document()
            name, rows, starts, breaks = line.split("=")[1].strip(), [], [], set()
        elif line.startswith("# newpar") and "block" not in line:
            breaks.add(len(rows))
        elif line[0].isdigit():
            row: list[Any] = line.rstrip("\n").split("\t")
            if "-" in row[0] or "." in row[0]:
                continue
            if row[0] == "1":
                offset = len(rows)
                starts.append(offset)
            row.append(offset + int(row[6]) - 1 if row[6] != "0" else offset + int(row[0]) - 1)
            rows.append(row)
    if rows:
        yield name, document()


def parsed(doc: Doc, encoder: Any) -> Doc:
    """The same words and sentences with the trees of the reading model."""
    order = [[t.i for t in sentence if not t.is_space] for sentence in doc.sents]
    analysis = encoder.analyse([[doc[i].text for i in sentence] for sentence in order])
    rows = {i: row for row, i in enumerate(i for sentence in order for i in sentence)}
    flat = list(rows)
    heads = [flat[analysis.heads[rows[t.i]]] if t.i in rows else max(t.i - 1, 0) for t in doc]
    deps = [analysis.deprels[rows[t.i]] if t.i in rows else "dep" for t in doc]
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[analysis.xpos[rows[t.i]] if t.i in rows else "_SP" for t in doc],
        pos=[analysis.upos[rows[t.i]] if t.i in rows else "SPACE" for t in doc],
        lemmas=[analysis.lemmas[rows[t.i]] if t.i in rows else t.text for t in doc],
        heads=heads,
        deps=["ROOT" if head == i else dep for i, (head, dep) in enumerate(zip(heads, deps, strict=True))],
        sent_starts=[bool(t.is_sent_start) for t in doc],
        ents=[analysis.names[rows[t.i]] if t.i in rows else "O" for t in doc],
    )


def squeezed(text: str) -> tuple[str, list[int]]:
    """Text without blanks, and for each old offset its new one."""
    out, where = [], []
    for char in text:
        where.append(len(out))
        if not char.isspace():
            out.append(char)
    where.append(len(out))
    return "".join(out), where


def edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


Document = tuple[dict[str, Any], Doc]


def documents(shared: Path, split: str, *, encoder: Any = None, genres: str | None = None) -> list[Document]:
    """GUM's documents of a split with attributions: record and gold words; the encoder's trees where it is given."""
    gold = {r["doc"]: r for r in rows(shared / "bench/attribution/gum-attribution.jsonl.gz")}
    out = []
    for name, doc in read_conllu(shared / f"bench/ud/gum-free-{split}.conllu.gz", spacy.blank("en").vocab):
        record = gold.get(name)
        if record is not None and (not genres or record["genre"] in genres.split(",")):
            out.append((record, doc if encoder is None else parsed(doc, encoder)))
    return out


def count(told: list[Document], *, lexicon: Lexicon, everybody: bool = False, show: bool = False) -> Counter[str]:
    """Counts over the documents' attributions: gold, found, exact (spans of content), loose, source, source-exact.

    Left out unless ``everybody``: what I, we and you say (for us the writer's own word) and attributions without a cue
    (picture credits). ``loose``: half of the union of the two contents is shared; ``source``: loose, and the speaker's
    head stands in the gold source; ``source-exact``: loose, and the speaker's noun phrase is the gold source.
    ``show`` prints what goes wrong.
    """
    words = speech_words(lexicon.words("speech"))
    counts: Counter[str] = Counter()
    for record, doc in told:
        name = record["doc"]
        spoken = find_spoken(doc, words=words)
        text, where = squeezed(record["text"])
        own, mine = squeezed(doc.text)
        assert text == own, (name, text[:200], own[:200])
        wanted = []
        for a in record["attributions"]:
            said_by = record["text"][a["source"][0][0] : a["source"][0][1]].lower()
            if not everybody and (said_by in FIRST_OR_SECOND or not a["cue"]):
                continue
            spans = sorted(a["content"])
            content = edges(text, where[spans[0][0]], where[spans[-1][1]])
            source = edges(text, where[a["source"][0][0]], where[a["source"][0][1]])
            wanted.append((content, source, a, {i for s, e in spans for i in range(where[s], where[e])}))
        found = []
        for item in spoken:
            if item.kind in NOT_IN_GUM:
                continue
            first, last = item.stretches[0][0], item.stretches[-1][1]
            span = edges(text, mine[doc[first].idx], mine[doc[last].idx + len(doc[last])])
            head = mine[doc[item.speaker].idx] if item.speaker >= 0 else -1
            cover = {i for a, b in item.stretches for i in range(mine[doc[a].idx], mine[doc[b].idx + len(doc[b])])}
            found.append((span, head, item, cover))
        counts["gold"] += len(wanted)
        counts["found"] += len(found)
        counts["exact"] += sum(any(w[0] == f[0] for w in wanted) for f in found)
        counts["exact-gold"] += sum(any(w[0] == f[0] for f in found) for w in wanted)
        free = list(found)
        for w in wanted:
            best = max(free, key=lambda f: len(w[3] & f[3]) / len(w[3] | f[3]), default=None)
            if best is not None and len(w[3] & best[3]) / len(w[3] | best[3]) >= 0.5:
                free.remove(best)
                counts["loose"] += 1
                source_text = text[w[1][0] : w[1][1]]
                counts["source-exact"] += best[2].speaker >= 0 and phrase(doc, best[2].speaker, text, mine) == w[1]
                counts["source"] += w[1][0] <= best[1] < w[1][1]
                if show and not w[1][0] <= best[1] < w[1][1]:
                    print(
                        "SOURCE",
                        name,
                        source_text,
                        "|",
                        best[2].kind,
                        doc[best[2].speaker] if best[2].speaker >= 0 else best[2].speaker,
                    )
            elif show:
                a = w[2]
                part = [record["text"][a[k][0][0] : a[k][-1][1]][:110] if a[k] else "" for k in ("clause", "content")]
                print("MISSED", name, part)
        for f in free if show else ():
            print(
                "EXTRA",
                name,
                f[2].kind,
                doc[f[2].cue] if f[2].cue >= 0 else "",
                "|",
                doc[f[2].stretches[0][0] : f[2].stretches[-1][1] + 1].text[:110].replace("\n", " "),
            )
    return counts


def phrase(doc: Doc, speaker: int, text: str, mine: list[int]) -> tuple[int, int]:
    """The speaker's noun phrase as a span of the squeezed text."""
    first, last = noun_phrase(doc[speaker])
    return edges(text, mine[doc[first].idx], mine[doc[last].idx + len(doc[last])])


def figures(bench: Bench) -> Figures:
    """F1 on GUM's test and dev split, on the model's trees."""
    out: Figures = {}
    bench.path("bench/attribution")
    for split in ("test", "dev"):
        told = documents(bench.shared, split, encoder=bench.reader.encoder)
        c = count(told, lexicon=bench.lexicon)
        for name, key in FIGURES.items():
            out[f"GUM {split}, {name} F1"] = f_figure(c[key], c["found"], c["gold"])
        c = count(told, lexicon=bench.lexicon, everybody=True)
        out[f"GUM {split}, all attributions, content exact F1"] = f_figure(
            c["exact"], c["found"], c["gold"], floored=False
        )
    return out


PARTS = (
    Part(
        "sources", "who said it: GUM's attributions, test and dev split, gold words and the model's trees", figures,
        ("bench/attribution/gum-attribution.jsonl.gz", "bench/ud/gum-free-[dt]e[vs]*.conllu.gz"),
        gated=True,
    ),
)  # fmt: skip
