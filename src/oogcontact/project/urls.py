"""All addresses of the web server."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from oogcontact.project.api import api


def health(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health", health),
    path("api/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    path("", include("oogcontact.domains.accounts.urls")),
]
