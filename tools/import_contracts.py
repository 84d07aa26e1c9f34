"""The one import rule that import-linter does not bring: domains know each other by their `api` only."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FacesContract(Contract):
    """No module of a domain imports another domain's modules, except its `api`."""

    container = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import between two packages of the container."""
        container = str(self.container)
        broken: list[str] = []
        for importer in sorted(graph.modules):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                mine, other = _package(importer, container), _package(imported, container)
                if mine and other and mine != other and imported != f"{other}.api":
                    broken.append(f"{importer} -> {imported}")
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print the imports that go past an `api`."""
        for line in check.metadata["broken"]:
            output.print_error(line, bold=False)


def _package(module: str, container: str) -> str | None:
    """Return the package directly below the container in which the module lies, or None."""
    if not module.startswith(container + "."):
        return None
    name = module[len(container) + 1 :].split(".")[0]
    return f"{container}.{name}"
