"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.rooms"
    label = "rooms"

    def ready(self) -> None:
        """Have the deadlines run; the models exist only now."""
        from oogcontact.domains.rooms import jobs  # noqa: PLC0415

        jobs.register()
