"""The HTTP API: one ninja API that mounts each domain's router."""

import importlib
import importlib.util

from django.http import HttpRequest
from ninja import NinjaAPI, Router
from ninja.security import APIKeyCookie

from oogcontact.project import errors

#: The domains whose commands are mounted under /api, in the order of the documentation.
DOMAINS = ("accounts", "contacts", "presence", "rooms", "calls", "connection_test", "administration", "audit")


class SignedIn(APIKeyCookie):
    """Lets through who has a session; the middleware has checked the CSRF token already."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> object | None:
        """Return the signed-in user, or None."""
        return request.user if request.user.is_authenticated else None


def make_api() -> NinjaAPI:
    """Return the API with the routers of all domains that have one."""
    made = NinjaAPI(title="Oogcontact", version="1", docs_url=None, openapi_url=None, auth=SignedIn(csrf=False))
    errors.install(made)
    for domain in DOMAINS:
        name = f"oogcontact.domains.{domain}.http"
        if importlib.util.find_spec(name) is not None:
            router: Router = importlib.import_module(name).router
            made.add_router("", router)
    return made


api = make_api()
