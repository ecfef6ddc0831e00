"""Clusters of complaints at the command line: listed, looked at again, drilled to their complaints, named as a clue."""

import json
from typing import Any

from domain.cluster import ClusterFacts
from models.session import Database
from servers import Addresses
from tests.clustering import Clustering
from tests.test_cli import given, hezheng


def asked(addresses: Addresses, *arguments: str) -> Any:
    told = hezheng(*arguments, "--json", **given(addresses))
    assert told.returncode in (0, 2), told.stderr
    return json.loads(told.stdout)


def test_a_cluster_is_listed_shown_with_its_complaints_and_looked_at_again(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        told = Clustering(session)
        filed = [told.complain(f"示例某人{number}", "13800000001") for number in range(3)]
        of_lot = told.newest()
    database.close()
    assert asked(addresses, "cluster", "list") == []
    listed = asked(addresses, "cluster", "list", "--rehearsal", "--office", "example-city")
    assert {one["subject"]: one["facts"]["complaints"] for one in listed} == {"lot": 3, "enterprise": 3}
    shown = asked(addresses, "cluster", "show", of_lot)
    assert [one["complaint_id"] for one in shown["complaints"]] == filed
    assert shown["proposal"]["permission"] == "unclear"
    for lang in ("zh", "en"):
        page = hezheng("cluster", "show", of_lot, "--most", "2", "--lang", lang, **given(addresses)).stdout
        assert filed[0] in page
        assert filed[2] not in page
        assert "某人" not in page
    again = asked(addresses, "cluster", "look", of_lot, "--by", "example-province")
    assert again["cluster_id"] != of_lot
    assert again["facts"].keys() == ClusterFacts.model_fields.keys()
    assert asked(addresses, "check", "leads", "--rehearsal") == []
    why = asked(addresses, "rules", "explain", of_lot)
    assert any("可以建议监督抽查" in one["zh"] for one in why)
    assert asked(addresses, "cluster", "show", "示例无此")["error"]["code"] == "unknown_cluster"
