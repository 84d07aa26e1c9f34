"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.waiting_room"
    label = "waiting_room"

    def ready(self) -> None:
        """Have the deadlines run; the models exist only now."""
        from oogcontact.domains.waiting_room import jobs  # noqa: PLC0415

        jobs.register()
