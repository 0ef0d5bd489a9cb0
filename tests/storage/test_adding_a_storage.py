"""The example of docs/extending.md: a storage of another kind, held to the contract of all.

It keeps objects on a shelf in memory: one file (this one) and one line (its scheme in the
registry). The tests below are the contract's own; left out are those that look at a disk
behind the storage's back, for it has none, and couriers, whose process has no such memory.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import SplitResult

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put, Storage, pieces
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageDenied,
    StorageError,
    StorageFull,
)
from picup_desktop.storage.one_by_one import get_one_by_one, put_one_by_one, remove_one_by_one
from picup_desktop.storage.place import Access, FolderListing, HostAndPort, Place
from picup_desktop.storage.registry import SCHEMES, parse_place
from picup_desktop.storage.sums import StoredSum, no_sums
from picup_desktop.sync.join.setup import SetupStorage, both_there, check_places, look_at_both
from picup_desktop.words import Role
from tests.storage.conftest import SMALL_DISK_BYTES, Backend
from tests.storage.test_contract import (
    test_1_7_a_read_only_storage_is_read_and_never_written,
    test_1_7_room_runs_out_in_the_middle_of_a_file,
    test_a_probe_tells_the_round_trip_and_the_host_key,
    test_a_reader_may_stop_early,
    test_a_source_that_vanished_leaves_nothing,
    test_free_space,
    test_it_works_again_after_close,
    test_list_at_any_depth,
    test_missing_objects_are_told_apart,
    test_names_directly_below_the_root,
    test_nothing_is_overwritten,
    test_odd_prefixes,
    test_probes_do_not_hinder_each_other,
    test_ranges,
    test_remove_twice,
    test_what_is_noted_of_an_object_is_of_its_bytes_or_nothing,
    test_what_was_put_comes_back,
)
from tests.storage.test_many import (
    test_1_7_room_runs_out_among_many,
    test_a_reader_of_many_that_has_enough_leaves_the_connection_usable,
    test_all_come_to_rest_in_folders_that_were_not_there,
    test_few_are_many_too,
    test_many_come_back_whole_and_in_order,
    test_one_that_is_there_and_one_without_a_source_take_no_other_with_them,
)

__all__ = [
    "test_1_7_a_read_only_storage_is_read_and_never_written",
    "test_1_7_room_runs_out_among_many",
    "test_1_7_room_runs_out_in_the_middle_of_a_file",
    "test_a_probe_tells_the_round_trip_and_the_host_key",
    "test_a_reader_may_stop_early",
    "test_a_reader_of_many_that_has_enough_leaves_the_connection_usable",
    "test_a_source_that_vanished_leaves_nothing",
    "test_all_come_to_rest_in_folders_that_were_not_there",
    "test_few_are_many_too",
    "test_free_space",
    "test_it_works_again_after_close",
    "test_list_at_any_depth",
    "test_many_come_back_whole_and_in_order",
    "test_missing_objects_are_told_apart",
    "test_names_directly_below_the_root",
    "test_nothing_is_overwritten",
    "test_odd_prefixes",
    "test_one_that_is_there_and_one_without_a_source_take_no_other_with_them",
    "test_probes_do_not_hinder_each_other",
    "test_ranges",
    "test_remove_twice",
    "test_what_is_noted_of_an_object_is_of_its_bytes_or_nothing",
    "test_what_was_put_comes_back",
]

PIECE_BYTES = 64 * 1024
ROOM_BYTES = 1 << 30


@dataclass
class Shelf:
    """The thing itself, which outlives every connection to it."""

    files: dict[str, bytes] = field(default_factory=dict)
    room_bytes: int = ROOM_BYTES
    read_only: bool = False

    @property
    def free_bytes(self) -> int:
        return self.room_bytes - sum(len(data) for data in self.files.values())


class ShelfStorage:
    """As ``Storage``: objects on a shelf in memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        self._check_writable()
        if name in self._shelf.files:
            raise ObjectExists(f"{name} is there already.")
        data = bytearray()
        for piece in pieces(source, PIECE_BYTES):
            data += piece
            if len(data) > self._shelf.free_bytes:
                raise StorageFull("The shelf is full. Make room on it.")
            if progress is not None:
                progress(len(data))
        # Only now does it stand there, whole.
        self._shelf.files[name] = bytes(data)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        return put_one_by_one(self, puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        data = memoryview(self._there(name))[offset:]
        data = data if length is None else data[:length]
        for start in range(0, len(data), PIECE_BYTES):
            yield data[start : start + PIECE_BYTES]

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        return get_one_by_one(self, gets)

    def stat(self, name: str) -> ObjectInfo:
        return ObjectInfo(name, len(self._there(name)), time.time())

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        return no_sums(names)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        below = tuple(f"{folder.rstrip('/')}/" if folder else "" for folder in folders)
        for name in sorted(self._shelf.files):
            if name.startswith(below):
                yield self.stat(name)

    def remove(self, name: str) -> bool:
        self._check_writable()
        return self._shelf.files.pop(name, None) is not None

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        return remove_one_by_one(self, names, seconds)

    def free_bytes(self) -> int | None:
        return self._shelf.free_bytes

    def probe(self) -> Probe:
        began = time.perf_counter()
        self._check_writable()
        return Probe(time.perf_counter() - began, self._shelf.free_bytes, None)

    def close(self) -> None:
        """A shelf needs no good-bye."""

    def _check_writable(self) -> None:
        if self._shelf.read_only:
            raise StorageDenied("The shelf may only be looked at.")

    def _there(self, name: str) -> bytes:
        try:
            return self._shelf.files[name]
        except KeyError:
            raise ObjectNotFound(f"{name} is not on the shelf.") from None


@dataclass(frozen=True)
class ShelfPlace:
    """As ``Place``: ``shelf:///name``."""

    scheme: ClassVar[str] = "shelf"
    kind: ClassVar[str] = "shelf"
    takes_query: ClassVar[bool] = False
    is_metered: ClassVar[bool] = False
    tells_room: ClassVar[bool] = True
    unheard_bytes: ClassVar[int] = 0
    small_at_once: ClassVar[int] = 1
    least_for_large: ClassVar[int] = 1
    most_for_large: ClassVar[int] = 4
    shares_connections: ClassVar[bool] = False
    shelves: ClassVar[dict[str, Shelf]] = {}

    name: str

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        if parts.path in {"", "/"}:
            raise UsageError(f"{url!r} names no shelf.")
        return cls(parts.path.lstrip("/"))

    @property
    def url(self) -> str:
        return f"shelf:///{self.name}"

    @property
    def direct_url(self) -> str:
        return self.url

    @property
    def root(self) -> str:
        return self.name

    @property
    def folder(self) -> Path | None:
        return None

    @property
    def server(self) -> HostAndPort | None:
        return None

    @property
    def login_server(self) -> str:
        return ""

    @property
    def private_names(self) -> tuple[str, ...]:
        return (self.name,)

    def is_same(self, other: Place) -> bool:
        return other == self

    def settled(self) -> Self:
        return self

    def who_speaks(self, access: Access) -> Message | None:
        return None

    def load(self) -> None:
        """Nothing is needed."""

    def open(self, access: Access) -> Storage:
        return ShelfStorage(self.shelves.setdefault(self.name, Shelf()))

    def prepare(self, access: Access) -> None:
        self.shelves.setdefault(self.name, Shelf())

    def real_path(self, access: Access) -> str:
        return self.root

    def folders(self, access: Access, file: str) -> FolderListing:
        names = {name.partition("/")[0] for name in self.shelves[self.name].files if "/" in name}
        return FolderListing(self.root, tuple(sorted(names)), more=False, holds=False)

    def make_folder(self, access: Access) -> None:
        raise ObjectExists("a shelf has no folders")


@pytest.fixture
def known_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one line in the registry."""
    monkeypatch.setitem(SCHEMES, ShelfPlace.scheme, ShelfPlace)
    monkeypatch.setattr(ShelfPlace, "shelves", {})


@pytest.fixture
def backend(tmp_path: Path, known_kind: None) -> Backend:
    """In the place of conftest's: the contract's tests above run over this one."""
    place, access = parse_place("shelf:///photos"), Access(tmp_path / "known_hosts")
    place.prepare(access)
    shelf = ShelfPlace.shelves["photos"]

    def opened() -> Storage:
        return place.open(access)

    @contextmanager
    def small() -> Iterator[None]:
        shelf.files.clear()
        shelf.room_bytes = SMALL_DISK_BYTES
        yield
        shelf.room_bytes = ROOM_BYTES

    @contextmanager
    def read_only() -> Iterator[None]:
        shelf.read_only = True
        yield
        shelf.read_only = False

    return Backend(opened, tmp_path / "no disk", read_only, small)


@pytest.mark.usefixtures("known_kind")
def test_an_address_of_the_new_kind_is_read_and_written_like_any_other() -> None:
    place = parse_place("shelf:///photos")
    assert place.url == "shelf:///photos"
    assert parse_place(place.url) == place
    assert not place.is_same(parse_place("file:///photos"))
    assert not parse_place("file:///photos").is_same(place)
    assert not parse_place("sftp://nas/photos").is_same(place)


@pytest.mark.usefixtures("known_kind")
def test_setup_takes_two_places_of_the_new_kind_and_refuses_one_twice(tmp_path: Path) -> None:
    access = Access(tmp_path / "known_hosts")
    one, two = (SetupStorage(parse_place(f"shelf:///{name}"), access) for name in ("one", "two"))
    storages = {Role.MAIN: one, Role.BACKUP: two}
    check_places(storages)
    assert both_there(look_at_both(storages)).keys() == storages.keys()
    with pytest.raises(UsageError, match="the same place"):
        check_places({Role.MAIN: one, Role.BACKUP: one})
