"""The addresses of accounts outside the API."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from oogcontact.domains.accounts.http import photo

#: What allauth offers and we do not: nobody signs up, there are no codes by telephone, devices are under /api/sessions.
_ABSENT = (
    "account/phone",
    "auth/code/confirm",
    "auth/email/verify/resend",
    "auth/phone/verify",
    "auth/phone/verify/resend",
    "auth/sessions",
    "auth/signup",
)


def absent(request: HttpRequest) -> HttpResponse:
    """Answer as an address that does not exist."""
    raise Http404


urlpatterns = [
    path("media/photos/<slug:token>/<int:side>.webp", photo),
    *(path(f"_allauth/browser/v1/{route}", absent) for route in _ABSENT),
]
