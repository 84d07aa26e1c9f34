"""All addresses of the web server."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from oogcontact.project import client, demo_mail, demo_site, errors
from oogcontact.project.api import api

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error


def health(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health", health),
    path("api/", api.urls),
    # Before allauth: some of its addresses are closed there.
    path("", include("oogcontact.domains.accounts.urls")),
    path("", include("oogcontact.domains.branding.urls")),
    path("", include("oogcontact.domains.appointments.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("demo/mail", demo_mail.listing),
    path("demo/mail.css", demo_mail.style),
    path("demo/mail/<slug:name>", demo_mail.message),
    re_path(r"^gast/?$", client.guest),
    path("demo/site", demo_site.home),
    path("demo/site.css", demo_site.style),
    path("bezoek/<slug:public_id>", client.visit),
    path("testpagina/<slug:public_id>", demo_site.test_page),
    # Every other address is a screen of the client, which knows its own routes; a name with a dot is a missing file.
    re_path(r"^(?!(?:api|_allauth|media|demo|static|assets|ws)(?:/|$))[^.]*$", client.shell),
    re_path(r"^(?:activeren|uitnodiging|wachtwoord|e-mail-bevestigen)/[^/]+$", client.shell),
]
