"""A website of somebody else: its own server and origin, its own policies, and a button of ours on its pages."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class WebPage:
    """A page as its server sends it."""

    body: str
    headers: Mapping[str, str]
    language: str = "nl"

    def encoded(self) -> bytes:
        """Return the whole document."""
        title = "Paspoort aanvragen"
        head = f'<!doctype html><html lang="{self.language}"><meta charset="utf-8"><title>{title}</title>'
        return f"{head}<body><main><h1>{title}</h1><p>Kom langs.</p></main>{self.body}</body></html>".encode()


class Website:
    """Serves pages by path on 127.0.0.1, which is another origin than the product's localhost."""

    def __init__(self) -> None:
        self.pages: dict[str, WebPage] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(urlsplit(self.path).path)
                self.send_response(200 if page else 404)
                content = page.encoded() if page else b""
                for name, value in (page.headers if page else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def put(self, path: str, body: str, headers: Mapping[str, str] | None = None, language: str = "nl") -> str:
        """Serve a page at this path; return its address."""
        self.pages[path] = WebPage(body, headers or {}, language)
        return self.url + path

    def close(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
