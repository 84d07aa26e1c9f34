"""The built client: its files below the root with the right caching, and its page for every route of its own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from whitenoise import WhiteNoise

from oogcontact.project.middleware import security_headers

#: Vite puts a hash of the contents into these names, so that they may be kept for ever.
_HASHED = re.compile(r"^/assets/.+-[\w-]{8,}\.\w+$")


def with_files(app: Callable[..., Any], root: Path) -> Callable[..., Any]:
    """Return a WSGI application that serves the files of the built client and leaves the rest to `app`."""
    headers = security_headers(settings.PUBLIC_URL)

    def add_headers(sent: Any, path: str, url: str) -> None:
        for name, value in headers.items():
            sent[name] = value
        if not _HASHED.match(url):
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
    # The page itself goes through Django, which looks at the Host header.
    files.files.pop("/index.html", None)
    return files  # type: ignore[no-any-return]


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Answer a route of the client with its page."""
    page = settings.WEB_DIST / "index.html"
    if not page.exists():
        return HttpResponse("The client has not been built: run `make run`.", content_type="text/plain", status=503)
    response = HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
