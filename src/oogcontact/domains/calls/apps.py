"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.calls"
    label = "calls"

    def ready(self) -> None:
        """Have the history follow the rooms; the models exist only now."""
        from oogcontact.domains.calls import history  # noqa: PLC0415
        from oogcontact.domains.rooms import api as rooms  # noqa: PLC0415

        rooms.watch(history.record)
