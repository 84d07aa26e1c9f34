"""Accounts and profiles: making them and changing them (PRO-1, PRO-2, ACC-12)."""

import secrets
import shutil
import unicodedata
import uuid
from pathlib import Path
from typing import TypedDict

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import policy
from oogcontact.domains.accounts.access import organisations_of
from oogcontact.domains.accounts.events import PersonChanged, person_changed
from oogcontact.domains.accounts.images import make_photo
from oogcontact.domains.accounts.models import Language, Membership, Organisation, Role, User
from oogcontact.infra import events
from oogcontact.kernel.errors import Category, Refusal
from oogcontact.kernel.plain_text import is_plain

#: What PRO-2 keeps, and what holds until the user chooses.
DEFAULT_SETTINGS: dict[str, object] = {
    "ring_sound": "classic",
    "browser_notifications": True,
    "mail_missed_calls": True,
    "quiet_from": None,
    "quiet_until": None,
}
MAX_PHONE_NUMBERS = 5


class MeChanges(TypedDict, total=False):
    """What a user can change of himself; what is left out stays."""

    first_name: str
    last_name: str
    function: str
    language: str
    phone_numbers: list[dict[str, str]]
    settings: dict[str, object]


def create_account(
    organisation: Organisation,
    role: Role,
    *,
    email: str,
    first_name: str,
    last_name: str,
    password: str | None = None,
    username: str | None = None,
    function: str = "",
    extension: str = "",
    language: str = Language.DUTCH,
) -> Membership:
    """Make an account with a place in `organisation`; without a password it sleeps until it is activated.

    `password` must have been checked. Raises Refusal for a bad name or address, `email_in_use`, `username_in_use`,
    `extension_in_use`.
    """
    user = User(
        email=clean_email(email),
        username=clean_username(username),
        first_name=clean_text(first_name, "first_name", 60, required=True),
        last_name=clean_text(last_name, "last_name", 80, required=True),
        language=language,
        is_active=password is not None,
    )
    user.set_password(password)
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        function=clean_text(function, "function", 80),
        extension=clean_extension(extension),
    )
    check_extension_free(membership)
    _check_free(user)
    try:
        with transaction.atomic():
            user.save()
            # Allauth looks here; verified, because an account starts from a mail to this address.
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            membership.save()
            person_changed.tell(PersonChanged(user.pk, (organisation.pk,)))
    except IntegrityError:
        # Somebody else was first, a moment ago.
        check_extension_free(membership)
        _check_free(user)
        raise
    return membership


def update_me(membership: Membership, changes: MeChanges) -> None:
    """Change the profile of a membership's user (PRO-1, PRO-2); his other devices and those who see him are told."""
    user = membership.user
    if "first_name" in changes:
        user.first_name = clean_text(changes["first_name"], "first_name", 60, required=True)
    if "last_name" in changes:
        user.last_name = clean_text(changes["last_name"], "last_name", 80, required=True)
    if "language" in changes:
        user.language = changes["language"]
    if "phone_numbers" in changes:
        user.phone_numbers = clean_phone_numbers(changes["phone_numbers"])
    if "settings" in changes:
        user.settings = _clean_settings({**DEFAULT_SETTINGS, **user.settings, **changes["settings"]})
    with transaction.atomic():
        user.save(update_fields=["first_name", "last_name", "language", "phone_numbers", "settings"])
        if "function" in changes:
            membership.function = clean_text(changes["function"], "function", 80)
            membership.save(update_fields=["function"])
        tell_changed(user.pk)


def set_language(user: User, language: str) -> None:
    """Remember the language of a user (ACC-12)."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(language=language)
        events.emit([user.pk], "me.changed", {})


def set_photo(user: User, data: bytes) -> None:
    """Make `data` the photo of a user (PRO-1); raises the refusals of `make_photo`.

    The files of the old one go after the commit.
    """
    pictures = make_photo(data)
    token = secrets.token_urlsafe(24)
    folder = photo_folder(token)
    folder.mkdir(parents=True)
    try:
        for side, picture in pictures.items():
            (folder / f"{side}.webp").write_bytes(picture)
        _swap_photo(user.pk, token)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def remove_photo(user: User) -> None:
    """Take away the photo of a user."""
    _swap_photo(user.pk, "")


def photo_folder(token: str) -> Path:
    """Return the folder of the photo with this token."""
    return Path(settings.MEDIA_ROOT) / "photos" / token


def tell_changed(user_id: uuid.UUID) -> None:
    """Tell a user's devices and the domains above that he changed; inside a transaction."""
    events.emit([user_id], "me.changed", {})
    person_changed.tell(PersonChanged(user_id, organisations_of(user_id)))


def clean_text(text: str, param: str, longest: int, *, required: bool = False) -> str:
    """Return `text` in one line without surrounding space; raises Refusal `text_invalid` or `required`."""
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if required and not cleaned:
        raise Refusal("required", _("Fill in this field."), Category.INVALID, param)
    if len(cleaned) > longest or not is_plain(cleaned):
        raise Refusal("text_invalid", _("This is too long or has signs that can not be used."), Category.INVALID, param)
    return cleaned


def clean_email(email: str) -> str:
    """Return the address in lower case; raises Refusal `email_invalid`."""
    cleaned = email.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError as error:
        raise Refusal("email_invalid", _("This is not a whole e-mail address."), Category.INVALID, "email") from error
    if len(cleaned) > 254:
        raise Refusal("email_invalid", _("This is not a whole e-mail address."), Category.INVALID, "email")
    return cleaned


def clean_username(username: str | None) -> str | None:
    """Return the user name, None for an empty one; raises Refusal `username_invalid`."""
    cleaned = (username or "").strip()
    if cleaned and not policy.is_username(cleaned):
        raise Refusal(
            "username_invalid",
            _("Use 3 to 60 letters, digits, dots or dashes for the user name."),
            Category.INVALID,
            "username",
        )
    return cleaned or None


def clean_extension(extension: str) -> str:
    """Return the extension, 2 to 10 digits or empty; raises Refusal `extension_invalid`."""
    cleaned = extension.strip()
    if cleaned and not (cleaned.isascii() and cleaned.isdigit() and 2 <= len(cleaned) <= 10):
        raise Refusal("extension_invalid", _("Use 2 to 10 digits for the extension."), Category.INVALID, "extension")
    return cleaned


def check_extension_free(membership: Membership) -> None:
    """Raise Refusal `extension_in_use` when somebody else of the organisation has this extension."""
    others = Membership.objects.filter(organisation=membership.organisation_id, extension=membership.extension)
    if membership.extension and others.exclude(pk=membership.pk).exists():
        raise Refusal(
            "extension_in_use", _("Somebody else has this extension. Choose another."), Category.CONFLICT, "extension"
        )


def clean_phone_numbers(numbers: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return at most MAX_PHONE_NUMBERS of {label, number}; raises Refusal `phone_number_invalid`."""
    cleaned = [
        {"label": clean_text(entry.get("label", ""), "phone_numbers", 30), "number": entry.get("number", "").strip()}
        for entry in numbers
    ]
    if len(cleaned) > MAX_PHONE_NUMBERS or not all(policy.is_phone_number(entry["number"]) for entry in cleaned):
        raise Refusal(
            "phone_number_invalid",
            _("Write up to five telephone numbers with digits, such as 06 12345678."),
            Category.INVALID,
            "phone_numbers",
        )
    return cleaned


def _clean_settings(values: dict[str, object]) -> dict[str, object]:
    quiet = (values["quiet_from"], values["quiet_until"])
    if quiet != (None, None) and not all(isinstance(time, str) and policy.is_time(time) for time in quiet):
        raise Refusal(
            "quiet_hours_invalid",
            _("Give both times of the quiet hours, such as 22:00 and 07:00."),
            Category.INVALID,
            "settings",
        )
    return {name: values[name] for name in DEFAULT_SETTINGS}


def _check_free(user: User) -> None:
    if User.objects.filter(email=user.email).exists() or EmailAddress.objects.is_verified(user.email):
        raise Refusal(
            "email_in_use", _("There is an account with this e-mail address already."), Category.CONFLICT, "email"
        )
    if user.username and User.objects.filter(username__iexact=user.username).exists():
        raise Refusal(
            "username_in_use", _("This user name is taken. Choose another one."), Category.CONFLICT, "username"
        )


def _swap_photo(user_id: uuid.UUID, token: str) -> None:
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        old, user.photo = user.photo, token
        user.save(update_fields=["photo"])
        tell_changed(user_id)
        if old:
            transaction.on_commit(lambda: shutil.rmtree(photo_folder(old), ignore_errors=True))
