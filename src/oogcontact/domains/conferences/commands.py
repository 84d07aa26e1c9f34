"""What moderators do in the browser: the same as by star codes, and in step with them (CNF-7). In threads of HTTP."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from oogcontact.audio.wav import as_wav
from oogcontact.domains.accounts.api import Membership, not_found
from oogcontact.domains.conferences.desk import account_of
from oogcontact.domains.conferences.live import LiveConference
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.conferences.service import running, service
from oogcontact.domains.conferences.states import Close, End, Event, Loudness, Mute, MuteAll, Remove
from oogcontact.kernel.errors import Category, Refusal

#: Nobody: who removes from the browser need not be in himself.
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Joined:
    """A browser is in."""

    participant: UUID
    sdp: str


def snapshot(account: UUID) -> LiveConference | None:
    """Return what goes on, None when nothing does."""
    found = running()
    return found.hall.snapshot(account) if found is not None else None


def mute(account: UUID, participant: UUID, *, muted: bool) -> None:
    """Mute somebody or not any more; raises Refusal `conference_over`, `not_found`."""
    _check_there(account, participant)
    _happen(account, Mute(participant, muted))


def change_loudness(account: UUID, participant: UUID, by: int) -> None:
    """Let somebody hear the others a step louder or softer; raises Refusal `conference_over`, `not_found`."""
    _check_there(account, participant)
    _happen(account, Loudness(participant, by))


def remove(account: UUID, participant: UUID) -> None:
    """Put somebody out; raises Refusal `conference_over`, `not_found`."""
    _check_there(account, participant)
    _happen(account, Remove(participant, _NOBODY))


def mute_all(account: UUID, *, muted: bool) -> None:
    """Mute all who are no moderators, or not any more; raises Refusal `conference_over`."""
    _happen(account, MuteAll(muted))


def lock(account: UUID, *, closed: bool) -> None:
    """Close a conference for newcomers, or open it; raises Refusal `conference_over`."""
    _happen(account, Close(closed))


def end(account: UUID) -> None:
    """End a conference for all; raises Refusal `conference_over`."""
    _happen(account, End())


def invite(account: UUID, number: str) -> None:
    """Begin to call a number into it; raises Refusal `number_missing`, `conference_over`, `invited_enough`."""
    if not any(sign.isdigit() for sign in number):
        raise Refusal("number_missing", _("Enter a telephone number."), Category.INVALID, "number")
    found = service()
    if found.hall.entry(account) is None:
        raise _over()

    async def begin() -> bool:
        return found.inviter.invite(account, None, number)

    if not found.run(begin()):
        raise Refusal("invited_enough", _("Wait until the people who are being called have answered."))


def spoken_name(account: UUID, participant: UUID) -> bytes:
    """Return the name that somebody spoke, as a WAV file; raises Refusal `conference_over`, `not_found`."""
    entry = service().hall.entry(account)
    if entry is None:
        raise _over()
    name = entry.running.spoken(participant)
    if name is None:
        raise not_found()
    return as_wav(name)


def join(account: ConferenceAccount, membership: Membership, client: UUID, sdp: str) -> Joined:
    """Take part with a browser, as a moderator; raises Refusal `offer_invalid`, `conference_full`, `lines_in_use`."""
    found = service()
    entry = found.hall.entry(account.pk)
    if entry is not None and len(entry.running.state.participants) >= account.most:
        raise Refusal("conference_full", _("The conference is full. Nobody else can join now."))
    user = membership.user
    participant, answer = found.run(found.browsers.join(account_of(account), user.pk, user.name, client, sdp))
    return Joined(participant, answer)


def leave(account: UUID, user: UUID, client: UUID) -> None:
    """Leave with this tab of the browser; who is not in, or is in with another one by now, has left already."""
    found = service()
    found.run(found.browsers.leave(account, user, client))


def _happen(account: UUID, event: Event) -> None:
    found = service()
    if not found.run(found.hall.happen(account, event)):
        raise _over()


def _check_there(account: UUID, participant: UUID) -> None:
    entry = service().hall.entry(account)
    if entry is None:
        raise _over()
    if entry.running.state.find(participant) is None:
        raise not_found()


def _over() -> Refusal:
    return Refusal("conference_over", _("This conference is over."))
