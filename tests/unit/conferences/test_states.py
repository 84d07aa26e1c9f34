"""CNF-2 to CNF-6: the rules of a conference, and that no sequence of events breaks them."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio.speech import sentences
from oogcontact.domains.conferences.states import (
    STEPS,
    Announce,
    Close,
    Conference,
    Effect,
    End,
    Event,
    HangUp,
    Join,
    Leave,
    Loudness,
    Mute,
    MuteAll,
    NameOf,
    NotJoined,
    Participant,
    Refused,
    Remove,
    Say,
    Waiting,
    apply,
)

ROOM = UUID(int=99)
ANNA, BRAM, CARLA, DIRK = (UUID(int=number) for number in range(1, 5))


def join(who: UUID, *, moderator: bool = False) -> Join:
    return Join(Participant(who, moderator))


def play(*events: Event, most: int = 10, waiting: Waiting = Waiting.EACH_OTHER) -> tuple[Conference, list[Effect]]:
    """Let things happen; return the conference, and what the last of them led to."""
    conference = Conference(ROOM, most, waiting)
    effects: list[Effect] = []
    for event in events:
        conference, effects = apply(conference, event)
    return conference, effects


def everybody(conference: Conference) -> list[UUID]:
    return [one.id for one in conference.participants]


THREE = (join(ANNA, moderator=True), join(BRAM), join(CARLA))


def test_a_newcomer_hears_how_many_are_there_and_the_others_who_came() -> None:
    """CNF-2."""
    assert play(join(ANNA))[1] == [Say((ANNA,), ("you-are-first",))]
    assert play(join(ANNA), join(BRAM))[1] == [
        Say((BRAM,), ("one-other",)),
        Say((ANNA,), (NameOf(BRAM), "has-joined")),
    ]
    assert play(*THREE)[1][0] == Say((CARLA,), ("others-before", 2, "others-after"))


def test_who_wants_no_announcements_hears_none() -> None:
    """CNF-3: *2."""
    conference, effects = play(*THREE, Announce(BRAM, announcements=False))
    assert effects == [Say((BRAM,), ("announcements-off",))]
    assert apply(conference, join(DIRK))[1][1] == Say((ANNA, CARLA), (NameOf(DIRK), "has-joined"))


def test_without_a_moderator_one_waits_where_the_account_says_so() -> None:
    """CNF-6."""
    conference, effects = play(join(BRAM), waiting=Waiting.MUSIC)
    assert not conference.begun
    assert effects == [Say((BRAM,), ("you-are-first", "waiting-for-moderator"))]
    # Nobody is announced to people who hear music.
    assert len(apply(conference, join(CARLA))[1]) == 1
    begun, _ = apply(conference, join(ANNA, moderator=True))
    assert begun.begun
    left, effects = apply(begun, Leave(ANNA))
    assert not left.begun
    assert effects == [Say((BRAM,), ("waiting-for-moderator",))]
    assert play(join(BRAM))[0].begun


def test_the_eleventh_hears_that_it_is_full() -> None:
    """CNF-6."""
    guests = [join(UUID(int=number)) for number in range(1, 12)]
    conference, effects = play(*guests)
    assert effects == [NotJoined(UUID(int=11), Refused.FULL)]
    assert len(conference.participants) == 10


def test_a_closed_conference_lets_only_moderators_in() -> None:
    """CNF-4: *21, *20."""
    conference, effects = play(*THREE, Close(closed=True))
    assert effects == [Say((ANNA, BRAM, CARLA), ("closed",))]
    assert apply(conference, join(DIRK))[1] == [NotJoined(DIRK, Refused.CLOSED)]
    assert everybody(apply(conference, join(DIRK, moderator=True))[0])[-1] == DIRK
    again, _ = apply(conference, Close(closed=False))
    assert everybody(apply(again, join(DIRK))[0])[-1] == DIRK


def test_one_mutes_himself_and_the_moderator_all_others() -> None:
    """CNF-3: *1; CNF-4: *11, *10."""
    conference, effects = play(*THREE, Mute(ANNA, muted=True))
    assert effects == [Say((ANNA,), ("muted",))]
    assert [one.muted for one in conference.participants] == [True, False, False]
    conference, effects = play(*THREE, MuteAll(muted=True))
    assert effects == [Say((ANNA,), ("all-muted",)), Say((BRAM, CARLA), ("muted-by-moderator",))]
    assert [one.muted for one in conference.participants] == [False, True, True]
    # Each may take himself back.
    conference, _ = apply(conference, Mute(BRAM, muted=False))
    assert [one.muted for one in conference.participants] == [False, False, True]
    assert not any(one.muted for one in apply(conference, MuteAll(muted=False))[0].participants)


def test_louder_and_softer_have_an_end() -> None:
    """CNF-3: *9, *7."""
    assert play(*THREE, Loudness(BRAM, 1))[1] == [Say((BRAM,), ("louder",))]
    conference, effects = play(*THREE, *[Loudness(BRAM, -1)] * (STEPS + 1))
    assert effects == [Say((BRAM,), ("softest",))]
    bram = conference.find(BRAM)
    assert bram is not None
    assert bram.loudness == -STEPS


def test_the_last_who_came_is_removed() -> None:
    """CNF-4: *31; the moderator never removes himself."""
    conference, effects = play(*THREE, Remove(None, ANNA))
    assert everybody(conference) == [ANNA, BRAM]
    assert effects == [HangUp(CARLA, "removed"), Say((ANNA, BRAM), (NameOf(CARLA), "last-removed"))]
    assert play(join(BRAM), join(ANNA, moderator=True), Remove(None, ANNA))[1][0] == HangUp(BRAM, "removed")
    assert play(join(ANNA, moderator=True), Remove(None, ANNA))[1] == [Say((ANNA,), ("nobody-to-remove",))]


def test_somebody_is_removed_in_the_browser() -> None:
    """CNF-7."""
    conference, _ = play(*THREE, Remove(BRAM, ANNA))
    assert everybody(conference) == [ANNA, CARLA]


def test_the_conference_ends_for_all() -> None:
    """CNF-4: *30."""
    conference, effects = play(*THREE, End())
    assert conference.ended
    assert effects == [HangUp(who, "conference-ended") for who in (ANNA, BRAM, CARLA)]
    assert apply(conference, join(DIRK))[1] == [NotJoined(DIRK, Refused.CLOSED)]
    assert apply(conference, Leave(ANNA)) == (conference, [])


def test_it_ends_with_the_last_one() -> None:
    """CNF-6."""
    conference, effects = play(join(ANNA), join(BRAM), Leave(ANNA), Leave(BRAM))
    assert conference.ended
    assert effects == []


def test_what_is_of_nobody_or_twice_changes_nothing() -> None:
    conference, _ = play(*THREE)
    for event in (join(BRAM), Leave(DIRK), Mute(DIRK, muted=True), Loudness(DIRK, 1), Remove(DIRK, DIRK)):
        assert apply(conference, event) == (conference, [])


people = st.sampled_from([ANNA, BRAM, CARLA, DIRK, UUID(int=5)])
events = st.one_of(
    st.builds(lambda who, moderator: Join(Participant(who, moderator)), people, st.booleans()),
    st.builds(Leave, people),
    st.builds(Mute, people, st.booleans()),
    st.builds(Announce, people, st.booleans()),
    st.builds(Loudness, people, st.sampled_from([-1, 1])),
    st.builds(MuteAll, st.booleans()),
    st.builds(Close, st.booleans()),
    st.builds(Remove, st.none() | people, people),
    st.just(End()),
)


@given(st.lists(events, max_size=40), st.integers(1, 4), st.sampled_from(list(Waiting)))
def test_whatever_happens_it_stays_right(happened: list[Event], most: int, waiting: Waiting) -> None:
    conference = Conference(ROOM, most, waiting)
    known = set(sentences()["nl"])
    for event in happened:
        before = conference
        conference, effects = apply(before, event)
        ids = everybody(conference)
        assert len(ids) == len(set(ids)) <= most
        assert not (before.ended and conference != before)
        assert not (conference.ended and ids)
        for effect in effects:
            if isinstance(effect, Say):
                # Only who is in is spoken to, and only with what can be said.
                assert set(effect.to) <= set(ids)
                assert effect.to
                assert {piece for piece in effect.pieces if isinstance(piece, str)} <= known
            elif isinstance(effect, HangUp):
                assert effect.participant not in ids
                assert effect.prompt in known
