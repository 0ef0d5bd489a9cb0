"""Random histories under attack: each attack is found by its name, and the trusted
chain replays to exactly the state that the history had at that point.
"""

from dataclasses import dataclass

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from picup_desktop.vault.journal import (
    Author,
    ChainHead,
    DeviceState,
    Entry,
    Finding,
    Refused,
    Report,
    SealedSegment,
    Segment,
    SegmentCheck,
    check_journal,
    replay,
    replay_entries,
    seal_checkpoint,
    seal_segment,
    segment_name,
)
from picup_desktop.words import Role
from tests.unit.journal.test_journal_entries import ENTRIES
from tests.unit.journal.test_journal_segment import make_keys, stored

MAIN, BACKUP = Role.MAIN, Role.BACKUP
KEYS, STRANGER = make_keys(), make_keys()
DEVICE = KEYS.author.device_id
# Barely more than the frame, so that checkpoints have several parts, up to one for each entry.
SMALL_SEGMENTS_BYTES = (2049, 2300, 3000)

Shelf = dict[int, bytes]
calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class History:
    """A device's segments, and the state after each by the plain entries alone."""

    segments: tuple[SealedSegment, ...]
    states: tuple[DeviceState, ...]
    checkpoints: tuple[range, ...]
    """The numbers of each checkpoint's parts."""

    @property
    def shelf(self) -> Shelf:
        return {number: one.data for number, one in enumerate(self.segments, start=1)}

    @property
    def last(self) -> int:
        return len(self.segments)

    @property
    def head(self) -> ChainHead:
        return self.segments[-1].head

    def base(self, good: set[int]) -> int:
        """Where the last checkpoint begins that is whole; 1 without any."""
        return max([1, *(parts[0] for parts in self.checkpoints if good.issuperset(parts))])

    def reach(self, good: set[int]) -> int:
        """How far a chain of these numbers leads; 0 if there is none."""
        starts = [1, *(parts[-1] for parts in self.checkpoints if good.issuperset(parts))]
        return max(_run(start, good) for start in starts)


def _run(start: int, good: set[int]) -> int:
    number = start
    while number in good:
        number += 1
    return number - 1 if number > start else 0


Step = list[Entry] | None
"""Some entries for one segment, or None for a checkpoint."""

STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(st.lists(ENTRIES, max_size=8), st.none()), min_size=1, max_size=7
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    entries: list[Entry] = []
    segments: list[SealedSegment] = []
    states: list[DeviceState] = []
    checkpoints: list[range] = []
    limit_bytes = draw(st.sampled_from(SMALL_SEGMENTS_BYTES))
    for step in draw(STEPS):
        after = segments[-1].head if segments else None
        if step is None:
            parts = seal_checkpoint(
                replay_entries(DEVICE, entries),
                KEYS.author,
                KEYS.recipients,
                after=after,
                limit_bytes=limit_bytes,
            )
            checkpoints.append(range(len(segments) + 1, len(segments) + len(parts) + 1))
            segments += parts
        else:
            entries += step
            segments.append(KEYS.seal(*step, after=after))
        states += [replay_entries(DEVICE, entries)] * (len(segments) - len(states))
    return History(tuple(segments), tuple(states), tuple(checkpoints))


def judge(*remembered: ChainHead, **shelves: Shelf) -> Report:
    found: dict[Role, list[Segment | Refused]] = {
        Role(role): [KEYS.read(segment_name(DEVICE, n), data) for n, data in shelf.items()]
        for role, shelf in shelves.items()
    }
    return check_journal(found, devices=[DEVICE], remembered=remembered)


def at(check: SegmentCheck, number: int, role: Role = MAIN) -> Finding:
    return Finding(check, role, segment_name(DEVICE, number))


def assert_trusted_up_to(report: Report, history: History, number: int) -> None:
    chain = report.trusted.get(DEVICE, ())
    assert (chain[-1].number if chain else 0) == number
    if number:
        assert replay(DEVICE, chain) == history.states[number - 1]


def pick(data: st.DataObject, history: History) -> int:
    return data.draw(st.integers(1, history.last), label="segment")


@calm
@given(histories())
def test_an_honest_journal_is_trusted_to_its_end(history: History) -> None:
    report = judge(history.head, main=history.shelf, backup=history.shelf)
    assert report.findings == ()
    assert_trusted_up_to(report, history, history.last)
    base = history.base(set(history.shelf))
    compacted = {number: one for number, one in history.shelf.items() if number >= base}
    short = judge(history.head, main=compacted)
    assert short.findings == ()
    assert_trusted_up_to(short, history, history.last)


@calm
@given(histories(), st.data())
def test_a_flipped_byte(history: History, data: st.DataObject) -> None:
    number = pick(data, history)
    changed = bytearray(history.shelf[number])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    main = {**history.shelf, number: bytes(changed)}
    report = judge(history.head, main=main)
    assert report.findings == (at(SegmentCheck.UNREADABLE, number),)
    assert_trusted_up_to(report, history, history.reach(set(main) - {number}))
    healed = judge(history.head, main=main, backup=history.shelf)
    assert healed.findings == report.findings
    assert_trusted_up_to(healed, history, history.last)


@calm
@given(histories(), st.data())
def test_a_cut_file(history: History, data: st.DataObject) -> None:
    number = pick(data, history)
    whole = history.shelf[number]
    main = {**history.shelf, number: whole[: data.draw(st.integers(0, len(whole) - 1))]}
    report = judge(history.head, main=main)
    assert report.findings == (at(SegmentCheck.UNREADABLE, number),)
    assert_trusted_up_to(report, history, history.reach(set(main) - {number}))


@calm
@given(histories(), st.data())
def test_two_swapped_files(history: History, data: st.DataObject) -> None:
    one, two = pick(data, history), pick(data, history)
    assume(one != two)
    main = {**history.shelf, one: history.shelf[two], two: history.shelf[one]}
    report = judge(history.head, main=main)
    assert set(report.findings) == {
        at(SegmentCheck.WRONG_PLACE, one),
        at(SegmentCheck.WRONG_PLACE, two),
    }
    assert_trusted_up_to(report, history, history.reach(set(main) - {one, two}))


@calm
@given(histories(), st.data())
def test_a_hidden_file(history: History, data: st.DataObject) -> None:
    number = pick(data, history)
    main = {other: one for other, one in history.shelf.items() if other != number}
    report = judge(history.head, main=main)
    if number == history.last:
        assert report.findings == (at(SegmentCheck.ROLLED_BACK, number),)
    elif number < history.base(set(main)):
        assert report.findings == ()
    else:
        assert report.findings == (at(SegmentCheck.MISSING_SEGMENT, number),)
    assert_trusted_up_to(report, history, history.reach(set(main)))


@calm
@given(histories(), st.data())
def test_an_earlier_set_put_back(history: History, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, history.last - 1), label="kept")
    early = {number: one for number, one in history.shelf.items() if number <= kept}
    remembering = judge(history.head, main=early)
    assert remembering.findings == (at(SegmentCheck.ROLLED_BACK, kept + 1),)
    assert_trusted_up_to(remembering, history, kept)
    twin = judge(main=history.shelf, backup=early)
    assert twin.findings == (at(SegmentCheck.ROLLED_BACK, kept + 1, BACKUP),)
    assert_trusted_up_to(twin, history, history.last)


@calm
@given(histories(), st.data())
def test_a_segment_without_the_device_key(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, history.last + 1), label="number")
    after = None if number == 1 else history.segments[number - 2].head
    forger = Author(KEYS.author.vault_id, DEVICE, STRANGER.author.device_key)
    forged = seal_segment([stored(1)], forger, KEYS.recipients, after=after)
    main = {**history.shelf, number: forged.data}
    report = judge(history.head, main=main)
    assert report.findings == (at(SegmentCheck.BAD_SIGNATURE, number),)
    assert_trusted_up_to(report, history, history.reach(set(main) - {number}))


@calm
@given(histories(), st.data())
def test_a_segment_of_a_device_nobody_knows(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, history.last + 1), label="number")
    strange = Author(KEYS.author.vault_id, STRANGER.author.device_id, STRANGER.author.device_key)
    forged = seal_segment([stored(1)], strange, KEYS.recipients, after=None)
    main = {**history.shelf, number: forged.data}
    report = judge(history.head, main=main)
    assert report.findings == (at(SegmentCheck.UNKNOWN_DEVICE, number),)
    assert_trusted_up_to(report, history, history.reach(set(main) - {number}))


@calm
@given(histories(), st.data())
def test_another_history_of_the_same_device(history: History, data: st.DataObject) -> None:
    number = pick(data, history)
    after = None if number == 1 else history.segments[number - 2].head
    other = KEYS.seal(stored(1), after=after)
    backup = {n: one for n, one in history.shelf.items() if n < number} | {number: other.data}
    report = judge(history.head, main=history.shelf, backup=backup)
    assert at(SegmentCheck.FORKED, number, BACKUP) in report.findings
    assert {one.check for one in report.findings} <= {SegmentCheck.FORKED, SegmentCheck.ROLLED_BACK}
    assert all(one.role is BACKUP for one in report.findings)
    assert_trusted_up_to(report, history, history.last)
