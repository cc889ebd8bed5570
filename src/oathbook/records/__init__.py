"""The records that travel from a page to an answer. Read this first.

report  -> Report, Block                    what was taken in, offsets into ``Report.text``
reading -> TimeExpression, Figure, Mention, Cluster, Speech, Reading
claim   -> Finding (a candidate), Claim     who did what, on whose word, how firmly
actors  -> Judgement                        whether two names mean one actor, by whom and why
ledger  -> Entry                            what was kept, and when

All are frozen. Character offsets are Python string indices into ``Report.text``, end exclusive; token indices
(``i``) are those of ``Reading.doc``. Ids are hashes of content: the same words read by the same version give the
same id.
"""

from __future__ import annotations

from oathbook.records.basic import Figure, Interval, content_id
from oathbook.records.claim import PROTECTED_STANDINGS, STATUSES, TYPES, Claim, Finding, Status
from oathbook.records.decided import ADDED, FIELDS, FIRST, PROGRAM, SETTLED, Decision, Entry, Judgement, Review, Verdict
from oathbook.records.reading import (
    Cluster,
    FigureExpression,
    Mention,
    MentionForm,
    MentionKind,
    Reading,
    Speech,
    Standing,
    TimeExpression,
)
from oathbook.records.report import Block, BlockKind, Report

__all__ = [
    "ADDED",
    "FIELDS",
    "FIRST",
    "PROGRAM",
    "PROTECTED_STANDINGS",
    "SETTLED",
    "STATUSES",
    "TYPES",
    "Block",
    "BlockKind",
    "Claim",
    "Cluster",
    "Decision",
    "Entry",
    "Figure",
    "FigureExpression",
    "Finding",
    "Interval",
    "Judgement",
    "Mention",
    "MentionForm",
    "MentionKind",
    "Reading",
    "Report",
    "Review",
    "Speech",
    "Standing",
    "Status",
    "TimeExpression",
    "Verdict",
    "content_id",
]
