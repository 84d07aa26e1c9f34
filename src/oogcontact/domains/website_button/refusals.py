"""What is refused to visitors, each with its stable code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from oogcontact.kernel.errors import Category, Refusal


def button_unknown() -> Refusal:
    """There is no such button, or it is switched off."""
    return Refusal("button_unknown", _("This button does not exist any more."), Category.NOT_FOUND)


def site_not_allowed() -> Refusal:
    """A site that is not on the list wants to carry the button (BTN-6)."""
    return Refusal("site_not_allowed", _("This button may not be used on this website."), Category.FORBIDDEN)


def ticket_expired() -> Refusal:
    """The page was open too long, or its ticket is not ours."""
    return Refusal(
        "ticket_expired", _("This page was open too long. Reload it and try again."), Category.FORBIDDEN, "ticket"
    )


def nobody_available() -> Refusal:
    """No agent takes visitors now."""
    return Refusal("nobody_available", _("Nobody is available right now."))


def consent_missing() -> Refusal:
    """The visitor has not agreed to what the organisation asks."""
    return Refusal("consent_missing", _("Agree to this first."), Category.INVALID, "consent")


def slot_taken() -> Refusal:
    """Somebody else was sooner, or the time is too near by now."""
    return Refusal("slot_taken", _("This time has just been taken. Choose another one."), Category.CONFLICT, "time")


def planned_enough() -> Refusal:
    """So many appointments wait for one address that no more are made by themselves."""
    return Refusal(
        "planned_enough",
        _("There are enough appointments for this e-mail address. Leave a message if you need another one."),
        Category.CONFLICT,
        "email",
    )


def invalid(code: str, message: object, param: str) -> Refusal:
    """A field can not be used as it is."""
    return Refusal(code, message, Category.INVALID, param)
