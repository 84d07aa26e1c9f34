"""The HTTP API: one ninja API that mounts each domain's router."""

import importlib
import importlib.util

from ninja import NinjaAPI, Router

from oogcontact.domains.accounts.api import signed_in
from oogcontact.project import errors

#: The domains whose commands are mounted under /api, in the order of the documentation.
DOMAINS = (
    "accounts",
    "branding",
    "contacts",
    "presence",
    "rooms",
    "calls",
    "connection_test",
    "administration",
    "telephony",
    "conferences",
    "room_telephones",
    "desk",
    "appointments",
    "waiting_room",
    "room_links",
    "website_button",
    "audit",
)


def make_api() -> NinjaAPI:
    """Return the API with the routers of all domains that have one."""
    made = NinjaAPI(title="Oogcontact", version="1", docs_url=None, openapi_url=None, auth=signed_in)
    errors.install(made)
    for domain in DOMAINS:
        name = f"oogcontact.domains.{domain}.http"
        if importlib.util.find_spec(name) is not None:
            router: Router = importlib.import_module(name).router
            made.add_router("", router)
    return made


api = make_api()
