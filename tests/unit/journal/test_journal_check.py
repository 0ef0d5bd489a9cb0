"""What is wrong with a journal, told by name; and what is trusted all the same."""

import pytest

from picup_desktop.vault.journal import (
    ChainHead,
    CheckpointPart,
    Finding,
    ObjectGone,
    Refused,
    Report,
    SealedSegment,
    Segment,
    SegmentCheck,
    check_journal,
    replay,
    replay_entries,
    seal_checkpoint,
)
from picup_desktop.vault.journal.chain import trusted_chain
from picup_desktop.words import Role
from tests.unit.journal.test_journal_entries import a_hash, an_object
from tests.unit.journal.test_journal_segment import Keys, make_keys, stored

MAIN, BACKUP = Role.MAIN, Role.BACKUP


def chain(keys: Keys, count: int, *, after: ChainHead | None = None) -> list[SealedSegment]:
    made: list[SealedSegment] = []
    for number in range(1, count + 1):
        made.append(keys.seal(stored(number), after=made[-1].head if made else after))
    return made


def with_checkpoint(keys: Keys) -> list[SealedSegment]:
    """Segments 1 and 2, a checkpoint in 3 to 5, and 6."""
    made = chain(keys, 2)
    opened = [keys.open(one.name, one.data) for one in made]
    state = replay(keys.author.device_id, opened)
    many = replay_entries(keys.author.device_id, [stored(n) for n in range(1, 4)])
    made += seal_checkpoint(
        many, keys.author, keys.recipients, after=made[-1].head, limit_bytes=2100
    )
    assert len(made) == 5
    assert set(state.photos) == {1, 2}
    return [*made, keys.seal(stored(4), after=made[-1].head)]


def files(segments: list[SealedSegment]) -> dict[str, bytes]:
    return {one.name: one.data for one in segments}


def opened(keys: Keys, shelf: dict[str, bytes]) -> list[Segment | Refused]:
    return [keys.read(name, data) for name, data in sorted(shelf.items())]


def judge(keys: Keys, *remembered: ChainHead, **shelves: dict[str, bytes]) -> Report:
    found = {Role(role): opened(keys, shelf) for role, shelf in shelves.items()}
    return check_journal(found, devices=keys.devices, remembered=remembered)


def numbers(report: Report) -> list[int]:
    return [one.number for chain in report.trusted.values() for one in chain]


def test_nothing_is_wrong_with_a_whole_journal_on_both() -> None:
    keys = make_keys()
    made = chain(keys, 3)
    report = judge(keys, made[1].head, main=files(made), backup=files(made))
    assert report.findings == ()
    assert report.loose == ()
    assert report.heads == (made[-1].head,)
    assert numbers(report) == [1, 2, 3]


def test_nothing_is_wrong_once_a_checkpoint_replaced_what_was_before() -> None:
    keys = make_keys()
    made = with_checkpoint(keys)
    whole = judge(keys, main=files(made))
    assert numbers(whole) == [3, 4, 5, 6]
    assert whole.loose == ()
    after = judge(keys, made[1].head, main=files(made[2:]), backup=files(made[1:]))
    assert after.findings == ()
    assert after.trusted == whole.trusted


def test_a_gap_is_one_finding_however_wide() -> None:
    keys = make_keys()
    made = chain(keys, 6)
    report = judge(keys, main=files([made[0], made[1], made[5]]))
    place = f"{made[2].name} to {made[4].name}"
    assert report.findings == (Finding(SegmentCheck.MISSING_SEGMENT, MAIN, place),)
    assert numbers(report) == [1, 2]
    assert [one.number for one in report.loose] == [6]


def test_a_file_with_an_absurd_number_costs_nothing() -> None:
    keys = make_keys()
    made = chain(keys, 2)
    absurd = f"journal/{keys.author.device_id}/9999999999999999.age"
    report = judge(keys, main={**files(made), absurd: b"junk"})
    # Junk says nothing about how far the journal goes: nothing is missed before it.
    assert [one.check for one in report.findings] == [SegmentCheck.UNREADABLE]
    # Nor is the other storage, which lacks it, an older one (6-4).
    both = judge(keys, made[-1].head, main={**files(made), absurd: b"junk"}, backup=files(made))
    assert both.findings == report.findings
    assert numbers(report) == [1, 2]


@pytest.mark.parametrize("hidden", [2, 3, 4])
def test_a_part_of_a_checkpoint_is_missed_where_all_before_was_removed(hidden: int) -> None:
    keys = make_keys()
    made = with_checkpoint(keys)
    left = [one for n, one in enumerate(made) if n >= 2 and n != hidden]
    report = judge(keys, main=files(left))
    assert report.findings == (Finding(SegmentCheck.MISSING_SEGMENT, MAIN, made[hidden].name),)
    assert report.trusted == {}
    assert len(report.loose) == 3


def test_the_last_part_of_a_checkpoint_is_missed_even_at_the_end() -> None:
    keys = make_keys()
    made = with_checkpoint(keys)
    report = judge(keys, main=files(made[2:4]))
    assert report.findings == (Finding(SegmentCheck.MISSING_SEGMENT, MAIN, made[4].name),)


def test_a_checkpoint_heals_a_chain_that_was_damaged_before_it() -> None:
    keys = make_keys()
    made = with_checkpoint(keys)
    shelf = {**files(made), made[1].name: b"junk"}
    report = judge(keys, main=shelf)
    assert report.findings == (Finding(SegmentCheck.UNREADABLE, MAIN, made[1].name),)
    assert numbers(report) == [3, 4, 5, 6]


def test_an_exchanged_segment_breaks_the_chain_after_it() -> None:
    keys = make_keys()
    made = chain(keys, 4)
    other = keys.seal(stored(9), after=made[0].head)
    report = judge(keys, main=files([made[0], other, *made[2:]]))
    assert report.findings == (Finding(SegmentCheck.BROKEN_CHAIN, MAIN, made[2].name),)
    assert numbers(report) == [1, 2]


def test_older_than_remembered_and_older_than_the_other_storage() -> None:
    keys = make_keys()
    made = chain(keys, 4)
    early = files(made[:2])
    expected = Finding(SegmentCheck.ROLLED_BACK, MAIN, made[2].name)
    assert judge(keys, made[3].head, main=early).findings == (expected,)
    both = judge(keys, main=early, backup=files(made))
    assert both.findings == (expected,)
    assert numbers(both) == [1, 2, 3, 4]


def test_a_journal_that_vanished_was_rolled_back_to_nothing() -> None:
    keys = make_keys()
    made = chain(keys, 2)
    expected = Finding(SegmentCheck.ROLLED_BACK, MAIN, made[0].name)
    for report in (
        judge(keys, made[1].head, main={}),
        judge(keys, main={}, backup=files(made)),
    ):
        assert report.findings == (expected,)
        assert report.silent == frozenset()


def test_a_device_of_the_vault_without_any_journal_is_missed() -> None:
    keys = make_keys()
    first = keys.seal().name
    report = judge(keys, main={}, backup={})
    assert report.silent == {keys.author.device_id}
    assert report.findings == tuple(
        Finding(SegmentCheck.MISSING_SEGMENT, role, first) for role in (MAIN, BACKUP)
    )


def test_two_histories_of_one_device() -> None:
    keys = make_keys()
    made = chain(keys, 2)
    one = [*made, *chain(keys, 1, after=made[1].head)]
    two = [*made, *chain(keys, 2, after=made[1].head)]
    forked = Finding(SegmentCheck.FORKED, BACKUP, two[2].name)
    report = judge(keys, main=files(one), backup=files(two))
    rolled = Finding(SegmentCheck.ROLLED_BACK, MAIN, two[3].name)
    assert set(report.findings) == {forked, rolled}
    assert report.heads == (two[3].head,)

    known = judge(keys, one[2].head, main=files(one), backup=files(two))
    assert set(known.findings) == {forked, rolled}
    assert known.heads == (one[2].head,)


def test_a_history_other_than_the_remembered_one() -> None:
    keys = make_keys()
    made = chain(keys, 2)
    one, two = (chain(keys, 2, after=made[1].head) for _ in range(2))
    forked = Finding(SegmentCheck.FORKED, MAIN, two[0].name)
    assert judge(keys, one[0].head, main=files(made + two)).findings == (forked,)
    unseen = files([*made, two[1]])
    assert forked in judge(keys, one[0].head, main=unseen).findings


def test_what_one_storage_lost_the_other_has() -> None:
    keys = make_keys()
    made = chain(keys, 4)
    main = {**files(made), made[1].name: made[1].data[:-1]}
    backup = files([made[0], made[1], made[3]])
    report = judge(keys, main=main, backup=backup)
    assert set(report.findings) == {
        Finding(SegmentCheck.UNREADABLE, MAIN, made[1].name),
        Finding(SegmentCheck.MISSING_SEGMENT, BACKUP, made[2].name),
    }
    assert numbers(report) == [1, 2, 3, 4]


def test_devices_are_judged_apart() -> None:
    keys, other = make_keys(), make_keys()
    keys.devices.update(other.devices)
    made = chain(keys, 2)
    author = type(other.author)(
        keys.author.vault_id, other.author.device_id, other.author.device_key
    )
    theirs = chain(Keys(keys.recovery, keys.vault, author, keys.devices), 3)
    report = judge(keys, main=files(made + theirs[1:]))
    assert report.findings == (Finding(SegmentCheck.MISSING_SEGMENT, MAIN, theirs[0].name),)
    assert {device: len(chain) for device, chain in report.trusted.items()} == {
        keys.author.device_id: 2
    }
    assert len(report.loose) == 2


def test_a_chain_of_a_stray_number_is_not_followed() -> None:
    keys = make_keys()
    first = keys.seal()
    skipped = keys.seal(after=ChainHead(keys.author.device_id, 2, first.hash))
    segments = [keys.open(one.name, one.data) for one in (first, skipped)]
    assert [one.number for one in trusted_chain(segments)] == [1]


@pytest.mark.parametrize(("counts", "anchored"), [((2, 2), True), ((3, 2), False)])
def test_parts_of_two_checkpoints_are_no_whole_one(counts: tuple[int, int], anchored: bool) -> None:
    device = make_keys().author.device_id
    parts = [
        Segment(device, number, a_hash(number - 1), CheckpointPart(part, count), (), a_hash(number))
        for number, part, count in ((5, 1, counts[0]), (6, 2, counts[1]))
    ]
    assert bool(trusted_chain(parts)) is anchored


@pytest.mark.parametrize("check", list(SegmentCheck))
def test_each_finding_has_a_sentence_for_a_person(check: SegmentCheck) -> None:
    sentence = Finding(check, BACKUP, "journal/\x1b[31m\udcff").sentence
    assert "backup" in sentence
    assert sentence.isprintable()
    assert sentence.endswith(".")


def test_a_photos_gone_object_stays_gone_through_a_sealed_checkpoint() -> None:
    keys = make_keys()
    device = keys.author.device_id
    before = replay_entries(device, [stored(1), ObjectGone(2, an_object(1))])
    made = seal_checkpoint(before, keys.author, keys.recipients, after=None)
    assert replay(device, [keys.open(one.name, one.data) for one in made]) == before
