"""HTTP of branding: how my organisation shows itself, for administrators; its logo, for everybody (ADM-2)."""

from typing import Literal, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import actor_from, signed_in, user_from
from oogcontact.domains.branding import actions, invitation, logos, texts
from oogcontact.domains.branding.access import Branding, branding_of
from oogcontact.domains.branding.policy import Palette, palette_of, parse_colour
from oogcontact.domains.branding.shapes import BrandingFace, face
from oogcontact.infra import ratelimit
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["branding"], auth=signed_in)

MailLanguage = Literal["nl", "en"]

#: Nothing in a logo may run or fetch, also when somebody opens its address by itself.
_LOGO_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


class ShadesOut(Schema):
    """A colour as text and fill, the text on it, it under the pointer, and a soft background made of it."""

    colour: str
    on_colour: str
    strong: str
    soft: str


class PaletteOut(Schema):
    """What a house colour becomes; `adjusted` when it can not be read itself, so that `light` has another one."""

    chosen: str
    adjusted: bool
    light: ShadesOut
    dark: ShadesOut


class BrandingOut(Schema):
    """How my organisation shows itself; empty is the product's own."""

    colour: str
    sender_name: str
    invitation_nl: str
    invitation_en: str
    default_invitation_nl: str
    default_invitation_en: str
    face: BrandingFace


class BrandingChangesIn(Schema):
    """What to change; what is left out stays, empty goes back to the product's own."""

    colour: str | None = Field(None, max_length=30)
    sender_name: str | None = Field(None, max_length=500)
    invitation_nl: str | None = Field(None, max_length=20_000)
    invitation_en: str | None = Field(None, max_length=20_000)


class InvitationIn(Schema):
    """The text of an invitation, which need not be saved."""

    language: MailLanguage
    text: str = Field(max_length=20_000)


class InvitationPreview(Schema):
    """An invitation with example names, in its parts; a paragraph may have several lines."""

    subject: str
    paragraphs: list[str]
    button: str


class TestMailOut(Schema):
    """To which address the test goes."""

    to: str


@router.get("/administration/branding", response=BrandingOut)
def get_branding(request: HttpRequest) -> BrandingOut:
    """How my organisation shows itself."""
    return _out(branding_of(_organisation(request).pk))


@router.patch("/administration/branding", response=BrandingOut)
def patch_branding(request: HttpRequest, body: BrandingChangesIn) -> BrandingOut:
    """Change colour, sender's name or invitations."""
    organisation = _organisation(request)
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    actions.change_branding(organisation, cast(dict[actions.Field, str], changes), actor_from(request))
    return _out(branding_of(organisation.pk))


@router.put("/administration/branding/logo", response=BrandingOut)
def put_logo(request: HttpRequest) -> BrandingOut:
    """Make the SVG, PNG or JPEG file in the body the logo."""
    organisation = _organisation(request)
    ratelimit.check("logo", str(organisation.pk), 60, 3600)
    actions.set_logo(organisation, request.body, actor_from(request))
    return _out(branding_of(organisation.pk))


@router.delete("/administration/branding/logo", response=BrandingOut)
def delete_logo(request: HttpRequest) -> BrandingOut:
    """Take the logo away."""
    organisation = _organisation(request)
    actions.remove_logo(organisation, actor_from(request))
    return _out(branding_of(organisation.pk))


@router.get("/administration/branding/palette", response=PaletteOut)
def get_palette(request: HttpRequest, colour: str) -> Palette:
    """What a house colour would become."""
    _organisation(request)
    parsed = parse_colour(colour)
    if parsed is None:
        raise actions.colour_invalid()
    return palette_of(parsed)


@router.post("/administration/branding/preview", response=InvitationPreview)
def post_preview(request: HttpRequest, body: InvitationIn) -> invitation.Preview:
    """How an invitation with this text looks."""
    branding = branding_of(_organisation(request).pk)
    return invitation.preview_of(branding, user_from(request), body.language, _text(body))


@router.post("/administration/branding/test-mail", response=TestMailOut)
@idempotent
def post_test_mail(request: HttpRequest, body: InvitationIn) -> TestMailOut:
    """Mail an invitation with this text to myself."""
    organisation, user = _organisation(request), user_from(request)
    text = _text(body)
    ratelimit.check("test-mail", str(user.pk), 20, 3600)
    invitation.send_test(branding_of(organisation.pk), user, body.language, text)
    return TestMailOut(to=user.email)


@require_safe
def logo(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Serve a logo to everybody: it stands on the pages of guests, and on websites with the button."""
    file = logos.for_page(token, kind)
    if file is None:
        raise Http404
    return HttpResponse(
        file,
        content_type=logos.TYPES[kind],
        headers={
            "Content-Security-Policy": _LOGO_POLICY,
            "Cross-Origin-Resource-Policy": "cross-origin",
            # A new logo has a new address.
            "Cache-Control": "public, max-age=31536000, immutable",
        },
    )


def _organisation(request: HttpRequest) -> accounts.Organisation:
    return accounts.access_administrator(accounts.membership_from(request).user_id).organisation


def _text(body: InvitationIn) -> str:
    """Return the text that was sent, or the product's own for none."""
    return actions.clean_invitation(body.text, "text") or texts.DEFAULTS[body.language]


def _out(branding: Branding) -> BrandingOut:
    return BrandingOut(
        colour=branding.chosen_colour,
        sender_name="" if branding.sender_name == branding.name else branding.sender_name,
        invitation_nl=branding.invitation_text("nl"),
        invitation_en=branding.invitation_text("en"),
        default_invitation_nl=texts.DEFAULTS["nl"],
        default_invitation_en=texts.DEFAULTS["en"],
        face=face(branding),
    )
