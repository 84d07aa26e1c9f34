"""HTTP of accounts: who am I, my profile, my devices, the language."""

import hmac
import uuid
from datetime import datetime
from typing import Literal, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import translation
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from oogcontact.domains.accounts import actions, images, reminders, sessions
from oogcontact.domains.accounts.access import demo_memberships, person_of, photo_pass, photo_url, role_policy
from oogcontact.domains.accounts.current import (
    actor_from,
    has_two_factor,
    membership_from,
    membership_or_none,
    must_set_up_two_factor,
    signed_in,
    signed_in_before_two_factor,
    user_from,
)
from oogcontact.domains.accounts.guests import by_early_link, change_guest
from oogcontact.domains.accounts.http_links import Done
from oogcontact.domains.accounts.http_links import router as links
from oogcontact.domains.accounts.models import Guest, Membership
from oogcontact.domains.accounts.two_factor import two_factor_qr
from oogcontact.infra import ratelimit

router = Router(tags=["accounts"])
router.add_router("", links)

LanguageCode = Literal["nl", "en"]
RoleName = Literal["administrator", "agent", "client"]


class PersonOut(Schema):
    """What others see of a person."""

    id: uuid.UUID
    name: str
    photo: str | None
    function: str
    role: RoleName
    extension: str
    organisation_id: uuid.UUID


class PhoneNumber(Schema):
    """One of the numbers of a person, as he wrote it."""

    label: str = Field("", max_length=30)
    number: str = Field(max_length=25)


class MySettings(Schema):
    """PRO-2; the times are as 22:00, both or neither."""

    ring_sound: Literal["classic", "soft", "bright", "none"]
    browser_notifications: bool
    mail_missed_calls: bool
    quiet_from: str | None
    quiet_until: str | None


class MySettingsIn(Schema):
    """The settings to change; what is left out stays."""

    ring_sound: Literal["classic", "soft", "bright", "none"] | None = None
    browser_notifications: bool | None = None
    mail_missed_calls: bool | None = None
    quiet_from: str | None = Field(None, max_length=5)
    quiet_until: str | None = Field(None, max_length=5)


class Me(PersonOut):
    """What a person sees of himself."""

    email: str
    username: str | None
    first_name: str
    last_name: str
    language: LanguageCode
    phone_numbers: list[PhoneNumber]
    two_factor: bool
    settings: MySettings
    strict_password: bool


class MeIn(Schema):
    """The part of the profile to change; what is left out stays."""

    first_name: str | None = Field(None, max_length=200)
    last_name: str | None = Field(None, max_length=200)
    function: str | None = Field(None, max_length=200)
    language: LanguageCode | None = None
    phone_numbers: list[PhoneNumber] | None = Field(None, max_length=20)
    settings: MySettingsIn | None = None


class OrganisationOut(Schema):
    """The organisation in which somebody works, and what it asks of him."""

    id: uuid.UUID
    name: str
    ring_seconds: int
    countdown: bool
    require_two_factor: bool


class DemoAccount(Schema):
    """A sign-in that the sign-in page of a demonstration shows."""

    name: str
    email: str
    password: str
    role: str
    photo: str | None


class SessionOut(Schema):
    """Who uses this browser, None when nobody is signed in."""

    person: Me | None
    organisation: OrganisationOut | None
    demo: list[DemoAccount] | None
    csrf: str
    language: LanguageCode


class DeviceOut(Schema):
    """A signed-in device."""

    id: int
    device: str
    ip: str
    last_used_at: datetime
    current: bool


class LanguageIn(Schema):
    language: LanguageCode


class EmailIn(Schema):
    email: str = Field(max_length=254)


@router.get("/session", response=SessionOut, auth=None)
def get_session(request: HttpRequest) -> SessionOut:
    """Return who is signed in here, and set the CSRF cookie."""
    membership = membership_or_none(request)
    return SessionOut(
        person=me_of(membership) if membership else None,
        organisation=_organisation(membership) if membership else None,
        demo=_demo_accounts() if settings.DEMO else None,
        csrf=get_token(request),
        language=cast(LanguageCode, (translation.get_language() or "nl")[:2]),
    )


@router.patch("/me", response=Me, auth=signed_in_before_two_factor)
def patch_me(request: HttpRequest, body: MeIn) -> Me:
    """PRO-1, PRO-2: change my profile."""
    membership = membership_from(request)
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    actions.update_me(membership, cast(actions.MeChanges, changes))
    return me_of(membership)


@router.post("/me/photo", response=Me, auth=signed_in)
def post_photo(request: HttpRequest, photo: File[UploadedFile]) -> Me:
    """PRO-1: choose my photo."""
    if (photo.size or 0) > images.MAX_BYTES:
        raise images.too_large()
    membership = membership_from(request)
    ratelimit.check("photo", str(membership.user_id), 30, 3600)
    actions.set_photo(membership.user, photo.read())
    membership.user.refresh_from_db(fields=["photo"])
    return me_of(membership)


@router.delete("/me/photo", response=Me, auth=signed_in)
def delete_photo(request: HttpRequest) -> Me:
    """PRO-1: take my photo away."""
    membership = membership_from(request)
    actions.remove_photo(membership.user)
    membership.user.refresh_from_db(fields=["photo"])
    return me_of(membership)


@router.post("/language", response=Done, auth=None)
def post_language(request: HttpRequest, response: HttpResponse, body: LanguageIn) -> Done:
    """ACC-12: choose the language of this browser and, when signed in, of the user."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, body.language, max_age=365 * 86400, samesite="Lax")
    if request.user.is_authenticated:
        actions.set_language(user_from(request), body.language)
    return Done()


@router.post("/guest/language", response=Done, auth=by_early_link)
def post_guest_language(request: HttpRequest, body: LanguageIn) -> Done:
    """ACC-12: choose the language in which I, a guest, am spoken to: on my page and on the telephone."""
    guest = cast(Guest, request.auth)  # type: ignore[attr-defined]
    change_guest(guest.pk, language=body.language)
    return Done()


@router.post("/username-reminder", response=Done, auth=None)
def post_username_reminder(request: HttpRequest, body: EmailIn) -> Done:
    """ACC-7: mail the user name that belongs to an address; the answer is the same for an unknown one."""
    reminders.send_username(body.email, actor_from(request).address)
    return Done()


@router.get("/sessions", response=list[DeviceOut], auth=signed_in_before_two_factor)
def get_sessions(request: HttpRequest) -> list[DeviceOut]:
    """ACC-10: my signed-in devices."""
    return _devices(request)


@router.delete("/sessions/{session_id}", response=list[DeviceOut], auth=signed_in_before_two_factor)
def delete_session(request: HttpRequest, session_id: int) -> list[DeviceOut]:
    """ACC-10: sign one of my devices out; returns those that are left."""
    sessions.end_session(user_from(request).pk, session_id, actor_from(request))
    return _devices(request)


@router.delete("/sessions", response=list[DeviceOut], auth=signed_in_before_two_factor)
def delete_sessions(request: HttpRequest) -> list[DeviceOut]:
    """ACC-10: sign all my other devices out."""
    keep = [request.session.session_key or ""]
    sessions.end_sessions(user_from(request).pk, actor_from(request), keep=keep)
    return _devices(request)


@router.get("/two-factor/qr.svg", auth=signed_in_before_two_factor, include_in_schema=False)
def get_two_factor_qr(request: HttpRequest) -> HttpResponse:
    """ACC-8: the QR code of the secret that allauth has just offered in this session, to set up an app."""
    return HttpResponse(two_factor_qr(request), content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def photo(request: HttpRequest, token: str, side: int) -> HttpResponse:
    """Serve a photo to signed-in people, to guests who were given its pass, in a demonstration to the sign-in page."""
    file = actions.photo_folder(token) / f"{side}.webp"
    passed = hmac.compare_digest(request.GET.get("pass", "").encode(), photo_pass(token).encode())
    allowed = settings.DEMO or passed or request.user.is_authenticated
    if side not in images.SIZES or not allowed or not file.is_file():
        raise Http404
    response = HttpResponse(file.read_bytes(), content_type="image/webp")
    # A new photo has a new address.
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def me_of(membership: Membership) -> Me:
    """Return what the user of this membership sees of himself."""
    user = membership.user
    person = person_of(membership)
    return Me(
        id=person.id,
        name=person.name,
        photo=person.photo,
        function=person.function,
        role=cast(RoleName, person.role),
        extension=person.extension,
        organisation_id=person.organisation_id,
        email=user.email,
        username=user.username,
        first_name=user.first_name,
        last_name=user.last_name,
        language=cast(LanguageCode, user.language),
        phone_numbers=user.phone_numbers,
        two_factor=has_two_factor(user.pk),
        settings=MySettings.model_validate({**actions.DEFAULT_SETTINGS, **user.settings}),
        strict_password=role_policy(membership).strict_password,
    )


def _organisation(membership: Membership) -> OrganisationOut:
    organisation = membership.organisation
    return OrganisationOut(
        id=organisation.pk,
        name=organisation.name,
        ring_seconds=organisation.ring_seconds,
        countdown=organisation.countdown,
        require_two_factor=must_set_up_two_factor(membership),
    )


def _demo_accounts() -> list[DemoAccount]:
    return [
        DemoAccount(
            name=membership.user.name,
            email=membership.user.email,
            password=settings.DEMO_PASSWORD,
            role=membership.role,
            photo=photo_url(membership.user.photo),
        )
        for membership in demo_memberships()
    ]


def _devices(request: HttpRequest) -> list[DeviceOut]:
    key = request.session.session_key
    return [DeviceOut.from_orm(device) for device in sessions.devices_of(user_from(request).pk, key)]
