"""Every error answer in one shape: `{"status", "errors": [{"code", "message", "param"?}]}` (docs/protocol.md)."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from oogcontact.kernel.errors import Category, Refusal

_log = logging.getLogger(__name__)

#: The sentence of each status that has no refusal of its own.
_BY_STATUS = {
    400: ("invalid", _("This request can not be read. Load the page again and try once more.")),
    401: ("not_signed_in", _("You are not signed in. Sign in and try again.")),
    403: ("forbidden", _("You may not do this. Ask your administrator.")),
    404: ("not_found", _("This does not exist, or not any more.")),
    405: ("method_not_allowed", _("This address does not know that command.")),
    413: ("too_large", _("This is too large to send. Choose something smaller.")),
    429: ("too_many", _("That was tried too often. Wait a while and try again.")),
    500: ("server_error", _("Something went wrong on the server. Try again in a moment.")),
}

#: What a field's error of pydantic says to the user; everything else is `invalid`.
_FIELD_SENTENCES = {
    "missing": _("Fill in this field."),
    "string_too_short": _("Fill in this field."),
    "string_too_long": _("This is too long. Make it shorter."),
}
_FIELD_INVALID = _("This is not filled in correctly. Check it and try again.")


def answer(status: int, code: str | None = None, message: object = None) -> JsonResponse:
    """Return the answer of an error with this status, with its own code and sentence or those of the status."""
    usual_code, usual_message = _BY_STATUS.get(status, _BY_STATUS[400])
    error = {"code": code or usual_code, "message": str(message or usual_message)}
    return JsonResponse({"status": status, "errors": [error]}, status=status)


def of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refused command."""
    return JsonResponse(refusal.answer(), status=refusal.category.value)


def of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a request whose fields do not have the documented types; one error for each field."""
    errors: list[dict[str, str]] = []
    for item in error.errors:
        place = [str(part) for part in item.get("loc", ()) if part not in ("body", "query", "path", "data", "payload")]
        kind = str(item.get("type", ""))
        found = {"code": "invalid", "message": str(_FIELD_SENTENCES.get(kind, _FIELD_INVALID))}
        errors.append({**found, "param": ".".join(place)} if place else found)
    return JsonResponse({"status": Category.INVALID.value, "errors": errors}, status=Category.INVALID.value)


def of_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what ninja itself refuses: no session, a body that is no JSON, a wrong method."""
    return answer(error.status_code)


def of_unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """Log what nobody foresaw and answer 500 without a word of it."""
    # The path may hold a token: only its route is logged.
    route = request.resolver_match.route if request.resolver_match else "?"
    _log.error("request failed", exc_info=error, extra={"method": request.method, "route": route})
    return answer(500)


def install(api: NinjaAPI) -> None:
    """Have the API answer all its errors in the one shape."""
    handlers: list[tuple[type[Exception], Any]] = [
        (Refusal, of_refusal),
        (ValidationError, of_validation),
        (AuthenticationError, lambda request, error: answer(401)),
        (HttpError, of_http_error),
        (Http404, lambda request, error: answer(404)),
        (PermissionDenied, lambda request, error: answer(403)),
        (Exception, of_unexpected),
    ]
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django finds suspicious, such as one with a foreign Host header."""
    return answer(400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a command without the token that only our own pages can send."""
    message = _("This page has been open too long. Load it again and try once more.")
    return answer(403, "csrf_failed", message)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is forbidden outside the API."""
    return answer(403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that does not exist."""
    return answer(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Log and answer a failure outside the API."""
    route = request.resolver_match.route if request.resolver_match else "?"
    _log.exception("request failed", extra={"method": request.method, "route": route})
    return answer(500)
