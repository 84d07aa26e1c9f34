"""Windows that are used again: to open one anew takes twice the processor of coming back to it."""

from playwright.sync_api import Browser

from tests.e2e.browsers import DESKTOP, DEVICES, User

#: A page of the server that does nothing, and still is of the same site.
NOWHERE = "/health"

CLEAR = "localStorage.clear(); sessionStorage.clear()"


class Windows:
    """The windows of one browser before one server at a time; who takes one finds it as if it were new."""

    def __init__(self) -> None:
        self._place: tuple[Browser, str] | None = None
        self._free: list[User] = []

    def take(self, browser: Browser, url: str) -> User:
        """Return a window in which nobody is signed in yet."""
        if self._place != (browser, url):
            self.close()
            self._place = browser, url
        return self._free.pop() if self._free else User(browser, url)

    def give_back(self, user: User) -> None:
        """Take a window back, whose server must answer; one that can not be made as new is closed."""
        if not self._can_be_used_again(user):
            user.close()
            return
        page, context = user.page, user.context
        page.unroute_all(behavior="ignoreErrors")
        page.goto(NOWHERE)
        page.evaluate(CLEAR)
        context.clear_cookies()
        context.clear_permissions()
        context.grant_permissions(DEVICES)
        if page.viewport_size != DESKTOP:
            page.set_viewport_size(DESKTOP)
        user.errors.clear()
        self._free.append(user)

    def close(self) -> None:
        """Close the windows that nobody has."""
        for user in self._free:
            user.close()
        self._free.clear()

    def _can_be_used_again(self, user: User) -> bool:
        place = user.context.browser, user.url
        return user.plain and place == self._place and user.context.pages == [user.page]
