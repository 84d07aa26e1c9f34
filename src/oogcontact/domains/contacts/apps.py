"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Begin to listen to accounts and to end what is due."""
        # Only now do the models exist that these need.
        from oogcontact.domains.contacts import jobs  # noqa: PLC0415

        jobs.register()
