"""The courier process: moves sealed bytes and knows nothing else.

Threads: the main thread waits on standard input, which closes when the parent ends
(however it dies) or wants the courier to end; the process then exits at once, even
during a hanging transfer. One thread per lane serves that lane's pipe with a
``Storage`` of its own, which connects at its first request; or all of them with one that
several threads may use (``Place.shares_connections``), so that it is opened once. The lanes
share one token bucket, which limits the upload rate.
"""

import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

from picup_desktop.own_memory import bound_memory, keep_to_itself
from picup_desktop.storage.base import ObjectInfo, Piece, Storage
from picup_desktop.storage.courier.answers import say, say_items
from picup_desktop.storage.courier.lane import Lane
from picup_desktop.storage.courier.log import speak
from picup_desktop.storage.courier.words import CourierRequest, Orders, Tag
from picup_desktop.storage.errors import StorageError, StorageNonsense
from picup_desktop.storage.logins import Logins
from picup_desktop.storage.place import Access

MOST_MEMORY_BYTES = 4 * 1024**3
"""Of a courier, whatever a server sends (6-2): most of it is room for the stacks of its threads."""
BURST_SECONDS = 1.0
LONGEST_NAP_SECONDS = 0.2


class Bandwidth:
    """Shared by the lanes of one courier; 0 bytes per second means no limit."""

    def __init__(
        self, bytes_per_second: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = bytes_per_second
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._filled_at = monotonic()
        self._left_bytes = bytes_per_second * BURST_SECONDS

    def naps(self, sent_bytes: int) -> Iterator[float]:
        """Yield the wait for ``sent_bytes`` as short sleeps in seconds, so progress can be sent."""
        if self._rate <= 0:
            return
        seconds = self._debt_seconds(sent_bytes)
        while seconds > 0:
            yield min(seconds, LONGEST_NAP_SECONDS)
            seconds -= LONGEST_NAP_SECONDS

    def _debt_seconds(self, sent_bytes: int) -> float:
        with self._lock:
            now = self._monotonic()
            filled = self._left_bytes + (now - self._filled_at) * self._rate
            self._filled_at = now
            self._left_bytes = min(filled, self._rate * BURST_SECONDS) - sent_bytes
            return -self._left_bytes / self._rate


PROGRESS_SECONDS = 0.25
LIST_BATCH = 500
DATA, MISSED = bytes((Tag.DATA,)), bytes((Tag.MISSED,))


def main() -> None:
    """Run a courier until its standard input ends."""
    # Ctrl-C reaches the whole process group of the terminal; the parent decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A login arrives soon.
    keep_to_itself()
    bound_memory(MOST_MEMORY_BYTES)
    speak()
    # Nothing that is loaded at the start becomes garbage, nor is looked at again.
    gc.disable()
    orders: Orders = pickle.load(sys.stdin.buffer)
    orders.place.load()
    gc.freeze()
    gc.enable()
    access: Access = pickle.load(sys.stdin.buffer)
    bandwidth, logins = Bandwidth(access.upload_bytes_per_second), Logins()
    access = replace(access, logins=logins)
    shared = orders.place.open(access) if orders.place.shares_connections else None
    for number, handles in enumerate(orders.lanes):
        storage = shared or orders.place.open(access)
        served = _LaneServer(Lane.of(handles), storage, bandwidth, logins)
        threading.Thread(target=served.serve, name=f"lane-{number}", daemon=True).start()
    sys.stdin.buffer.read()
    os._exit(0)


class _LaneServer:
    def __init__(self, lane: Lane, storage: Storage, bandwidth: Bandwidth, logins: Logins) -> None:
        self._lane = lane
        self._storage = storage
        self._bandwidth = bandwidth
        self._logins = logins
        self._sent_bytes = 0
        self._progress_at = 0.0
        self._unreported_bytes = 0

    def serve(self) -> None:
        """Answer requests until the pipe closes."""
        while True:
            try:
                request: CourierRequest | None = self._lane.hears.recv()
            except (EOFError, OSError):
                return
            if request is None:
                continue
            try:
                self._serve_one(request)
            except OSError:
                # The other end of the pipe is closed.
                return

    def _serve_one(self, request: CourierRequest) -> None:
        try:
            answer = self._carry_out(request)
        except StorageError as error:
            self._say(Tag.FAILED, error)
        except Exception as error:  # noqa: BLE001 - sent to the parent, which decides
            failed = StorageNonsense("courier-failed", name=type(error).__name__, why=str(error))
            self._say(Tag.FAILED, failed)
        else:
            self._say(Tag.DONE, answer)

    def _carry_out(self, request: CourierRequest) -> object:
        storage = self._storage
        match request:
            case CourierRequest("put", name, Path() as source):
                self._unreported_bytes = self._sent_bytes = 0
                storage.put(name, source, self._progress)
                self._report_rest()
            case CourierRequest("put_many", puts=puts):
                self._unreported_bytes = self._sent_bytes = 0
                errors = storage.put_many(puts, self._progress)
                self._report_rest()
                return errors
            case CourierRequest("remove_many" | "sums"):
                return self._about_many(request)
            case CourierRequest("get", name):
                self._send_data(storage.get(name, request.offset, request.length))
            case CourierRequest("get_many", gets=gets):
                self._send_data(storage.get_many(gets))
            case CourierRequest("list", names=folders):
                self._send_items(storage.list(*folders))
            case CourierRequest("stat" | "remove", name):
                return getattr(storage, request.method)(name)
            case CourierRequest("probe"):
                # Whether the storage is there again, which is asked when it is time to.
                self._logins.forget()
                return storage.probe()
            case CourierRequest("free_bytes"):
                return storage.free_bytes()
            case _:
                raise ValueError(f"no such request: {request.method}")
        return None

    def _about_many(self, request: CourierRequest) -> object:
        if request.method == "sums":
            return self._storage.sums(request.names)
        return self._storage.remove_many(request.names, request.seconds)

    def _send_data(self, pieces: Iterator[Piece | None]) -> None:
        """Send the pieces. The pipe limits the read-ahead; any message from the parent stops it."""
        try:
            for piece in pieces:
                if self._lane.hears.poll():
                    return
                self._lane.speaks.send_bytes(MISSED if piece is None else b"".join((DATA, piece)))
        finally:
            if isinstance(pieces, Generator):
                pieces.close()

    def _send_items(self, items: Iterator[ObjectInfo]) -> None:
        """Send in batches, a partial one after some time, because a distant storage is slow."""
        batch: list[ObjectInfo] = []
        sent_at = time.monotonic()
        for item in items:
            batch.append(item)
            now = time.monotonic()
            if len(batch) == LIST_BATCH or now - sent_at >= PROGRESS_SECONDS:
                self._send(Tag.ITEMS, say_items(batch))
                batch, sent_at = [], now
        self._send(Tag.ITEMS, say_items(batch))

    def _progress(self, moved_bytes: int) -> None:
        fresh, self._sent_bytes = moved_bytes - self._sent_bytes, moved_bytes
        for nap in self._bandwidth.naps(fresh):
            time.sleep(nap)
            self._report(moved_bytes)
        self._report(moved_bytes)

    def _report(self, moved_bytes: int) -> None:
        now = time.monotonic()
        self._unreported_bytes = moved_bytes
        if now - self._progress_at >= PROGRESS_SECONDS:
            self._progress_at = now
            self._unreported_bytes = 0
            self._say(Tag.PROGRESS, moved_bytes)

    def _report_rest(self) -> None:
        if self._unreported_bytes:
            self._say(Tag.PROGRESS, self._unreported_bytes)

    def _say(self, tag: Tag, value: object) -> None:
        self._send(tag, say(value))

    def _send(self, tag: Tag, payload: bytes) -> None:
        self._lane.speaks.send_bytes(bytes((tag,)) + payload)


if __name__ == "__main__":
    main()
