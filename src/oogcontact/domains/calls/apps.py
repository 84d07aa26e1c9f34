"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.calls"
    label = "calls"

    def ready(self) -> None:
        """Have the history follow the rooms, and guests stay while it names them; the models exist only now."""
        from oogcontact.domains.accounts import api as accounts  # noqa: PLC0415
        from oogcontact.domains.calls import history  # noqa: PLC0415
        from oogcontact.domains.calls.models import HistoryPerson  # noqa: PLC0415
        from oogcontact.domains.rooms import api as rooms  # noqa: PLC0415

        rooms.watch(history.record)
        accounts.guests_stay_for(HistoryPerson, "person")
