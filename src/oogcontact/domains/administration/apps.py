"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.administration"
    label = "administration"

    def ready(self) -> None:
        """Have it listen to the others; the models exist only now."""
        from oogcontact.domains.administration import jobs  # noqa: PLC0415

        jobs.register()
