"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.room_telephones"
    label = "room_telephones"

    def ready(self) -> None:
        """Follow the rooms; the models exist only now."""
        from oogcontact.domains.room_telephones import jobs  # noqa: PLC0415

        jobs.register()
