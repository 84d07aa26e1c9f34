"""The built client: its files below the root with the right caching, and its page for every route of its own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from whitenoise import WhiteNoise

from oogcontact.domains.website_button.api import Button
from oogcontact.project.middleware import framed, security_headers

#: The app, and the page of guests, who load nothing of the app.
PAGES = (APP, GUEST) = ("index.html", "guest.html")

#: Vite puts a hash of the contents into these names, so that they may be kept for ever.
_HASHED = re.compile(r"^/assets/.+-[\w-]{8,}\.\w+$")

#: What other sites carry for a website button; has no hash in its name, because they write it down.
BUTTON_SCRIPT = "/button.js"


def with_files(app: Callable[..., Any], root: Path) -> Callable[..., Any]:
    """Return a WSGI application that serves the files of the built client and leaves the rest to `app`."""
    headers = security_headers(settings.PUBLIC_URL)

    def add_headers(sent: Any, path: str, url: str) -> None:
        for name, value in headers.items():
            sent[name] = value
        if url == BUTTON_SCRIPT:
            # Other sites carry it (BTN-1), also those that isolate themselves from what does not say so.
            sent["Cache-Control"] = "public, max-age=300"
            sent["Cross-Origin-Resource-Policy"] = "cross-origin"
            sent["Access-Control-Allow-Origin"] = "*"
        elif not _HASHED.match(url):
            # The worker and the manifest change with each version.
            sent["Cache-Control"] = "no-cache"

    if not root.is_dir():
        return app
    files = WhiteNoise(
        app,
        root=root,
        prefix="/",
        max_age=0,
        allow_all_origins=False,
        add_headers_function=add_headers,
        immutable_file_test=lambda path, url: bool(_HASHED.match(url)),
    )
    # The pages themselves go through Django, which looks at the Host header.
    for page in PAGES:
        files.files.pop(f"/{page}", None)
    return files  # type: ignore[no-any-return]


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Answer a route of the client with its page."""
    return _page(APP)


@require_safe
def guest(request: HttpRequest) -> HttpResponse:
    """Answer with the page of guests; which guest stands in the fragment of its address, which no server is told."""
    return _page(GUEST)


def _page(name: str) -> HttpResponse:
    page = settings.WEB_DIST / name
    if not page.exists():
        return HttpResponse("The client has not been built: run `make run`.", content_type="text/plain", status=503)
    response = HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def visit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer the page on which a visitor of another site calls; only the allowed sites may frame it (BTN-6)."""
    button = Button.objects.filter(public_id=public_id, active=True).first()
    response = guest(request)
    return framed(response, button.origins) if button is not None else response
