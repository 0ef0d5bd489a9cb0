"""A ``Storage`` whose work is done by a child process: the engine's side.

It may be called from several threads at once. Each call takes a *lane*: a pair of
pipes to one thread of the child, which owns one connection. The size of a pipe
limits the read-ahead.

The child is started by the first call and ended by ``close``. It ends by itself when
this process ends, however that happens, because its standard input closes. A call that
is given up kills the child, and waits for that, before the error is raised: no retry
can overlap with an attempt that is still writing (DISASTERS 1-4).
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from picup_desktop.storage.base import (
    Get,
    ObjectInfo,
    Piece,
    Probe,
    Progress,
    Put,
)
from picup_desktop.storage.courier import answers
from picup_desktop.storage.courier.answers import LONGEST_MESSAGE_BYTES, Heard
from picup_desktop.storage.courier.bounds import DataBound, ListBound, PutBound, total_of
from picup_desktop.storage.courier.child import MOST_LANES, CourierChild
from picup_desktop.storage.courier.lane import Lane
from picup_desktop.storage.courier.words import CourierRequest, Tag
from picup_desktop.storage.errors import (
    CourierDied,
    StorageError,
    StorageImpossible,
    StorageStalled,
)
from picup_desktop.storage.parts import Writer, is_left_by
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.sums import StoredSum
from picup_desktop.strict_json import NotStrictJson

# How much longer than a stalled transfer a child may be silent: for connecting and login.
CONNECTING_SECONDS = 45.0

SLOWEST_BYTES_PER_SECOND = 64 * 1024
"""Of one connection: slower ones look as if they had stopped."""

ROUND_TRIP_OF_A_LAN_SECONDS = 0.003
SMALL_FILE_BYTES = 1024 * 1024
MOST_AFTER_STOP = 100_000
"""Messages that come after a child was told to stop: what one wide pipe holds, many times."""

T = TypeVar("T")
Meanwhile: TypeAlias = Mapping[int, Callable[[CourierChild, memoryview], None]]
"""What hears the messages before the answer of a call, by their tags."""
NOTHING_MEANWHILE: Meanwhile = MappingProxyType({})


def connections_for(
    round_trip_seconds: float,
    mean_bytes: float,
    most: int,
    least_for_large: int = 1,
    small_at_once: int = 1,
    *,
    most_for_large: int = 4,
) -> int:
    """Return how many connections a courier should use at once.

    The threads of one process share one interpreter, so on a LAN one connection is the
    fastest: small files are sent in batches (``Storage.put_many``). On a distant server
    latency dominates: up to ``most`` for small files, 2 to ``most_for_large`` for big ones.
    The last three as those of ``Place``: more requests at once than the distance asks for
    only make a store slower, and two batches let it never wait for one.
    """
    waits = round_trip_seconds / ROUND_TRIP_OF_A_LAN_SECONDS
    if mean_bytes >= SMALL_FILE_BYTES:
        return min(most, max(1, least_for_large, min(most_for_large, round(1 + waits / 2))))
    least = 1 if small_at_once == 1 else 2
    return min(most, max(least, round(2 * waits / small_at_once)))


class Courier:
    """A ``Storage`` in a process of its own."""

    def __init__(
        self,
        place: Place,
        access: Access,
        connecting_seconds: float = CONNECTING_SECONDS,
        child: CourierChild | None = None,
    ) -> None:
        """``child``: one already started for this place, while the vault was locked."""
        self._place = place
        self._access = access
        self._silence_seconds = access.stall_seconds + connecting_seconds
        unheard_seconds = place.unheard_bytes / SLOWEST_BYTES_PER_SECOND
        self._sending_seconds = self._silence_seconds + unheard_seconds
        self._lock = threading.Lock()
        self._child = child
        self._retired = False
        self._ended_writers: set[Writer] = set()
        if child is not None:
            child.let_in(access)

    @property
    def pid(self) -> int | None:
        """The child's process id; None if there is no child."""
        child = self._child
        return child.pid if child is not None and child.alive else None

    def left_behind(self, part: str) -> bool:
        """Return whether a part below ``tmp/`` is of this computer, and its writer has ended."""
        with self._lock:
            ended = frozenset(self._ended_writers)
        return is_left_by(part, self._access.writer, ended)

    def start(self) -> None:
        """Start the child ahead of the first call, to save time then; contacts no server."""
        with self._lock:
            self._living_child()

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``; the child reads the source itself."""
        request = CourierRequest("put", name, source=source.absolute())
        moving = self._moving([source], progress)
        self._call(request, answers.nothing, moving, self._sending_seconds)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``; raises CourierDied as well."""
        asked = tuple(Put(put.name, put.source.absolute()) for put in puts)
        request = CourierRequest("put_many", puts=asked)
        moving = self._moving([put.source for put in asked], progress)
        return self._call(request, answers.puts(len(asked)), moving, self._sending_seconds)

    def _moving(self, sources: Sequence[Path], progress: Progress | None) -> Meanwhile:
        """Return what hears the progress of sending files."""
        bound: PutBound | None = None
        began_at = time.monotonic()

        def hear(child: CourierChild, payload: memoryview) -> None:
            nonlocal bound
            moved_bytes = self._read(child, payload, answers.moved_bytes)
            if bound is None:
                # Only now, because most calls are over before they say a word.
                total_bytes = total_of(sources)
                quiet_seconds = self._quiet_seconds(total_bytes)
                bound = PutBound(total_bytes, quiet_seconds, began_at, most_restarts=len(sources))
            now = time.monotonic()
            if not bound.takes(moved_bytes, now):
                raise self._nonsense(child)
            if bound.is_stalled(now):
                self._give_up(child)
                raise StorageStalled("nothing-moved-for-seconds-so", seconds=bound.quiet_seconds)
            if progress is not None:
                progress(moved_bytes)

        return {Tag.PROGRESS: hear}

    def _quiet_seconds(self, total_bytes: float) -> float:
        """Return how long a courier may move nothing; it naps for a limit that its lanes share."""
        limit = self._access.upload_bytes_per_second
        naps = MOST_LANES * total_bytes / limit if limit > 0 else 0.0
        return self._sending_seconds + naps

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``."""
        request = CourierRequest("get", name, offset=offset, length=length)
        for piece in self._data(request, DataBound.of(length)):
            if piece is not None:
                yield piece

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        return self._data(CourierRequest("get_many", gets=tuple(gets)), DataBound.of_many(gets))

    def _data(self, request: CourierRequest, bound: DataBound) -> Iterator[Piece | None]:
        with self._lane() as (child, lane):
            lane.widen()
            self._ask(child, lane, request)
            answered = False
            try:
                while True:
                    tag, payload = self._hear(child, lane)
                    if tag in {Tag.DONE, Tag.FAILED}:
                        answered = True
                        self._answer(child, tag, payload, answers.nothing)
                        return
                    if tag not in {Tag.DATA, Tag.MISSED} or not bound.takes(len(payload)):
                        raise self._nonsense(child)
                    yield payload if tag == Tag.DATA else None
            finally:
                if not answered and child.alive:
                    self._stop(child, lane)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        return self._call(CourierRequest("stat", name), answers.info)

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``."""
        return self._call(CourierRequest("sums", names=tuple(names)), answers.sums(len(names)))

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``; collected before the first is yielded, to free the lane early."""
        items: list[ObjectInfo] = []
        bound = ListBound()

        def add(child: CourierChild, payload: memoryview) -> None:
            part = self._read(child, payload, answers.items)
            if not bound.takes(len(part)):
                raise self._nonsense(child)
            items.extend(part)

        self._call(CourierRequest("list", names=folders), answers.nothing, {Tag.ITEMS: add})
        yield from items

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``."""
        return self._call(CourierRequest("remove", name), answers.truth)

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``; raises CourierDied as well."""
        request = CourierRequest("remove_many", names=tuple(names), seconds=seconds)
        return self._call(request, answers.removals(len(names)))

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``."""
        return self._call(CourierRequest("free_bytes"), answers.free_bytes)

    def probe(self) -> Probe:
        """As ``Storage.probe``."""
        return self._call(CourierRequest("probe"), answers.probe)

    def close(self) -> None:
        """End the child: running calls raise CourierDied, a later call starts a new child."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            self._end(child)

    def retire(self) -> None:
        """End the child for good: running and later calls raise CourierDied.

        Whoever still holds it after its storage moved writes nothing to the old place.
        """
        with self._lock:
            self._retired = True
        self.close()

    def _call(
        self,
        request: CourierRequest,
        read: Heard[T],
        meanwhile: Meanwhile = NOTHING_MEANWHILE,
        silence_seconds: float = 0.0,
    ) -> T:
        with self._lane() as (child, lane):
            self._ask(child, lane, request)
            answered = False
            try:
                while True:
                    tag, payload = self._hear(child, lane, silence_seconds)
                    if tag in {Tag.DONE, Tag.FAILED}:
                        answered = True
                        return self._answer(child, tag, payload, read)
                    if tag not in meanwhile:
                        raise self._nonsense(child)
                    meanwhile[tag](child, payload)
            finally:
                if not answered:
                    # The caller stopped iterating, so nobody would read the answer.
                    self._give_up(child)

    @contextlib.contextmanager
    def _lane(self) -> Iterator[tuple[CourierChild, Lane]]:
        with self._lock:
            child = self._living_child()
            lane = child.take()
        try:
            yield child, lane
        finally:
            child.give_back(lane)

    def _living_child(self) -> CourierChild:
        """Return the running child, or start a new one; call it with the lock held.

        CourierDied if the courier was retired.
        """
        if self._retired:
            raise CourierDied("process-talks-storage-ended")
        if self._child is not None and not self._child.alive:
            self._child.end()
            self._ended_writers.add(self._child.writer)
            self._child = None
        if self._child is None:
            self._child = CourierChild(self._place)
            self._child.let_in(self._access)
        return self._child

    def _ask(self, child: CourierChild, lane: Lane, request: CourierRequest | None) -> None:
        try:
            lane.speaks.send(request)
        except OSError as error:
            raise self._died(child) from error

    def _hear(
        self, child: CourierChild, lane: Lane, silence_seconds: float = 0.0
    ) -> tuple[int, memoryview]:
        """Return the next message; ``silence_seconds``: how long it may take, if longer."""
        seconds = max(self._silence_seconds, silence_seconds)
        try:
            if not lane.wait(seconds):
                self._give_up(child)
                raise StorageStalled("nothing-moved-for-seconds-so", seconds=seconds)
            # OSError for a longer message.
            message = lane.hears.recv_bytes(LONGEST_MESSAGE_BYTES)
        except (EOFError, OSError) as error:
            raise self._died(child) from error
        if not message:
            raise self._nonsense(child)
        return message[0], memoryview(message)[1:]

    def _stop(self, child: CourierChild, lane: Lane) -> None:
        """Tell the child to stop sending, and read what is still in the pipe."""
        with contextlib.suppress(StorageError):
            self._ask(child, lane, None)
            for _ in range(MOST_AFTER_STOP):
                tag, _ = self._hear(child, lane)
                if tag in {Tag.DONE, Tag.FAILED}:
                    return
            raise self._nonsense(child)

    def _answer(self, child: CourierChild, tag: int, payload: memoryview, read: Heard[T]) -> T:
        if tag == Tag.FAILED:
            error = self._read(child, payload, answers.error)
            if isinstance(error, StorageStalled):
                self._give_up(child)
            raise error
        return self._read(child, payload, read)

    def _read(self, child: CourierChild, payload: memoryview, read: Heard[T]) -> T:
        """Return what a message says; a child that says nonsense is ended."""
        try:
            return read(answers.parsed(payload))
        except NotStrictJson as error:
            raise self._nonsense(child) from error

    def _nonsense(self, child: CourierChild) -> StorageError:
        self._give_up(child)
        return StorageImpossible("process-talks-storage-nonsense")

    def _died(self, child: CourierChild) -> StorageError:
        self._give_up(child)
        return CourierDied("process-talks-storage-ended-starts")

    def _give_up(self, child: CourierChild) -> None:
        with self._lock:
            if self._child is child:
                self._child = None
        self._end(child)

    def _end(self, child: CourierChild) -> None:
        child.end()
        with self._lock:
            self._ended_writers.add(child.writer)
