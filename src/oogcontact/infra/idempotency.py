"""Commands that may be repeated: the same `Idempotency-Key` by the same user gets the first answer again."""

import functools
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from oogcontact.infra.models import StoredAnswer
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal

KEPT_FOR = timedelta(hours=24)


def idempotent(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a ninja view of a signed-in user answer a repeated command with what it answered first.

    Only answers of success are kept: a refused command may be tried again with the same key. A key that was used
    for another command is refused with `key_reused`; one that is no UUID with `key_invalid`.
    """

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        header = request.headers.get("Idempotency-Key")
        if header is None:
            return view(request, *args, **kwargs)
        # A guest has no session; who he is stands in the request itself.
        key, user = _parse(header), uuid.UUID(str(getattr(request, "participant", None) or request.user.pk))
        command = f"{request.method} {request.path}"
        with transaction.atomic():
            # The row comes before the work: the same command at the same moment waits here until the first one has
            # answered, or, when that was refused, does the work itself.
            kept, claimed = StoredAnswer.objects.get_or_create(
                user_id=user, key=key, defaults={"command": command, "status": 200, "body": b""}
            )
            if not claimed:
                return _repeat(kept, command)
            answer = view(request, *args, **kwargs)
            kept.body = (
                answer.model_dump_json().encode() if isinstance(answer, BaseModel) else msgspec.json.encode(answer)
            )
            kept.save(update_fields=["body"])
        return answer

    return wrapper


def forget_old() -> int:
    """Delete the answers that are older than `KEPT_FOR`; return how many."""
    return StoredAnswer.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _parse(header: str) -> uuid.UUID:
    try:
        return uuid.UUID(header)
    except ValueError as error:
        raise Refusal(
            "key_invalid", _("The Idempotency-Key of this command is not a UUID."), Category.INVALID, "Idempotency-Key"
        ) from error


def _repeat(kept: StoredAnswer, command: str) -> HttpResponse:
    if kept.command != command:
        raise Refusal(
            "key_reused", _("This Idempotency-Key was used for another command."), Category.CONFLICT, "Idempotency-Key"
        )
    return HttpResponse(bytes(kept.body), content_type="application/json; charset=utf-8", status=kept.status)
