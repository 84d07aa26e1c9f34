"""The import rule of our own: a domain is known by its `api` only."""

import pytest
from grimp import ImportGraph

from tools.import_contracts import FacesContract


def check(importer: str, imported: str) -> bool:
    graph = ImportGraph()
    for module in (importer, imported):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    contract = FacesContract("faces", {}, {"container": "house.domains"})
    return contract.check(graph, verbose=False).kept


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("house.domains.calls.actions", "house.domains.rooms.api", True),
        ("house.domains.calls.actions", "house.domains.rooms.models", False),
        ("house.domains.calls.actions", "house.domains.rooms", False),
        ("house.domains.calls.actions", "house.domains.calls.models", True),
        ("house.domains.calls.actions", "house.infra.mail", True),
        ("house.project.urls", "house.domains.calls.http", True),
    ],
)
def test_only_the_api_of_another_domain_may_be_imported(importer: str, imported: str, kept: bool) -> None:
    assert check(importer, imported) is kept
