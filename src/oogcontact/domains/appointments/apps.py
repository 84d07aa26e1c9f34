"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.appointments"
    label = "appointments"

    def ready(self) -> None:
        """Begin to remind, and to follow the mails."""
        # Only now do the models exist that these need.
        from oogcontact.domains.appointments import jobs  # noqa: PLC0415

        jobs.register()
