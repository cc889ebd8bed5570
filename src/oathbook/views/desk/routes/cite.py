"""Citations as files."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.views.desk.citing import FORMS, cite_address
from oathbook.views.desk.visitors import Asker, desk_of

router = APIRouter(include_in_schema=False)


@router.get("/cite.{form}")
def file(request: Request, form: str, visitor: Asker) -> Response:
    """The citation of the page whose address is ``of``, for BibTeX (bib) or as RIS (ris)."""
    if form not in FORMS:
        raise UnknownName(f"citations are given as .bib or .ris, not as {form!a}", tuple(FORMS))
    desk = desk_of(request)
    cited = cite_address(desk, visitor, request.query_params.get("of", ""), base=str(request.base_url))
    text = cited.bibtex if form == "bib" else cited.ris
    headers = {"Content-Disposition": f'attachment; filename="citation.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=f"{FORMS[form]}; charset=utf-8", headers=headers)
