"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.room_links"
    label = "room_links"

    def ready(self) -> None:
        """Follow rooms, guests and mails; the models exist only now."""
        from oogcontact.domains.room_links import jobs  # noqa: PLC0415

        jobs.register()
