"""The app as something to install: its service worker, its manifest and how fast it opens."""

import io
import json
import urllib.request
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer

#: From a warm cache the first screen stands within this time (milliseconds).
OPENS_WITHIN = 1_000

#: When the first text or picture was drawn; waits for the browser to note it.
PAINTED = """new Promise(resolve => new PerformanceObserver(list => {
  const [entry] = list.getEntriesByName('first-contentful-paint')
  if (entry) resolve(entry.startTime)
}).observe({ type: 'paint', buffered: true }))"""

#: Once the worker serves this page; it has kept all files before.
CONTROLLED = """async () => {
  const { serviceWorker } = navigator
  const changed = new Promise(resolve => serviceWorker.addEventListener('controllerchange', resolve))
  if (serviceWorker.controller === null) await changed
}"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


def warm(page: Page) -> None:
    """Open the app once and wait until its files are kept."""
    page.goto("/inloggen")
    expect(page.get_by_label("Wachtwoord", exact=True)).to_be_visible()
    page.evaluate(CONTROLLED)


def kept(page: Page) -> list[str]:
    """Return the paths of everything in the caches."""
    paths: list[str] = page.evaluate(
        """async () => {
          const caught = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
          return caught.flat().map(({ url }) => new URL(url).pathname)
        }"""
    )
    return paths


def test_the_app_opens_at_once_from_a_warm_cache(make_user: MakeUser) -> None:
    """The first screen stands within a second, whatever page is asked for."""
    user = make_user(installs=True)
    warm(user.page)
    user.page.goto("/wachtwoord-vergeten")
    expect(user.page.get_by_role("heading", level=1)).to_be_visible()
    assert user.page.evaluate("performance.getEntriesByType('navigation')[0].workerStart") > 0
    assert user.page.evaluate(PAINTED) < OPENS_WITHIN


def test_the_app_opens_without_the_server(make_user: MakeUser, server: RunningServer) -> None:
    """It says that the server is away, within a second, and goes on when it is back."""
    user = make_user(installs=True)
    warm(user.page)
    server.kill()
    user.page.goto("/inloggen")
    expect(user.page.get_by_text("De server is niet bereikbaar")).to_be_visible()
    assert user.page.evaluate(PAINTED) < OPENS_WITHIN
    # While the server is away: as soon as it is back the screen goes on by itself.
    user.page.get_by_role("button", name="Opnieuw proberen").click()
    expect(user.page.get_by_text("De server is niet bereikbaar")).to_be_visible()
    server.start()
    expect(user.page.get_by_label("Wachtwoord", exact=True)).to_be_visible()


def test_only_the_files_of_the_client_are_kept(make_user: MakeUser) -> None:
    """Nothing of what people say and do lands in the worker's cache."""
    user = make_user("anna", installs=True)
    user.page.evaluate(CONTROLLED)
    user.page.reload()
    expect(user.page.get_by_role("heading", name="Beeldcontact").first).to_be_visible()
    paths = kept(user.page)
    assert "/" in paths
    assert all(path in ("/", "/icon.svg", "/icon-192.png") or path.startswith("/assets/") for path in paths), paths


def test_the_manifest_makes_it_an_app(server: RunningServer) -> None:
    """Browsers offer to install it: names, a start, icons of the sizes that it names, one of them to be cut."""
    manifest = json.loads(fetched(server, "/manifest.webmanifest")[0])
    assert manifest["name"] == "Oogcontact"
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    for icon in pictures:
        with Image.open(io.BytesIO(fetched(server, icon["src"])[0])) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    assert {icon["sizes"] for icon in pictures if icon["purpose"] == "any"} == {"192x192", "512x512"}
    assert [icon["sizes"] for icon in pictures if icon["purpose"] == "maskable"] == ["512x512"]


def test_the_worker_is_asked_for_anew_each_time(server: RunningServer) -> None:
    """Else a new version would wait for an old cache."""
    for path in ("/sw.js", "/manifest.webmanifest", "/"):
        assert fetched(server, path)[1] == "no-cache", path
    policy = urllib.request.urlopen(f"{server.url}/", timeout=10).headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def fetched(server: RunningServer, path: str) -> tuple[bytes, str]:
    """Return the body and the Cache-Control of an answer."""
    with urllib.request.urlopen(server.url + path, timeout=10) as answer:
        return answer.read(), answer.headers["Cache-Control"]


def test_the_app_opens_although_the_network_changes_meanwhile(make_user: MakeUser) -> None:
    """The question who is here, and each part that is fetched after it, fails once; nobody sees a blank page."""
    user = make_user(installs=True)
    failed: set[str] = set()

    def fail_once(route: Route) -> None:
        path = urlsplit(route.request.url).path
        later = path == "/api/session" or (failed and path.endswith(".js"))
        if later and path not in failed:
            failed.add(path)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    user.page.route("**/*", fail_once)
    user.page.goto("/inloggen")
    expect(user.page.get_by_label("Wachtwoord", exact=True)).to_be_visible(timeout=20_000)
    assert len(failed) > 2
    user.page.unroute("**/*")
    user.sign_in("anna")
