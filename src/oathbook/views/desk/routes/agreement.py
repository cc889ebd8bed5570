"""How far reviewers agree, settling where they differ, and what was settled as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.ledger.outcomes import field_values
from oathbook.records import FIELDS, SETTLED, Claim, Review
from oathbook.views import exports
from oathbook.views.desk.answers import download, json_answer
from oathbook.views.desk.asked import number, one_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.paging import DEEPEST, Pager
from oathbook.views.desk.passages import passages
from oathbook.views.desk.visitors import Asker, ByEditor, Visitor, desk_of
from oathbook.views.protect import Protector
from oathbook.views.reviews.coding import COLUMNS, DECISION, Difference, compared, differences, shared, values_of
from oathbook.views.reviews.files import lines
from oathbook.views.reviews.shown import review_record, value_words

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk

SHOWN = 20
router = APIRouter(include_in_schema=False)


@router.get("/review/agreement")
def agreement(request: Request, visitor: Asker) -> Response:
    """Kappa and alpha a field, for each two who decided about the same claims."""
    desk = desk_of(request)
    _reviewer(visitor)
    reviews, claims = decided(desk)
    found = list(compared(reviews, claims))
    differ = [each for each in differences(reviews, claims) if each.settled is None]
    counts: dict[str, dict[str, int]] = {}
    for review in reviews:
        if review.carried is not None:
            continue
        row = counts.setdefault(f"{review.who}, {review.round}", {})
        row[review.decision] = row.get(review.decision, 0) + 1
    return desk.render(
        request, "agreement.html", visitor, tables=found, differ=len(differ), counts=counts, decision=DECISION,
        rounds=desk.blind.rounds(),
    )  # fmt: skip


@router.get("/review/agreement.csv")
def agreement_csv(request: Request, visitor: Asker) -> Response:
    """The same as CSV."""
    desk = desk_of(request)
    _reviewer(visitor)
    rows = (each.as_json() for table in compared(*decided(desk)) for each in table)
    return download(exports.csv_lines(rows, COLUMNS), name="agreement.csv", kind="text/csv; charset=utf-8")


@router.get("/review/agreement.json")
def agreement_json(request: Request, visitor: Asker) -> Response:
    """The same as JSON."""
    _reviewer(visitor)
    rows = [each.as_json() for table in compared(*decided(desk_of(request))) for each in table]
    return json_answer({"agreement": rows})


@router.get("/review/differences")
def differing(request: Request, visitor: Asker) -> Response:
    """The claims that people decided differently, side by side."""
    desk = desk_of(request)
    _reviewer(visitor)
    page = number("page", request.query_params, default=1, least=1, most=DEEPEST)
    which = one_of("show", request.query_params, ("open", "settled")) or "open"
    every = [d for d in differences(*decided(desk)) if (d.settled is not None) == (which == "settled")]
    guard = desk.guard(visitor)
    here = every[(page - 1) * SHOWN : page * SHOWN]
    stored = desk.ledger.pick_reports(list({each.claim.report for each in here}))
    return desk.render(
        request,
        "differences.html",
        visitor,
        rows=[_side_by_side(each, stored[each.claim.report].report, guard) for each in here],
        pager=Pager(page, len(every), SHOWN),
        which=which,
    )


@router.post("/review/{claim}/settle/{how}")
def settle(request: Request, claim: str, how: str, change: ByEditor) -> Response:
    """Settle a difference: as it was read, as one of the reviewers has it, or that it is no claim."""
    desk, who = desk_of(request), change.visitor.name
    read = desk.ledger.claim(claim, current=False, as_read=True)
    why = change.text("why") or None
    if how in ("read", "reject"):
        decision: Any = "accepted" if how == "read" else "rejected"
        kept = desk.ledger.review(read.id, decision, who=who, why=why, round=SETTLED)
    elif how == "undo":
        kept = desk.ledger.review(read.id, "undone", who=who, why=why, round=SETTLED)
    else:
        model = next((r for r in desk.ledger.reviews(claim=read.id) if str(r.number) == how), None)
        if model is None or model.decision not in ("accepted", "corrected", "rejected"):
            raise Refusal(404, "unknown", f"there is no review {how!r} of this claim to settle by", how)
        kept = desk.ledger.review(
            read.id, model.decision, who=who, corrections=model.corrections, why=why, round=SETTLED
        )
    desk.store.note(who, f"review settled, {kept.decision}", read.id, address=change.address)
    desk.index.catch_up()
    return RedirectResponse("/review/differences", 303)


@router.get("/review/{form}.jsonl")
def exported(request: Request, form: str, visitor: Asker) -> Response:
    """What reviewers settled: gold, or training marks; a report a line."""
    desk = desk_of(request)
    chosen = one_of("form", {"form": form}, ("gold", "marks")) or "gold"
    complete = one_of("complete", request.query_params, ("yes", "no")) == "yes"
    made = lines(desk.ledger, chosen, guard=desk.guard(visitor), complete=complete)
    return download(map(exports.json_line, made), name=f"{chosen}.jsonl", kind="application/jsonl")


def decided(desk: Desk) -> tuple[list[Review], dict[str, Claim]]:
    """All reviews, and the claims about which two people decided as they were read; kept until there is a new one."""
    return desk.kept("decided", desk.ledger.last_review(), lambda: shared(desk.ledger))


def _reviewer(visitor: Visitor) -> None:
    if not visitor.may("reviewer"):
        raise Refusal(403, "role", f"a {visitor.role} may not see this; it takes a reviewer", visitor.role)


def _side_by_side(each: Difference, report: Any, guard: Protector) -> dict[str, Any]:
    """A difference as the page shows it: a row a field, a column a review."""
    claim = guard.claim(each.claim)
    columns = [field_values(claim)]
    for review in each.reviews:
        columns.append(values_of(review, claim) | review_record(review, guard)["corrections"])
    text = guard.text
    rows = []
    for field in FIELDS:
        values = []
        for column in columns:
            value = column[field]
            if field == "span":
                value = text(report.text[value[0] : value[1]], report.id)
            values.append(value_words(value))
        if len(set(values)) > 1:
            rows.append((field, field in each.fields, values))
    records = [review_record(review, guard) for review in each.reviews]
    return {
        "claim": claim, "passages": passages(each.claim, report, guard), "fields": rows,
        "reviews": list(zip(each.reviews, records, strict=True)), "settled": each.settled,
        "decision": DECISION in each.fields,
    }  # fmt: skip
