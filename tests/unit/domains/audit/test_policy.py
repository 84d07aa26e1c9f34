"""The chain of the audit log (ADM-7)."""

from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.audit.policy import START, chained

CONTENT = st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=4)


def test_the_digest_is_fixed() -> None:
    """ADM-7: a log that was written years ago can still be checked."""
    assert chained(START, {"number": 1, "action": "sign_in"}) == (
        "323c8864315aadac2a3a838161ac8d682e88dca1f87c4b8b1885b734724c1ec2"
    )


@given(CONTENT, CONTENT)
def test_other_content_gives_another_digest(one: dict[str, object], other: dict[str, object]) -> None:
    """ADM-7: a change shows."""
    assert (chained(START, one) == chained(START, other)) == (one == other)


@given(CONTENT)
def test_another_predecessor_gives_another_digest(content: dict[str, object]) -> None:
    """ADM-7: an entry that is moved shows."""
    assert chained(START, content) != chained(chained(START, content), content)
