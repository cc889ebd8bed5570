"""Marks of real reports without their words: what the repository keeps of reports that others wrote.

usage: standoff.py strip SHARED OUT.jsonl MARKED.jsonl ...
       standoff.py restore SHARED IN.jsonl OUT.jsonl

A report's text stays where it came from (``bench/`` of the outside data; ``claims/train`` for reports read once more).
Kept are its name, the words (parted by blanks, counted from 0) that each sentence begins and ends with, and each mark
as [sentence, first character, end].
``restore`` puts the words back from the outside data and writes what ``marks.py`` reads.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marks import find_mark

LISTS = ("agent", "object")
SINGLE = ("trigger", "place", "when", "quantity")
Mark = list[int]


def texts(shared: Path) -> dict[str, list[str]]:
    """The words of every report of the outside data that reports were marked in, by the name that marks give it."""
    bench, out = shared / "bench", dict[str, list[str]]()
    for row in _rows(bench / "events/muc4-train.jsonl.gz"):
        out[row["doc"]] = row["text"].split()
    for row in _rows(bench / "names/re3d.jsonl.gz"):
        out["re3d-" + row["doc"][:10]] = row["text"].split()
    for row in _rows(bench / "dates/gum-dates.jsonl.gz"):
        out[row["doc"]] = row["text"].split()
    for row in _rows(bench / "dates/wikiwars.jsonl.gz"):
        out["wikiwars-" + row["doc"]] = row["text"].split()
    for path in sorted((shared / "claims/train").glob("*.jsonl")):
        for row in _rows(path):
            out[row["id"]] = " ".join(row["sentences"]).split()
    return out


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _words(known: dict[str, list[str]], name: str) -> list[str]:
    return known[name] if name in known else known[re.sub(r"-k\d+$", "", name)]


def strip(report: dict[str, Any], words: list[str]) -> dict[str, Any] | None:
    """The report without its words; None if a sentence does not stand in them."""
    sentences, at = [], 0
    for sentence in report["sentences"]:
        wanted = sentence.split()
        first = next((i for i in range(at, len(words)) if words[i : i + len(wanted)] == wanted), None)
        if first is None:
            return None
        at = first + len(wanted)
        sentences.append([first, at])

    def mark(s: int, said: str) -> Mark:
        found = find_mark(report["sentences"], s, said)
        assert found, (report["id"], said)
        return list(found)

    claims = []
    for c in report["claims"]:
        kept = dict(c)
        for role in LISTS:
            kept[role] = [mark(c["s"], m) for m in c[role]]
        for role in SINGLE:
            kept[role] = mark(c["s"], c[role]) if c.get(role) else None
        if c["source"] not in ("report", "unnamed"):
            kept["source"] = mark(c["s"], c["source"])
        claims.append(kept)
    clusters = [[mark(0, m) for m in cluster] for cluster in report["clusters"]]
    return report | {"sentences": sentences, "claims": claims, "clusters": clusters}


def restore(kept: dict[str, Any], words: list[str]) -> dict[str, Any]:
    """The reverse of ``strip``."""
    sentences = [" ".join(words[first:end]) for first, end in kept["sentences"]]

    def said(mark: Mark, s: int | None) -> str:
        sentence, start, end = mark
        found = sentences[sentence][start:end]
        before = len(re.findall(r"(?<!\w)" + re.escape(found) + r"(?!\w)", sentences[sentence][: start + len(found)]))
        counted = found if before <= 1 else f"{found}#{before}"
        return counted if sentence == s else f"{sentence}:{counted}"

    claims = []
    for c in kept["claims"]:
        full = dict(c)
        for role in LISTS:
            full[role] = [said(m, c["s"]) for m in c[role]]
        for role in SINGLE:
            full[role] = said(c[role], c["s"]) if c.get(role) else None
        if not isinstance(c["source"], str):
            full["source"] = said(c["source"], c["s"])
        claims.append(full)
    return kept | {
        "sentences": sentences,
        "claims": claims,
        "clusters": [[said(m, None) for m in cluster] for cluster in kept["clusters"]],
    }


def main(argv: list[str]) -> None:
    """Strips or restores; ``strip`` passes over reports kept with their words and checks that all comes back."""
    known = texts(Path(argv[1]))
    if argv[0] == "restore":
        rows = [json.loads(line) for line in Path(argv[2]).read_text(encoding="utf-8").splitlines()]
        out = [restore(row, _words(known, row["id"])) for row in rows]
        Path(argv[3]).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out), encoding="utf-8")
        return
    stripped, lost = [], []
    for path in map(Path, argv[3:]):
        for line in path.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            if report["origin"] == "written" and report["id"] not in known:
                continue
            kept = strip(report, _words(known, report["id"]))
            if kept is None or restore(kept, _words(known, report["id"])) != report:
                lost.append(report["id"])
            else:
                stripped.append(kept)
    Path(argv[2]).write_text("".join(json.dumps(r, separators=(",", ":")) + "\n" for r in stripped), encoding="utf-8")
    print(len(stripped), "reports stripped;", len(lost), "left out, they would not come back:", *lost)


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("strip", "restore"):
        sys.exit(__doc__)
    main(sys.argv[1:])
