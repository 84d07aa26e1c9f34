"""Noting the use of a device, and signing it out when it was idle too long (ACC-10)."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from oogcontact.domains.accounts.sessions import NOTED_EVERY, is_idle
from oogcontact.kernel import clock

_NOTED = "used_at"


class IdleTimeout:
    """Ends an idle session before the request is looked at; stands after the authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, as of nobody when the device was idle too long."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._note(request)
        return self._get_response(request)

    def _note(self, request: HttpRequest) -> None:
        now = clock.now()
        noted = request.session.get(_NOTED, 0)
        if now.timestamp() - noted < NOTED_EVERY.total_seconds():
            return
        row = UserSession.objects.filter(session_key=request.session.session_key).first()
        if row is None:
            # Signed in by other means than allauth's, as tests do: from now on it is listed and watched too.
            UserSession.objects.create_from_request(request)
        elif is_idle(row, now):
            logout(request)
            return
        request.session[_NOTED] = now.timestamp()
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
