"""The schema from which the client's types are made."""

from oogcontact.project import openapi


def test_every_operation_documents_its_refusals() -> None:
    schema = openapi.schema()
    operations = [
        operation
        for path in schema["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]
    assert len(operations) > 40
    for operation in operations:
        reference = operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"]
        assert reference == "#/components/schemas/ErrorAnswer"
    assert schema["components"]["schemas"]["ErrorAnswer"]["required"] == ["status", "errors"]


def test_operations_have_names_of_their_own() -> None:
    names = [
        operation["operationId"]
        for path in openapi.schema()["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "operationId" in operation
    ]
    assert len(names) == len(set(names))
