"""The password rules of ACC-6 as Django's validators, for allauth's forms and for our own commands alike."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
    get_default_password_validators,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import policy
from oogcontact.domains.accounts.access import role_policy
from oogcontact.domains.accounts.models import Membership, User
from oogcontact.kernel.errors import Category, Refusal

_SENTENCES = {
    "password_too_short": _("Use at least 8 characters."),
    "password_too_long": _("Use at most 256 characters."),
    "password_no_lower": _("Use at least one lower case letter."),
    "password_no_upper": _("Use at least one upper case letter."),
    "password_no_digit": _("Use at least one digit."),
    "password_no_special": _("Use at least one special character, such as ! or ?."),
    "password_too_common": _("This password is used by many people. Choose another one."),
    "password_too_similar": _("This password looks too much like your name or e-mail address. Choose another one."),
}


def is_strict(user: User | None) -> bool:
    """Tell whether the strict rules hold for this user: when any organisation of his asks them, or he has none yet."""
    if user is None or user._state.adding:
        return True
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    return any(role_policy(membership).strict_password for membership in memberships)


class FormValidator:
    """Asks the signs that ACC-6 names; strict or not as told, or by what the user's organisations say."""

    def __init__(self, *, strict: bool | None = None) -> None:
        self._strict = strict

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with one error for each sign that lacks."""
        strict = is_strict(user) if self._strict is None else self._strict
        faults = policy.password_faults(password, strict=strict)
        if faults:
            raise ValidationError([ValidationError(_SENTENCES[fault], code=fault) for fault in faults])

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return gettext("Use at least 8 characters with a lower case letter, an upper case letter and a digit.")


class CommonValidator(CommonPasswordValidator):
    """Refuses Django's list of the 20,000 most common passwords."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError `password_too_common`."""
        if password.lower().strip() in self.passwords:
            raise ValidationError(_SENTENCES["password_too_common"], code="password_too_common")


class SimilarValidator(UserAttributeSimilarityValidator):
    """Refuses a password that equals or resembles the user's names or address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "first_name", "last_name", "name", "email"))

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError `password_too_similar`."""
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(_SENTENCES["password_too_similar"], code="password_too_similar") from error


def check_password(password: str, user: User, *, strict: bool) -> None:
    """Raise Refusal for the first rule that `password` breaks for this user, who may not have been saved yet."""
    for validator in get_default_password_validators():
        told = FormValidator(strict=strict) if isinstance(validator, FormValidator) else validator
        try:
            told.validate(password, user)
        except ValidationError as error:
            first = error.error_list[0]
            raise Refusal(first.code or "password_refused", first.message, Category.INVALID, "password") from error
