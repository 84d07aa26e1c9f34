"""HTTP of conferences in the administration: accounts, their history, and the organisation's own prompts."""

import uuid
from typing import Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import actor_from, signed_in
from oogcontact.domains.conferences import access, actions, export, history, prompts
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.conferences.shapes import ConferenceAccountOut, HistoryPage, PromptOut, WaitingName
from oogcontact.domains.telephony.api import shown
from oogcontact.infra.encryption import decrypt
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["conferences"], auth=signed_in)

LanguageName = Literal["nl", "en"]


class AccountChangesIn(Schema):
    """What to change of a conference account; what is left out stays, empty numbers and PINs are made."""

    name: str | None = Field(None, max_length=60)
    number_id: uuid.UUID | None = None
    conference_number: str | None = Field(None, max_length=20)
    moderator_pin: str | None = Field(None, max_length=20)
    participant_pin: str | None = Field(None, max_length=20)
    most: int | None = Field(None, ge=0, le=10_000)
    waiting: WaitingName | None = None
    moderators: list[uuid.UUID] | None = Field(None, max_length=200)


class AccountIn(AccountChangesIn):
    """A conference account to make."""

    name: str = Field(max_length=60)
    number_id: uuid.UUID


class CardIn(Schema):
    """To whom the card goes, with which PIN, in which language."""

    to: str = Field(max_length=254)
    moderator: bool = False
    language: LanguageName = "nl"


class HistoryQuery(Schema):
    """Which part of the history."""

    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(25, ge=1, le=100)


@router.get("/conference-accounts", response=list[ConferenceAccountOut])
def get_accounts(request: HttpRequest) -> list[ConferenceAccountOut]:
    """CNF-1: the conference accounts of my organisation."""
    return [_account(one) for one in access.accounts_of(_organisation(request))]


@router.post("/conference-accounts", response=ConferenceAccountOut)
@idempotent
def post_account(request: HttpRequest, body: AccountIn) -> ConferenceAccountOut:
    """CNF-1: make a conference account."""
    return _account(actions.save_account(_organisation(request), None, _given(body), actor_from(request)))


@router.patch("/conference-accounts/{account_id}", response=ConferenceAccountOut)
def patch_account(request: HttpRequest, account_id: uuid.UUID, body: AccountChangesIn) -> ConferenceAccountOut:
    """CNF-1: change a conference account."""
    return _account(actions.save_account(_organisation(request), account_id, _given(body), actor_from(request)))


@router.delete("/conference-accounts/{account_id}", response=list[ConferenceAccountOut])
def delete_account(request: HttpRequest, account_id: uuid.UUID) -> list[ConferenceAccountOut]:
    """CNF-1: remove a conference account with its history; answers those that are left."""
    organisation = _organisation(request)
    actions.remove_account(organisation, account_id, actor_from(request))
    return [_account(one) for one in access.accounts_of(organisation)]


@router.post("/conference-accounts/{account_id}/card", response=ConferenceAccountOut)
@idempotent
def post_card(request: HttpRequest, account_id: uuid.UUID, body: CardIn) -> ConferenceAccountOut:
    """CNF-1: mail somebody how to take part."""
    organisation = _organisation(request)
    actions.mail_card(
        organisation, account_id, body.to, moderator=body.moderator, language=body.language, by=actor_from(request)
    )
    return _account(access.access_account(organisation, account_id))


@router.get("/conference-accounts/{account_id}/history", response=HistoryPage)
def get_history(request: HttpRequest, account_id: uuid.UUID, query: Query[HistoryQuery]) -> HistoryPage:
    """The conferences that were held on an account: who, when, how long."""
    account = access.access_account(_organisation(request), account_id)
    return history.page(account, query.offset, query.limit)


@router.get("/conference-accounts/{account_id}/history.csv")
def get_history_file(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    """The same as a file for a spreadsheet, in my language."""
    account = access.access_account(_organisation(request), account_id)
    language = accounts.user_from(request).language
    answer = HttpResponse(export.as_csv(account, language), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{export.file_name(language)}"'
    return answer


@router.get("/conference-prompts/{language}", response=list[PromptOut])
def get_prompts(request: HttpRequest, language: LanguageName) -> list[PromptOut]:
    """CNF-2: all that telephones say in a language, and what of it my organisation has replaced."""
    return prompts.listed(_organisation(request), language)


@router.get("/conference-prompts/{language}/{name}.wav")
def get_prompt_sound(request: HttpRequest, language: LanguageName, name: str) -> HttpResponse:
    """CNF-2: how a prompt sounds now."""
    answer = HttpResponse(prompts.sound(_organisation(request), language, name), content_type="audio/wav")
    answer["Cache-Control"] = "no-store"
    return answer


@router.put("/conference-prompts/{language}/{name}", response=list[PromptOut])
def put_prompt(request: HttpRequest, language: LanguageName, name: str) -> list[PromptOut]:
    """CNF-2: replace a prompt by the WAV file in the body."""
    organisation = _organisation(request)
    prompts.replace(organisation, language, name, request.body, actor_from(request))
    return prompts.listed(organisation, language)


@router.delete("/conference-prompts/{language}/{name}", response=list[PromptOut])
def delete_prompt(request: HttpRequest, language: LanguageName, name: str) -> list[PromptOut]:
    """CNF-2: go back to the prompt of the product."""
    organisation = _organisation(request)
    prompts.restore(organisation, language, name, actor_from(request))
    return prompts.listed(organisation, language)


def _organisation(request: HttpRequest) -> accounts.Organisation:
    return accounts.access_administrator(accounts.membership_from(request).user_id).organisation


def _given(body: Schema) -> dict[str, object]:
    return {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}


def _account(account: ConferenceAccount) -> ConferenceAccountOut:
    members = accounts.people(account.moderators.values_list("pk", flat=True))
    return ConferenceAccountOut(
        id=account.pk,
        name=account.name,
        number_id=account.phone_number_id,
        phone_number=shown(account.phone_number.number, masked=False),
        short=account.phone_number.short,
        conference_number=account.conference_number,
        moderator_pin=decrypt(account.moderator_pin),
        participant_pin=decrypt(account.participant_pin),
        most=account.most,
        waiting=cast(WaitingName, account.waiting),
        moderators=sorted(members.values(), key=lambda person: person.name),
    )
