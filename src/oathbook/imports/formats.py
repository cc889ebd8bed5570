"""The formats that can be imported, by name."""

from __future__ import annotations

from collections.abc import Mapping

from oathbook.imports import acled, claimlines, ged, relations
from oathbook.imports.records import Import

FORMATS: Mapping[str, Import] = {
    relations.NAME: relations.import_ucdp_relations,
    ged.NAME: ged.import_ged,
    acled.NAME: acled.import_acled,
    claimlines.NAME: claimlines.import_claims,
}
