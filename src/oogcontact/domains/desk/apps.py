"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.desk"
    label = "desk"

    def ready(self) -> None:
        """Have sliders follow what happens below; the models exist only now."""
        from oogcontact.domains.desk import jobs  # noqa: PLC0415

        jobs.register()
