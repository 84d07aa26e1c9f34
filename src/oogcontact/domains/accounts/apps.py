"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begin to receive allauth's signals and to end idle sessions."""
        # Only now do the models exist that these need.
        from oogcontact.domains.accounts import jobs, receivers  # noqa: PLC0415

        receivers.connect()
        jobs.register()
