"""The whole network: its data by day and by what was known, blocs, and that files and table hold what is seen."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from desks import Browser

from oathbook.ledger import Ledger
from oathbook.views.desk.networks import namer

DAY = "on=2015-03-10"


def network(ada: Browser, query: str) -> dict[str, Any]:
    """The data for the browser."""
    found: dict[str, Any] = json.loads(ada.page(f"/pictures/network.json?{query}"))
    return found


def ties(record: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Its ties by names."""
    names = {node["id"]: node["name"] for node in record["nodes"]}
    return {(names[edge["source"]], edge["kind"], names[edge["target"]]) for edge in record["edges"]}


def test_data_of_a_day_and_of_what_was_known(ada: Browser) -> None:
    now = network(ada, DAY)
    assert ("Fajr al-Wadi", "under", "the Northern Shield") in ties(now)
    assert now["asked"] == {"on": "2015-03-10", "shown": "actors"} and now["actors"] == len(now["nodes"])
    assert not {edge[1] for edge in ties(network(ada, f"{DAY}&ties=with+hostile"))} - {"with", "hostile"}
    before = network(ada, f"{DAY}&known_by=2015-03-01")
    assert len(before["edges"]) < len(now["edges"])
    assert network(ada, "on=1990-01-01")["edges"] == []
    around = network(ada, f"{DAY}&name=Fajr+al-Wadi")
    assert {"Fajr al-Wadi"} < {node["name"] for node in around["nodes"]}
    assert ada.get(f"/pictures/network.json?{DAY}&shown=half").status_code == 400
    assert ada.get(f"/pictures/network.json?{DAY}&name=Nobody").status_code == 404


def test_actors_keep_their_ids_and_places_on_all_days(ada: Browser) -> None:
    lying: dict[str, tuple[str, float, float]] = {}
    for query in (DAY, "on=2015-04-20", f"{DAY}&known_by=2015-04-01", f"{DAY}&ties=under"):
        for node in network(ada, query)["nodes"]:
            told = (node["name"], node["x"], node["y"])
            assert lying.setdefault(node["id"], told) == told
    assert len({at[1:] for at in lying.values()}) == len(lying) >= 3


def test_ids_are_of_this_desk_alone(ada: Browser, app: Any, tmp_path: Any) -> None:
    from desks import desk

    other = desk(str(tmp_path / "other.sqlite"))
    assert namer(app.state.desk)("lions") != namer(other.state.desk)("lions")
    other.state.desk.close()


@pytest.mark.parametrize("shown", ["actors", "blocs", "blocs&opened="])
def test_files_and_table_hold_what_is_seen(ada: Browser, shown: str) -> None:
    if shown.endswith("="):
        shown += next(node["id"] for node in network(ada, f"{DAY}&shown=blocs")["nodes"] if node["members"] > 1)
    query = f"{DAY}&shown={shown}"
    seen = network(ada, query)
    assert seen["edges"]
    rows = list(csv.DictReader(io.StringIO(ada.page(f"/pictures/network.csv?{query}"))))
    assert {(row["source"], row["relation"], row["target"]) for row in rows} == ties(seen)
    for form, pattern in (
        ("gexf", r'<node id="[^"]+" label="([^"]+)"'),
        ("graphml", r'<node id="n\d+"><data key="n0">([^<]+)'),
    ):
        text = ada.page(f"/pictures/network.{form}?{query}")
        assert sorted(re.findall(pattern, text)) == sorted(node["name"] for node in seen["nodes"]), form
    table = ada.page(f"/network/ties?{query}")
    assert len(re.findall(r'data-label="Tie"', table)) == len(seen["edges"])
    refused = ada.get(f"/pictures/network.svg?{query}")
    assert refused.status_code == 400 and "drawn by its page" in refused.text


def test_a_bloc_is_one_circle_until_it_is_opened(ada: Browser) -> None:
    every, closed = network(ada, DAY), network(ada, f"{DAY}&shown=blocs")
    assert closed["actors"] == every["actors"] == sum(node["members"] for node in closed["nodes"])
    bloc = next(node for node in closed["nodes"] if node["members"] > 1)
    assert bloc["page"] == "" and bloc["figure"] == "" and re.search(r"and \d+ actors? under it", bloc["name"])
    opened = network(ada, f"{DAY}&shown=blocs&opened={bloc['id']}")
    assert len(opened["nodes"]) == len(closed["nodes"]) + bloc["members"] - 1
    inside = [node for node in opened["nodes"] if node["banner"] == bloc["id"]]
    assert len(inside) == bloc["members"] and {node["camp"] for node in inside} == {bloc["camp"]}
    assert closed["camps"] == every["camps"]


def test_a_tie_leads_to_its_claims(ada: Browser, url: str) -> None:
    seen = network(ada, DAY)
    edge = next(edge for edge in seen["edges"] if edge["kind"] == "under" and edge["claims"])
    page = ada.page(f"/pictures/network/evidence?{DAY}&shown=actors&of={edge['id']}")
    with Ledger(url) as ledger:
        ids = {claim.id for claim in ledger.claims()}
    assert len(set(re.findall(r'href="/claims/(\w+)"', page)) & ids) >= edge["claims"]
    node = next(node for node in seen["nodes"] if node["figure"])
    assert node["name"] in ada.page(f"/pictures/network/evidence?{DAY}&shown=actors&of={node['id']}")
    assert ada.get(f"/pictures/network/evidence?{DAY}&shown=actors&of=ffff").status_code == 404


def test_the_page_shows_the_drawing_and_says_what_to_move(ada: Browser) -> None:
    page = ada.page(f"/network?{DAY}&shown=blocs")
    assert 'class="picture"' in page and 'id="network" class="network drawing"' in page and "hidden>" in page
    assert "shown=blocs" in re.findall(r'data-query="([^"]+)"', page)[0]
    assert "/network/ties?" in page


def test_the_tree_of_an_actor_stands_on_its_page(ada: Browser) -> None:
    page = ada.page("/actors/Northern%20Shield")
    link = re.search(r'hx-get="(/tree\?[^"]+)"', page)
    assert link
    tree = ada.page(link[1].replace("&amp;", "&"))
    marks = re.findall(r'href="(/pictures/tree/evidence[^"]+)"', tree)
    assert "Northern Shield: who stands above and below" in tree and marks
    assert "/claims/" in "".join(ada.page(mark.replace("&amp;", "&")) for mark in marks)
