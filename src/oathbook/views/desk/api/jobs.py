"""Reading reports in, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import Request, Response

from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, api_router
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.jobs import Job
from oathbook.views.desk.routes.reading import job_of, start_files, start_text, stop_job
from oathbook.views.desk.visitors import ByReviewer, desk_of

router = api_router("reading in")


@router.get("/jobs", response_model=schemas.Jobs, summary="What was read in since the desk was started, newest first")
def jobs(request: Request, visitor: ApiAsker) -> Response:
    """For reviewers and editors."""
    if not visitor.may("reviewer"):
        raise Refusal(403, "role", f"a {visitor.role} may not see this; it takes a reviewer", visitor.role)
    return json_answer({"jobs": [record(job) for job in desk_of(request).jobs.all()]})


@router.get("/jobs/{id}", response_model=schemas.Job, summary="How far a reading is, and what came of each report")
def job(request: Request, visitor: ApiAsker, id: str) -> Response:
    """For reviewers and editors."""
    return json_answer(record(job_of(request, id, visitor)))


@router.post("/jobs", status_code=202, response_model=schemas.Job, summary="Read reports in")
def start(request: Request, change: ByReviewer) -> Response:
    """A form with ``files`` (one or more), or with ``text`` and, where they are known, ``kind`` (text or html),
    ``url``, ``title``, ``publisher``, ``name``; ``published`` for either. With the token of a page's forms, as
    ``csrf`` or in the header ``X-CSRF-Token``. The job as it begins.
    """
    begun = start_files(request, change) if change.files("files") else start_text(request, change)
    return json_answer(record(begun), status=202)


@router.post("/jobs/{id}/stop", response_model=schemas.Job, summary="Stop after the report in hand")
def stop(request: Request, id: str, change: ByReviewer) -> Response:
    """What was read is kept. With the token of a page's forms."""
    return json_answer(record(stop_job(request, id, change)))


def record(job: Job) -> dict[str, Any]:
    """A job as JSON."""
    return {
        "id": job.id,
        "who": job.who,
        "files": list(job.files),
        "state": job.state,
        "began": job.began.isoformat(),
        "in_hand": job.in_hand,
        "error": job.error,
        "outcomes": [asdict(line) for line in list(job.lines)],
    }
