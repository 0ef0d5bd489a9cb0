"""Which parts of this computer's journal make its newest complete checkpoint."""

from picup_desktop.ledger.journal.journal import OwnSegment
from picup_desktop.sync.journal.send import last_checkpoint


def _segments(*parts: tuple[int, int] | None) -> list[OwnSegment]:
    """Return segments from number 1 on: part and parts of a checkpoint, or None for changes."""
    return [
        OwnSegment(
            number=number,
            hash="",
            entries=1,
            part=None if place is None else place[0],
            parts=None if place is None else place[1],
            on=frozenset(),
            size_bytes=1,
        )
        for number, place in enumerate(parts, start=1)
    ]


def _numbers(*parts: tuple[int, int] | None) -> list[int]:
    return [segment.number for segment in last_checkpoint(_segments(*parts))]


def test_without_a_checkpoint_there_is_none() -> None:
    assert _numbers() == []
    assert _numbers(None, None) == []


def test_a_checkpoint_of_one_part_and_of_several() -> None:
    assert _numbers(None, (1, 1), None) == [2]
    assert _numbers(None, (1, 3), (2, 3), (3, 3), None) == [2, 3, 4]


def test_of_two_checkpoints_the_newer_one_counts() -> None:
    assert _numbers((1, 1), None, (1, 2), (2, 2)) == [3, 4]
    assert _numbers((1, 1), (1, 1)) == [2]


def test_one_that_was_never_completed_counts_for_nothing() -> None:
    assert _numbers((1, 1), None, (1, 2)) == [1]
    assert _numbers((1, 2), None, (2, 2)) == []
    assert _numbers((1, 3), (2, 3), (1, 2), (2, 2)) == [3, 4], "begun anew"
    assert _numbers((1, 2), (2, 2), (1, 3), (2, 3), None) == [1, 2]


def test_a_checkpoint_of_very_many_parts() -> None:
    assert len(_numbers(*[(part, 700) for part in range(1, 701)])) == 700
