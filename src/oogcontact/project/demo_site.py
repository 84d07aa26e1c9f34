"""Pages of ours that carry a website button: a small municipality's site in a demonstration, and the test page.

Both are bound more strictly than most sites: what works here works there (BTN-1).
"""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oogcontact.domains.website_button.api import Button
from oogcontact.project import demo


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the demonstration's website, which carries the demonstration's button."""
    if not settings.DEMO:
        raise Http404
    button = Button.objects.filter(organisation__name=demo.ORGANISATION).order_by("created_at").first()
    return _carrying(request, "project/site_home.html", button)


@require_safe
def test_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an empty page that carries a button, so that it can be tried before it stands on a real site (ADM-3)."""
    button = Button.objects.filter(public_id=public_id).first()
    if button is None:
        raise Http404
    return _carrying(request, "project/site_test.html", button)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Serve the look of these pages."""
    file = Path(__file__).parent / "static" / "site.css"
    return HttpResponse(file.read_bytes(), content_type="text/css; charset=utf-8")


def _carrying(request: HttpRequest, template: str, button: Button | None) -> HttpResponse:
    response = render(request, template, {"button": button, "site": settings.PUBLIC_URL})
    response.headers["Content-Security-Policy"] = strict_policy(settings.PUBLIC_URL)
    return response


def strict_policy(product: str) -> str:
    """Return the policy of a site that trusts only itself and, for the button, `product` (docs/website-button.md)."""
    socket = product.replace("http", "ws", 1)
    policy = {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "script-src": product,
        "connect-src": f"{product} {socket}",
        "frame-src": product,
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())
