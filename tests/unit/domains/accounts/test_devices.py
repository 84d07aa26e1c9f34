"""What a browser says it is (ACC-10)."""

import pytest

from oogcontact.domains.accounts.devices import browser_and_system

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "names"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0 Safari/537.36", ("Chrome", "Windows")),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", ("Firefox", "Linux")),
        (f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {WEBKIT} Chrome/130.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/18.0 Safari/605.1", ("Safari", "macOS")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_browser_and_system(user_agent: str, names: tuple[str, str]) -> None:
    """ACC-10: the names that people know."""
    assert browser_and_system(user_agent) == names
