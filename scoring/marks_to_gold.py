"""Makes gold files in the form of the claim schema from reports marked on the words.

usage: marks_to_gold.py FILE.jsonl OUT_DIR

Writes OUT/reports.jsonl (id, text, published: what ``oathbook read`` takes) and OUT/ID.gold.json. Actors are the marked
clusters; a role filler in no cluster is an actor of its own. ``names`` are a cluster's mentions without pronouns, and
without bare descriptions ("the group") where it has a name. Times and figures are marked as words only: figures are
read by rule, ``when`` is left null (so the share of right times means nothing here). Retellings (``again``) are not
required.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

PRONOUNS = set(
    "i me my mine we us our ours you your he him his she her hers it its they them their theirs who whom whose which "
    "that this these those one himself itself themselves both all some others".split()
)
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
BARE = re.compile(
    r"^(the|this|that|these|those|its|their|his|her|our|my)\s+(\w+\s+)?(group|battalion|brigade|coalition|movement|organi[sz]ation|army|"
    r"militia|faction|unit|force|forces|fighters|rebels|militants|leader|commander|man|men|regime|government|front|party|"
    r"alliance|leadership|insurgents|gunmen|soldiers|troops|division|council|statement)$",
    re.I,
)


def split_mark(s: int, mark: str) -> tuple[int, str]:
    """Sentence index and words of a mark."""
    other = re.match(r"^(\d+):(.*)$", mark, re.S)
    if other:
        s, mark = int(other[1]), other[2]
    return s, re.sub(r"#\d$", "", mark)


def names_of(cluster: list[str]) -> list[str]:
    """Surface forms that a reader would give the actor."""
    words = [split_mark(0, m)[1] for m in cluster]
    words = [w for w in dict.fromkeys(words) if w.lower() not in PRONOUNS]
    full = [w for w in words if not BARE.match(w)]
    return full or words or [split_mark(0, m)[1] for m in cluster]


def figure(words: str | None) -> dict[str, Any] | None:
    """The first number of a figure's words, or None."""
    if not words:
        return None
    found = re.search(r"\d[\d,]*", words)
    if found:
        return {"value": int(found[0].replace(",", "").strip())}
    for w in words.lower().split():
        if w in SMALL:
            return {"value": SMALL.index(w)}
    return None


def gold(record: dict[str, Any]) -> dict[str, Any]:
    """One report's gold."""
    actors: dict[str, dict[str, Any]] = {}
    by_mark: dict[tuple[int, str], str] = {}
    for n, cluster in enumerate(record.get("clusters", [])):
        actors[f"c{n}"] = {"kind": "group", "names": names_of(cluster)}
        for m in cluster:
            by_mark.setdefault(split_mark(0, m), f"c{n}")

    def actor(s: int, mark: str) -> str:
        where = split_mark(s, mark)
        if where not in by_mark:
            key = f"m{len(by_mark)}"
            same = [
                k
                for k, a in actors.items()
                if where[1] in a["names"] and not BARE.match(where[1]) and where[1].lower() not in PRONOUNS
            ]
            if same:
                key = same[0]
            else:
                actors[key] = {"kind": "group", "names": [where[1]]}
            by_mark[where] = key
        return by_mark[where]

    claims = []
    for c in record["claims"]:
        source = c["source"] if c["source"] in ("report", "unnamed") else actor(c["s"], c["source"])
        claims.append(
            {
                "type": c["type"],
                "agent": [actor(c["s"], m) for m in c.get("agent") or []],
                "object": [actor(c["s"], m) for m in c.get("object") or []],
                "place": split_mark(0, c["place"])[1] if c.get("place") else None,
                "quantity": figure(c.get("quantity")),
                "when": None,
                "status": c["status"],
                "source": source,
                "required": not c.get("again"),
                "evidence": c["trigger"],
            }
        )
    return {"report": record["id"], "published": record.get("published"), "actors": actors, "claims": claims}


def main(argv: list[str]) -> None:
    """Converts one file."""
    if len(argv) != 2:
        sys.exit(__doc__)
    out = Path(argv[1])
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for line in Path(argv[0]).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = " ".join(record["sentences"])
        rows.append({"id": record["id"], "text": text, "published": record.get("published")})
        (out / f"{record['id']}.gold.json").write_text(json.dumps(gold(record), ensure_ascii=False, indent=1))
    (out / "reports.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))


if __name__ == "__main__":
    main(sys.argv[1:])
