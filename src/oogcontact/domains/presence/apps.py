"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.presence"
    label = "presence"

    def ready(self) -> None:
        """Have the deadlines run; the models exist only now."""
        from oogcontact.domains.presence import jobs  # noqa: PLC0415

        jobs.register()
