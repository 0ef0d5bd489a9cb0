"""What is read of this home's own journal on a storage, and what is concluded (5-1, 5-5, 5-6)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from picup_desktop.ledger.journal.journal import OwnSegment
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.sync.home.own_journal import (
    FORKS_FOLDER,
    MOST_READ,
    NEWEST_READ_BYTES,
    OpenSegment,
    OwnLook,
    look_at_own_journal,
    other_halves,
)
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.vault.journal import (
    JOURNAL_FOLDER,
    SEALED_LIMIT_BYTES,
    AlbumAdded,
    Segment,
    parse_name,
)
from picup_desktop.words import Role
from tests.unit.storages.in_memory import MemoryStorage

DEVICE, OTHER_DEVICE = "a" * 16, "b" * 16
BOTH = frozenset(Role)


def _name(number: int, device: str = DEVICE) -> str:
    return f"{JOURNAL_FOLDER}/{device}/{number:08d}.age"


def _data(number: int, mark: str = "h") -> bytes:
    return f"{mark}{number}".encode().ljust(1000 + number, b".")


def _kept(*numbers: int, on: frozenset[Role] = BOTH, size: int = 1000) -> list[OwnSegment]:
    return [OwnSegment(n, f"h{n}", 1, None, None, on, size + n) for n in numbers]


def _opened(name: str, data: bytes) -> Segment | None:
    """A segment's hash is what its bytes begin with; garbage is not signed."""
    hashed = data.rstrip(b".").decode()
    place = parse_name(name)
    if place is None or hashed.startswith("garbage"):
        return None
    previous = f"h{place[1] - 1}" if place[1] > 1 else None
    return Segment(place[0], place[1], previous, None, (), hashed)


def _storage(*numbers: int, mark: str = "h") -> MemoryStorage:
    return MemoryStorage({_name(number): _data(number, mark) for number in numbers})


def _look(storage: MemoryStorage, kept: list[OwnSegment], first: int = 1) -> OwnLook:
    return look_at_own_journal(
        Role.MAIN,
        storage,
        DEVICE,
        kept=kept,
        first=first,
        open_segment=_opened,
        files=storage.list(f"journal/{DEVICE}"),
    )


def _marks(
    storage: MemoryStorage, own: set[str], kept: list[OwnSegment], opened: OpenSegment
) -> list[str]:
    files = storage.list(f"forks/{DEVICE}")
    return other_halves(storage, DEVICE, frozenset(own), opened, kept, files=files)


def _read(storage: MemoryStorage) -> list[int]:
    places = [parse_name(name) for _, name in storage.asked]
    return [place[1] for place in places if place is not None]


def test_a_journal_that_agrees_costs_one_read_of_the_newest() -> None:
    storage = _storage(1, 2, 3)
    assert _look(storage, _kept(1, 2, 3)) == OwnLook(OwnView.AGREED)
    assert _read(storage) == [3]
    assert storage.read_at_most == [SEALED_LIMIT_BYTES + 1]


def test_a_newest_segment_of_256_kib_is_read_and_a_larger_one_is_not() -> None:
    assert NEWEST_READ_BYTES == 262_144
    for size, read in ((262_144, [1]), (262_145, [])):
        storage = MemoryStorage({_name(1): b"h1".ljust(size, b".")})
        _look(storage, _kept(1, size=size - 1))
        assert _read(storage) == read


def test_a_segment_that_is_not_known_to_be_there_is_read() -> None:
    storage = _storage(1, 2, 3)
    kept = [*_kept(1, on=frozenset({Role.BACKUP})), *_kept(2, 3)]
    assert _look(storage, kept) == OwnLook(OwnView.AGREED)
    assert _read(storage) == [1, 3]


@pytest.mark.parametrize("size", [1, -1])
def test_a_segment_of_another_size_is_read_and_lost(size: int) -> None:
    storage = _storage(1, 2, 3)
    storage.objects[_name(2)] = b"h2".ljust(1002 + size, b".")
    assert _look(storage, _kept(1, 2, 3)) == OwnLook(OwnView.AGREED, lost=(_name(2),))
    assert _read(storage) == [2, 3]


def test_5_1_segments_that_are_gone_are_lost() -> None:
    assert _look(_storage(1, 3), _kept(1, 2, 3)) == OwnLook(OwnView.AGREED, lost=(_name(2),))
    assert _look(_storage(), _kept(1, 2)) == OwnLook(OwnView.AGREED, lost=(_name(1), _name(2)))


def test_what_a_checkpoint_replaced_is_not_lost() -> None:
    assert _look(_storage(3), _kept(1, 2, 3), first=3) == OwnLook(OwnView.AGREED)


def test_5_5_a_newer_segment_shows_an_old_home_and_the_rest_is_not_read() -> None:
    storage = _storage(1, 2, 3, 4, 5)
    assert _look(storage, _kept(1, 2)) == OwnLook(OwnView.AHEAD, _name(3))
    assert _read(storage) == [2, 3]


def test_5_5_an_empty_ledger_is_old() -> None:
    assert _look(_storage(1), []) == OwnLook(OwnView.AHEAD, _name(1))


def test_5_6_other_bytes_under_a_known_number_show_a_copy() -> None:
    storage = _storage(1, 2, mark="x")
    assert _look(storage, _kept(1, 2)) == OwnLook(OwnView.FORKED, _name(2))


def test_garbage_is_not_believed_and_at_most_twenty_are_read() -> None:
    assert MOST_READ == 20
    storage = _storage(*range(3, 40), mark="garbage")
    storage.objects |= _storage(1, 2).objects
    strays = tuple(_name(number) for number in range(3, 23))
    assert _look(storage, _kept(1, 2)) == OwnLook(OwnView.AGREED, strays=strays)
    assert _read(storage) == [2, *range(3, 23)]
    storage.objects[_name(22)] = _data(22)
    assert _look(storage, _kept(1, 2)).view is OwnView.AHEAD
    storage.objects[_name(22)] = _data(22, "garbage")
    storage.objects[_name(23)] = _data(23)
    assert _look(storage, _kept(1, 2)).view is OwnView.AGREED


def test_what_has_another_name_is_a_stray_and_not_this_homes_journal() -> None:
    storage = _storage(1, 2)
    names = [f"{JOURNAL_FOLDER}/{DEVICE}/{name}" for name in ("9.age", *map(str, range(30)))]
    storage.objects |= dict.fromkeys(names, b"?")
    found = _look(storage, _kept(1, 2))
    assert found == OwnLook(OwnView.AGREED, strays=tuple(names[:20]))
    assert _read(storage) == [2]


def test_garbage_under_a_known_number_is_lost_and_no_stray() -> None:
    storage = _storage(1, 2)
    storage.objects[_name(1)] = b"garbage"
    assert _look(storage, _kept(1, 2)) == OwnLook(OwnView.AGREED, lost=(_name(1),))


def test_a_segment_that_vanishes_while_it_is_looked_at_says_nothing() -> None:
    class Vanishing(MemoryStorage):
        def get(self, *_: object) -> object:  # type: ignore[override]
            self.objects.clear()
            return super().get(_name(2))

    assert _look(Vanishing(_storage(1, 2).objects), _kept(1, 2)).view is OwnView.AGREED


def _mark(number: object, device: str = DEVICE) -> str:
    return f"{FORKS_FOLDER}/{device}/{number}-0123"


def test_5_6_a_signed_mark_of_another_home_is_found_and_garbage_is_not() -> None:
    marks = {
        _mark("00000003"): _data(3),
        _mark("00000004"): _data(4, "garbage"),
        _mark("x"): _data(5),
        _mark("3"): _data(3),
        _mark("00000005"): b"h5".ljust(NEWEST_READ_BYTES, b"."),
        _mark("00000006"): b"h6".ljust(NEWEST_READ_BYTES + 1, b"."),
        _mark("00000007"): _data(7),
        _mark("00000008", OTHER_DEVICE): _data(8),
        _mark("00000009"): _data(9),
    }
    storage = MemoryStorage(marks)
    found = _marks(storage, {_mark("00000007")}, _kept(2), _opened)
    assert found == [_mark("00000003"), _mark("00000005"), _mark("00000009")]


def test_6_4_a_copy_of_this_home_s_own_journal_is_no_mark_of_another_home() -> None:
    """Whoever holds a storage can copy segments to where the marks are."""

    def opened(name: str, data: bytes) -> Segment | None:
        segment = _opened(name, data)
        entries = (AlbumAdded(1, 1, "a", "age1x"),) if data.startswith(b"full") else ()
        return None if segment is None else replace(segment, entries=entries)

    storage = MemoryStorage(
        {
            _mark("00000001"): _data(1),
            _mark("00000002"): _data(2, "full"),
            _mark("00000003"): _data(3),
        }
    )
    assert _marks(storage, set(), _kept(1), opened) == [_mark("00000003")]
    assert _marks(storage, set(), _kept(1, 2, 3), opened) == []


def test_5_6_no_more_than_twenty_marks_are_taken() -> None:
    storage = MemoryStorage({_mark(f"{number:08d}"): _data(number) for number in range(1, 30)})
    assert len(_marks(storage, set(), [], _opened)) == 20


@pytest.mark.parametrize("device", ["0" * 16, OTHER_DEVICE])
def test_6_2_what_is_listed_of_another_device_is_no_segment_of_this_one(device: str) -> None:
    class Lying(MemoryStorage):
        def list(self, *folders: str) -> Iterator[ObjectInfo]:
            yield from super().list(*folders)
            yield ObjectInfo(_name(9, device), 1009, 0.0)

    storage = Lying({_name(1): _data(1), _name(9, device): _data(9)})
    assert _look(storage, _kept(1)) == OwnLook(OwnView.AGREED, strays=(_name(9, device),))
    assert _read(storage) == [1]


def test_a_newest_segment_of_a_great_number_is_read() -> None:
    number = int("1000")
    storage = MemoryStorage({_name(1000): _data(1000)})
    _look(storage, _kept(number), first=1000)
    assert _read(storage) == [1000]
