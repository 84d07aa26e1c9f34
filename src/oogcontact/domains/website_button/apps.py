"""Django's registration of this domain."""

from django.apps import AppConfig


class DomainConfig(AppConfig):
    name = "oogcontact.domains.website_button"
    label = "website_button"

    def ready(self) -> None:
        """Have visits follow their rooms, the board the desk, and what is old deleted; the models exist only now."""
        from oogcontact.domains.desk import api as desk  # noqa: PLC0415
        from oogcontact.domains.rooms import api as rooms  # noqa: PLC0415
        from oogcontact.domains.website_button import keeping, visits  # noqa: PLC0415
        from oogcontact.domains.website_button.board import board  # noqa: PLC0415
        from oogcontact.domains.website_button.events import button_changed  # noqa: PLC0415

        keeping.register()
        rooms.watch(visits.follow)
        desk.availability_changed.register(lambda changed: board.mark_people(changed.people))
        button_changed.register(lambda changed: board.mark(changed.public_id))
