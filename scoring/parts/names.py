"""Names of persons, organisations and places, on files that name them by hand."""

from __future__ import annotations

from parts.bench import Bench, Figures, Part, f_figure

GATED = ("uner-pud-test",)
MORE = ("uner-ewt-test", "wikigold")


def token_files(bench: Bench, files: tuple[str, ...]) -> Figures:
    """F1 of whole names with their label, on gold words; LOC alone as well, which are the places."""
    import evaluate  # of training/

    out: Figures = {}
    for name in files:
        told = {"floored": False, "note": "trained on, no test"} if name in evaluate.TRAINED_ON else {}
        documents = evaluate.names_documents(bench.path(f"bench/names/{name}.jsonl.gz"))
        counts = evaluate.names(bench.reader.encoder, documents)
        out[f"{name} F1"] = f_figure(*counts["all"], **told)
        out[f"{name}, places F1"] = f_figure(*counts["LOC"], **told)
    return out


def figures(bench: Bench) -> Figures:
    """UNER's PUD and re3d."""
    import evaluate  # of training/

    out = token_files(bench, GATED)
    marked = bench.marked("re3d")
    ents = {row["doc"]: [(e.start_char, e.end_char, e.label_) for e in r.doc.ents] for row, r, _ in bench.re3d()}
    counted = {r["doc"]: evaluate.re3d_names(r, ents[r["doc"]]) for r in bench.rows("bench/names/re3d.jsonl.gz")}
    unseen = {doc for doc in counted if not was_marked(doc, marked)}
    for part, documents in (("all", set(counted)), ("not marked", unseen)):
        for k, way in enumerate(("same span", "overlapping")):
            counts = evaluate.summed(counted[doc][k] for doc in sorted(documents))
            told = {"note": f"{len(documents)} documents"}
            out[f"re3d {part}, {way} F1"] = f_figure(*counts["all"], **told)
            if k:
                out[f"re3d {part}, {way}, places F1"] = f_figure(*counts["LOC"], **told)
    return out


def was_marked(doc: str, marked: set[str]) -> bool:
    """Whether a document of re3d is among the marked reports, whose ids begin as its own ("re3d-1718A3656C")."""
    return any(doc.startswith(id.removeprefix("re3d-")) for id in marked)


PARTS = (
    Part(
        "names", "names and places: UNER PUD; re3d, of whose 90 documents 75 were marked for claims, none for names",
        figures,
        (
            *(f"bench/names/{name}.jsonl.gz" for name in GATED),
            "bench/names/re3d.jsonl.gz", "bench/events/re3d-relations.jsonl.gz", "claims/train/*.jsonl",
        ),
        gated=True,
    ),
    Part(
        "more-names", "names and places: UNER EWT; Wikigold, which was trained on", lambda b: token_files(b, MORE),
        tuple(f"bench/names/{name}.jsonl.gz" for name in MORE), gated=False,
    ),
)  # fmt: skip
