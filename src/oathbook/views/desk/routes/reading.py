"""Reading reports in: files that are dropped, pages and texts that are pasted; how far it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse

from oathbook.views.days import day_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.jobs import Job
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.visitors import Asker, ByReviewer, Change, Visitor, desk_of
from oathbook.views.phrases import clean, count

NAV = Nav("Read in", "/read", role="reviewer", under=("/jobs",), place="side")
KINDS = (".txt", ".html", ".htm", ".jsonl", ".csv")
router = APIRouter(include_in_schema=False)


@router.get("/read")
def page(request: Request, visitor: Asker) -> Response:
    """The forms, and what is being read."""
    if not visitor.may("reviewer"):
        raise Refusal(403, "role", f"a {visitor.role} may not read reports in; it takes a reviewer", visitor.role)
    desk = desk_of(request)
    return desk.render(request, "read.html", visitor, jobs=desk.jobs.all(), kinds=KINDS)


@router.post("/read/files")
def files(request: Request, change: ByReviewer) -> Response:
    """Read the files that were dropped."""
    return RedirectResponse(f"/jobs/{start_files(request, change).id}", 303)


@router.post("/read/text")
def text(request: Request, change: ByReviewer) -> Response:
    """Read a text or a page that was pasted."""
    return RedirectResponse(f"/jobs/{start_text(request, change).id}", 303)


def start_files(request: Request, change: Change) -> Job:
    """Begin to read the files of a form. Refusal where there is none, one is too large or of no kind that is read."""
    desk, given = desk_of(request), change.files("files")
    if not given:
        raise Refusal(400, "not_allowed", f"no file was chosen; choose {', '.join(KINDS)} files, .gz of them too")
    published = _day(change)
    folder = desk.jobs.folder()
    try:
        for place, file in enumerate(given):
            _keep(file, folder / f"{place:05}", most=desk.settings.largest_file)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _begin(request, change, folder, tuple(clean(file.filename or "") for file in given), published)


def start_text(request: Request, change: Change) -> Job:
    """Begin to read the text or page of a form. Refusal where it is empty."""
    desk, words = desk_of(request), change.whole("text")
    if not words.strip():
        raise Refusal(400, "not_allowed", "the text is empty; paste a report's text, or the HTML of its page")
    as_html = change.text("kind") == "html" or (change.text("kind") != "text" and _looks_like_html(words))
    published = _day(change)
    row = {"id": change.text("name") or "pasted", "html" if as_html else "text": words}
    row |= {key: change.text(key) for key in ("url", "title", "publisher") if change.text(key)}
    row |= {"published": published} if published else {}
    folder = desk.jobs.folder()
    (folder / "pasted.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return _begin(request, change, folder, (row["id"],), None)


@router.get("/jobs/{id}")
def job(request: Request, id: str, visitor: Asker) -> Response:
    """How far a job is."""
    return desk_of(request).render(request, "job.html", visitor, job=job_of(request, id, visitor))


@router.get("/jobs/{id}/progress")
def progress(request: Request, id: str, visitor: Asker) -> Response:
    """The part of the page that changes."""
    return desk_of(request).render(request, "job_progress.html", visitor, job=job_of(request, id, visitor))


@router.post("/jobs/{id}/stop")
def stop(request: Request, id: str, change: ByReviewer) -> Response:
    """Stop after the report in hand."""
    stop_job(request, id, change)
    return RedirectResponse(f"/jobs/{id}", 303)


def stop_job(request: Request, id: str, change: Change) -> Job:
    """Stop a job after the report in hand. Refusal where there is none."""
    desk, found = desk_of(request), job_of(request, id, change.visitor)
    desk.jobs.stop(found)
    desk.store.note(change.visitor.name, "reading stopped", id, address=change.address)
    return found


def _begin(request: Request, change: Change, folder: Path, names: tuple[str, ...], published: str | None) -> Job:
    desk = desk_of(request)
    started = desk.jobs.start(folder, names, who=change.visitor.name, published=published)
    about = f"{count(len(names), 'file')}: {', '.join(names)}"
    desk.store.note(change.visitor.name, "reading", about, address=change.address)
    return started


def job_of(request: Request, id: str, visitor: Visitor) -> Job:
    """The job of that id. Refusal where there is none, or the visitor may not read reports in."""
    found = desk_of(request).jobs.get(id)
    if found is None or not visitor.may("reviewer"):
        raise Refusal(404, "unknown", f"there is no reading {id!a}; what was read is in the list of reports", id)
    return found


def _keep(file: UploadFile, folder: Path, *, most: int) -> None:
    """Write a file under its own name, without anything in it that leads elsewhere."""
    given = file.filename or ""
    name = re.sub(r"[\x00-\x1f\x7f/\\:]", "_", Path(given.replace("\\", "/")).name).lstrip(".")[-120:]
    stem = name.lower().removesuffix(".gz")
    if not stem.endswith(KINDS):
        raise Refusal(400, "not_allowed", f"{clean(given)!r} is no kind of file that is read; allowed: "
                      f"{', '.join(KINDS)}, and these with .gz", clean(given), list(KINDS))  # fmt: skip
    if (file.size or 0) > most:
        raise Refusal(413, "too_large", f"{clean(given)!r} has {file.size:,} bytes; at most {most:,} are read", given)
    folder.mkdir()
    with (folder / name).open("wb") as out:
        shutil.copyfileobj(file.file, out)


def _day(change: Change) -> str | None:
    words = change.text("published")
    return day_of(words).isoformat() if words else None


def _looks_like_html(words: str) -> bool:
    return re.search(r"<(!doctype|html|body|article|p|div|h1|meta)\b", words[:5_000], re.IGNORECASE) is not None
