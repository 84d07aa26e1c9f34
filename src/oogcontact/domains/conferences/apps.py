"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.conferences"
    label = "conferences"

    def ready(self) -> None:
        """Have old conferences deleted; the models exist only now."""
        from oogcontact.domains.conferences import keeping  # noqa: PLC0415

        keeping.register()
