"""Whose a part below ``tmp/`` is, and whether its writer can still be at work (1-6, 4-5)."""

import pytest

from picup_desktop.storage.parts import PART_PREFIX, Writer, is_left_by, is_ours, new_part

OURS = Writer.of_run("aa" * 8, "01" * 32)
EARLIER = Writer.of_run("aa" * 8, "02" * 32)
THEIRS = Writer.of_run("bb" * 8, "02" * 32)
NONE: frozenset[Writer] = frozenset()


@pytest.mark.parametrize("writer", [Writer(), OURS, OURS.in_new_process()])
def test_every_part_is_new_and_of_one_length(writer: Writer) -> None:
    parts = {new_part(writer) for _ in range(100)}
    assert len(parts) == 100
    assert {len(part) for part in parts} == {len(PART_PREFIX) + 32}
    assert all(is_ours(part) for part in parts)


def test_parts_of_an_earlier_run_of_this_computer_are_left_behind() -> None:
    part = new_part(EARLIER.in_new_process())
    assert is_left_by(part, OURS, NONE)
    assert not is_left_by(part, THEIRS, NONE)


def test_parts_of_this_run_are_left_behind_once_their_process_ended() -> None:
    ended, alive = OURS.in_new_process(), OURS.in_new_process()
    assert not is_left_by(new_part(ended), OURS, NONE)
    assert is_left_by(new_part(ended), OURS, frozenset({ended}))
    assert not is_left_by(new_part(alive), OURS, frozenset({ended, Writer()}))


def test_nothing_of_another_computer_is_left_behind() -> None:
    part = new_part(THEIRS.in_new_process())
    assert not is_left_by(part, OURS, NONE)
    assert not is_left_by(part, OURS, frozenset({OURS.in_new_process()}))


@pytest.mark.parametrize("unknown", [Writer(), Writer.of_run("", "01" * 32), Writer("aa" * 6)])
def test_who_does_not_know_itself_knows_no_part(unknown: Writer) -> None:
    assert not is_left_by(new_part(OURS.in_new_process()), unknown, NONE)
    assert not is_left_by(new_part(unknown.in_new_process()), OURS, NONE)


@pytest.mark.parametrize("name", ["", "wedding.jpg", f"{PART_PREFIX}{'aa' * 6}", "keys-1.age"])
def test_what_is_no_part_is_never_left_behind(name: str) -> None:
    assert not is_left_by(name, OURS, NONE)
    assert not is_left_by(name, EARLIER, frozenset({OURS.in_new_process()}))
