"""The one address of appointments outside the API: the private feed (APP-4)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogcontact.domains.appointments import agendas
from oogcontact.infra import ratelimit
from oogcontact.kernel.errors import Refusal

#: Wrong addresses that one network may try in an hour.
WRONG_HOURLY = 100


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Serve the calendar behind a private address; what does not exist, or not any more, is not found."""
    network = str(request.META.get("REMOTE_ADDR", ""))
    if ratelimit.exceeded("agenda.feed", network, WRONG_HOURLY, 3600):
        return HttpResponse(status=429)
    content = agendas.feed_of(token)
    if content is None:
        try:
            ratelimit.check("agenda.feed", network, WRONG_HOURLY, 3600)
        except Refusal:
            return HttpResponse(status=429)
        raise Http404
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="oogcontact.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


urlpatterns = [path("agenda/<slug:token>.ics", feed)]
