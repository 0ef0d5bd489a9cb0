"""Who has a name below ``tmp/`` claimed, by one listing of it."""

import pytest

from picup_desktop.storage.parts import NOBODY, Writer, is_left_by, is_ours, new_claim, new_part
from picup_desktop.storage.sftp.claim import CLAIM_SECONDS, Answer, Entry, answer_of

NAME, OTHER_NAME = "keys/1.age", "keys/2.age"
ANNA = Writer.of_run("aa" * 8, "01" * 32).in_new_process()
BERT = Writer.of_run("bb" * 8, "01" * 32).in_new_process()
OWN = new_claim(NAME, ANNA)
AT = 1_700_000_000


def answer(*others: Entry, own_at: int | None = AT) -> Answer:
    # A server's answer is never the same object.
    own = Entry("".join(list(OWN)), own_at)
    return answer_of([own, *others], OWN, NAME, ANNA)


def test_alone_it_is_ours() -> None:
    assert answer() is Answer.OURS


def test_what_is_no_claim_to_the_name_does_not_count() -> None:
    others = (new_part(BERT), new_claim(OTHER_NAME, BERT), "keys-1.age", "")
    assert answer(*(Entry(other, AT) for other in others)) is Answer.OURS


@pytest.mark.parametrize("writer", [BERT, NOBODY])
@pytest.mark.parametrize("at", [AT - CLAIM_SECONDS, AT, AT + 3600, None])
def test_anothers_claim_counts(writer: Writer, at: int | None) -> None:
    assert answer(Entry(new_claim(NAME, writer), at)) is Answer.ANOTHERS


def test_anothers_claim_is_over_after_a_while_by_the_clock_of_the_server() -> None:
    left = Entry(new_claim(NAME, BERT), int(AT - CLAIM_SECONDS) - 1)
    assert answer(left) is Answer.OURS
    assert answer(left, own_at=None) is Answer.ANOTHERS
    assert answer(left, Entry(new_claim(NAME, BERT), AT)) is Answer.ANOTHERS


def test_a_claim_of_this_computer_is_one_that_ended() -> None:
    earlier = Writer.of_run("aa" * 8, "02" * 32).in_new_process()
    others = (new_claim(NAME, earlier), new_claim(NAME, ANNA))
    assert answer(*(Entry(other, AT) for other in others)) is Answer.OURS


def test_who_does_not_know_itself_takes_every_other_claim_for_anothers() -> None:
    own, other = new_claim(NAME), new_claim(NAME)
    assert answer_of([Entry("".join(list(own)), AT)], own, NAME, NOBODY) is Answer.OURS
    assert answer_of([Entry(own, AT), Entry(other, AT)], own, NAME, NOBODY) is Answer.ANOTHERS


@pytest.mark.parametrize("others", [(), (Entry("", AT), Entry(new_claim(NAME, BERT), AT))])
def test_a_listing_without_ones_own_claim_says_nothing(others: tuple[Entry, ...]) -> None:
    assert answer_of(others, OWN, NAME, ANNA) is Answer.UNSEEN


def test_a_claim_is_swept_like_a_part() -> None:
    claims = {new_claim(NAME, ANNA) for _ in range(100)}
    assert len(claims) == 100
    later = Writer.of_run("aa" * 8, "02" * 32)
    assert all(is_ours(claim) and is_left_by(claim, later, frozenset()) for claim in claims)
    assert not any(is_left_by(claim, BERT, frozenset()) for claim in claims)
