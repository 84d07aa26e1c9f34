"""An organisation's own prompts: uploaded, heard, and taken back (CNF-2)."""

from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.speech import Voice, sentences
from oogcontact.audio.wav import BrokenSound, as_wav, load_wav
from oogcontact.domains.accounts.api import Organisation, not_found
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.conferences.events import prompts_changed
from oogcontact.domains.conferences.models import OwnPrompt
from oogcontact.domains.conferences.shapes import PromptOut
from oogcontact.kernel.errors import Category, Refusal

_FORM = np.dtype("<i2")

_FAULTS = {
    "too_large": _("The file is too large. Use a WAV file of at most 30 MB."),
    "too_long": _("The recording is longer than two minutes."),
    "unreadable": _("This is not a WAV file that can be read. Save the recording as WAV and try again."),
    "empty": _("There is no sound in this file."),
}


def listed(organisation: Organisation, language: str) -> list[PromptOut]:
    """Return all prompts of a language in the order of a call; numbers are none."""
    own = dict(OwnPrompt.objects.filter(organisation=organisation, language=language).values_list("name", "samples"))
    return [
        PromptOut(
            name=name,
            text=text,
            own=name in own,
            seconds=len(own[name]) / _FORM.itemsize / RATE if name in own else None,
        )
        for name, text in sentences()[language].items()
        if not name.startswith("number-")
    ]


def sound(organisation: Organisation, language: str, name: str) -> bytes:
    """Return how a prompt sounds now, as a WAV file; raises Refusal `not_found`."""
    _check_name(language, name)
    return as_wav(Voice(language, own_prompts(organisation.pk, language)).say(name))


def replace(organisation: Organisation, language: str, name: str, content: bytes, by: Actor) -> None:
    """Replace a prompt by a WAV file of any rate; raises Refusal `not_found`, `sound_*`."""
    _check_name(language, name)
    try:
        samples = load_wav(content)
    except BrokenSound as error:
        fault = str(error)
        raise Refusal(f"sound_{fault}", _FAULTS[fault], Category.INVALID, "file") from error
    with transaction.atomic():
        OwnPrompt.objects.update_or_create(
            organisation=organisation,
            language=language,
            name=name,
            defaults={"samples": samples.astype(_FORM).tobytes()},
        )
        _changed(organisation, "prompt.replaced", language, name, by)


def restore(organisation: Organisation, language: str, name: str, by: Actor) -> None:
    """Go back to the prompt of the product; twice is once. Raises Refusal `not_found`."""
    _check_name(language, name)
    with transaction.atomic():
        OwnPrompt.objects.filter(organisation=organisation, language=language, name=name).delete()
        _changed(organisation, "prompt.restored", language, name, by)


def own_prompts(organisation: UUID, language: str) -> dict[str, Samples]:
    """Return the organisation's own prompts of a language."""
    rows = OwnPrompt.objects.filter(organisation_id=organisation, language=language)
    return {
        name: np.frombuffer(bytes(samples), _FORM).astype(np.int16)
        for name, samples in rows.values_list("name", "samples")
    }


def _check_name(language: str, name: str) -> None:
    if name not in sentences()[language] or name.startswith("number-"):
        raise not_found()


def _changed(organisation: Organisation, action: str, language: str, name: str, by: Actor) -> None:
    record(action, by, organisation=organisation.pk, detail={"language": language, "name": name})
    transaction.on_commit(lambda: prompts_changed.tell(organisation.pk))
