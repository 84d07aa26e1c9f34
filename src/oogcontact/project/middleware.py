"""What holds for every request: size, CSRF, language and the headers that bind the browser."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation

from oogcontact.domains.accounts import api as accounts
from oogcontact.project import errors
from oogcontact.project.bridge import TOO_LARGE

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: The one inline style of React Aria's visually hidden elements.
_REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"


def security_headers(public_url: str, framed_by: str = "'none'") -> dict[str, str]:
    """Return the headers that every answer carries; `public_url` is the address under which browsers know the site.

    `framed_by`: the sites that may show it in a frame (CSP's frame-ancestors).
    """
    secure = public_url.startswith("https:")
    # Old Safari does not take 'self' for WebSockets.
    socket = public_url.replace("http", "ws", 1)
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' {_REACT_ARIA_STYLE}",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {socket}",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": framed_by,
    }
    allowed = (
        "camera",
        "microphone",
        "display-capture",
        "fullscreen",
        "picture-in-picture",
        "autoplay",
        "speaker-selection",
    )
    denied = ("geolocation", "payment", "usb", "serial", "bluetooth", "midi", "accelerometer", "gyroscope")
    permissions = [*(f"{name}=(self)" for name in allowed), *(f"{name}=()" for name in denied)]
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Permissions-Policy": ", ".join(permissions),
        # Activation and reset links hold tokens: no address leaves the site.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def framed(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let pages of these sites, and ours, show this answer in a frame."""
    policy = security_headers(settings.PUBLIC_URL, " ".join(["'self'", *origins]))["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy
    # A site that isolates itself (Cross-Origin-Embedder-Policy) asks this of its frames.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # X-Frame-Options knows no list of sites: `SecurityHeaders` leaves it out.
    response.may_be_framed = True  # type: ignore[attr-defined]
    return response


class SecurityHeaders:
    """Adds the security headers, and keeps the API's answers out of every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response
        self._headers = security_headers(settings.PUBLIC_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the headers added."""
        response = self._get_response(request)
        for name, value in self._headers.items():
            if name != "X-Frame-Options" or not getattr(response, "may_be_framed", False):
                response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class BodyLimit:
    """Refuses what the bridge did not read because it was too large."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 413 for a body that was too large, else pass the request on."""
        if request.META.get(TOO_LARGE):
            return errors.answer(413)
        return self._get_response(request)


class OneErrorShape:
    """Gives the one shape to the error that ninja words itself: a method that an address of the API does not know."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response = self._get_response(request)
        if response.status_code == 405 and request.path.startswith("/api/"):
            shaped = errors.answer(405)
            shaped.headers["Allow"] = response.headers.get("Allow", "")
            return shaped
        return response


class Csrf(CsrfViewMiddleware):
    """Django's CSRF protection for every unsafe request, also to ninja's views, which it exempts for signed-in ones.

    Not for guests: their pages send a header instead of a cookie, which another site's page can not add (it would
    have to ask first, Fetch 3.3.6, and is never allowed), and in a frame on another site they have no cookies.
    """

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: tuple[Any, ...], callback_kwargs: dict[str, Any]
    ) -> HttpResponseForbidden | None:
        """Refuse an unsafe request without a valid token."""
        if request.headers.get(accounts.HEADER):
            return None
        return super().process_view(request, _never_exempt, callback_args, callback_kwargs)


class UserLanguage:
    """Speaks the language of who is signed in; for others LocaleMiddleware has chosen by cookie or browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request in the user's language."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            language = request.user.language
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self._get_response(request)


def _never_exempt() -> HttpResponse:
    """Stand for every view: Django looks only whether a view is marked as exempt."""
    return HttpResponse()
