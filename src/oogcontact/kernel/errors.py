"""Refusals: what a command answers when it will not do what was asked."""

from collections.abc import Sequence
from enum import Enum
from typing import cast


class Category(Enum):
    """Why a command was refused; the value is the HTTP status (RFC 9110, section 15)."""

    INVALID = 400
    UNAUTHENTICATED = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    CONFLICT = 409
    TOO_LARGE = 413
    TOO_MANY = 429
    UNAVAILABLE = 503


class Refusal(Exception):
    """A refusal with a stable `code`, a `message` for the user that says what to do, and the field it is about.

    `message` may be a lazily translated string: it is turned into text when the answer is written.
    """

    def __init__(
        self, code: str, message: object, category: Category = Category.CONFLICT, param: str | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.category = category
        self.param = param

    def answer(self) -> dict[str, object]:
        """Return the body of the HTTP answer, in the error shape of the whole API (docs/protocol.md)."""
        error = {"code": self.code, "message": str(self.message)}
        if self.param is not None:
            error["param"] = self.param
        return {"status": self.category.value, "errors": [error]}


class Refusals(Refusal):
    """Several reasons to refuse one command, so that a form shows each at its field; the first one's status holds."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        first = refusals[0]
        super().__init__(first.code, first.message, first.category, first.param)
        self.refusals = tuple(refusals)

    def answer(self) -> dict[str, object]:
        """Return the body of the HTTP answer with all of them."""
        errors = [error for refusal in self.refusals for error in cast(list[object], refusal.answer()["errors"])]
        return {"status": self.category.value, "errors": errors}
