"""Couriers: what happens when the child dies, hangs, or its parent goes (DISASTERS 1-4)."""

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.storage.courier import child
from picup_desktop.storage.courier.answers import LONGEST_MESSAGE_BYTES
from picup_desktop.storage.courier.child import MOST_LANES
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.courier.process import MOST_MEMORY_BYTES
from picup_desktop.storage.courier.words import Tag
from picup_desktop.storage.errors import (
    CourierDied,
    ObjectExists,
    ObjectNotFound,
    StorageError,
    StorageImpossible,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.parts import Writer
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from tests.picup import freeze, wait_until
from tests.sshd import Sshd

NAME = "objects/ab/abcdef"
MIB = 1024 * 1024
WAIT_SECONDS = 20.0


@pytest.fixture
def access(server: Sshd, tmp_path: Path) -> Access:
    found = Access(
        tmp_path / "known_hosts",
        key_file=server.key_file,
        trust_new_host_key=True,
        # Short, but a busy machine must still log in within it.
        stall_seconds=5.0,
    )
    parse_place(server.url).prepare(found)
    return found


@pytest.fixture
def courier(server: Sshd, access: Access) -> Iterator[Courier]:
    made = Courier(parse_place(server.url), access)
    yield made
    made.close()


@pytest.fixture
def folder_courier(tmp_path: Path) -> Iterator[Courier]:
    place, access = FolderPlace(tmp_path / "vault"), Access(tmp_path / "known_hosts")
    place.prepare(access)
    made = Courier(place, access)
    yield made
    made.close()


def _source(folder: Path, size: int) -> Path:
    path = folder / f"source-{size}"
    path.write_bytes(os.urandom(size))
    return path


def _is_gone(pid: int) -> bool:
    """No such process, or one that only waits to be reaped by whoever adopted it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def _until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WAIT_SECONDS
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def _kill_child(courier: Courier) -> None:
    assert courier.pid is not None
    os.kill(courier.pid, signal.SIGKILL)


def test_1_4_a_child_killed_in_the_middle_of_a_put(
    server: Sshd, courier: Courier, tmp_path: Path
) -> None:
    courier.probe()
    before = courier.pid
    source = _source(tmp_path, 64 * MIB)
    with pytest.raises(CourierDied):
        courier.put(NAME, source, lambda _: _kill_child(courier) if courier.pid else None)
    assert not (server.vault / NAME).exists()
    courier.put(NAME, source)
    assert courier.pid not in {None, before}
    assert (server.vault / NAME).stat().st_size == 64 * MIB


def test_1_4_a_child_killed_in_the_middle_of_a_get(courier: Courier, tmp_path: Path) -> None:
    source = _source(tmp_path, 64 * MIB)
    courier.put(NAME, source)
    before = courier.pid
    reading = courier.get(NAME)
    next(reading)
    _kill_child(courier)
    with pytest.raises(CourierDied):
        list(reading)
    assert b"".join(courier.get(NAME)) == source.read_bytes()
    assert courier.pid not in {None, before}


def test_1_4_a_child_killed_between_two_calls_is_not_noticed_at_all(
    folder_courier: Courier,
) -> None:
    folder_courier.probe()
    before = folder_courier.pid
    assert before is not None
    _kill_child(folder_courier)
    assert _until(lambda: folder_courier.pid is None)
    folder_courier.probe()
    assert folder_courier.pid not in {None, before}


def test_1_4_a_frozen_server_is_given_up_and_the_child_is_gone_first(
    server: Sshd, courier: Courier, tmp_path: Path
) -> None:
    courier.probe()
    child = courier.pid
    assert child is not None
    server.freeze()
    with pytest.raises(StorageStalled):
        courier.put(NAME, _source(tmp_path, 64 * MIB))
    assert _is_gone(child)
    assert courier.pid is None
    server.unfreeze()
    assert not (server.vault / NAME).exists()
    courier.put(NAME, _source(tmp_path, MIB))
    assert courier.stat(NAME).size_bytes == MIB


def test_1_4_a_child_that_hangs_itself_is_ended(tmp_path: Path) -> None:
    place = FolderPlace(tmp_path / "vault")
    access = Access(tmp_path / "known_hosts", stall_seconds=5.0)
    place.prepare(access)
    with closing(Courier(place, access, connecting_seconds=5.0)) as courier:
        courier.probe()
        child = courier.pid
        assert child is not None
        freeze(child)
        with pytest.raises(StorageStalled, match="10 seconds"):
            courier.stat(NAME)
        assert _is_gone(child)
        courier.put(NAME, _source(tmp_path, 100))


PARENT = """
import sys, time
from pathlib import Path
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.place import Access
from picup_desktop.storage.folder_place import FolderPlace
courier = Courier(FolderPlace(Path(sys.argv[1])), Access(Path(sys.argv[1], "known_hosts")))
courier.probe()
print(courier.pid, flush=True)
time.sleep(600)
"""


def test_1_6_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not _is_gone(child)
        parent.kill()
        parent.wait()
    assert _until(lambda: _is_gone(child))


def test_twenty_threads_at_once(server: Sshd, access: Access, tmp_path: Path) -> None:
    # Twenty logins at once take a small machine longer than a second each.
    courier = Courier(parse_place(server.url), replace(access, stall_seconds=30.0))
    sources = [_source(tmp_path, 1000 + number) for number in range(20)]

    def there_and_back(number: int) -> bool:
        name = f"objects/{number:02}/object"
        courier.put(name, sources[number])
        with pytest.raises(ObjectExists):
            courier.put(name, sources[number])
        return b"".join(courier.get(name)) == sources[number].read_bytes()

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(there_and_back, range(20)))
    assert len(list(courier.list("objects"))) == 20
    assert list((server.vault / "tmp").iterdir()) == []
    courier.close()


def test_more_calls_at_once_than_lanes_are_refused_in_words(
    folder_courier: Courier, tmp_path: Path
) -> None:
    folder_courier.put(NAME, _source(tmp_path, 4 * MIB))
    readings = [folder_courier.get(NAME) for _ in range(MOST_LANES)]
    for reading in readings:
        next(reading)
    with pytest.raises(StorageError, match="calls at once"):
        folder_courier.stat(NAME)
    for reading in readings:
        reading.close()  # type: ignore[attr-defined]
    assert folder_courier.stat(NAME).size_bytes == 4 * MIB


def test_a_reader_that_stops_early_leaves_its_lane_usable(
    server: Sshd, courier: Courier, tmp_path: Path
) -> None:
    source = _source(tmp_path, 16 * MIB)
    courier.put(NAME, source)
    child, logins = courier.pid, server.connections()
    for _ in range(MOST_LANES + 1):
        reading = courier.get(NAME)
        assert source.read_bytes().startswith(next(reading))
        reading.close()  # type: ignore[attr-defined]
    assert b"".join(courier.get(NAME)) == source.read_bytes()
    assert (courier.pid, server.connections()) == (child, logins)


def test_a_caller_that_breaks_off_is_not_followed_by_an_old_answer(
    courier: Courier, tmp_path: Path
) -> None:
    def enough(_: int) -> None:
        raise KeyboardInterrupt

    courier.probe()
    child = courier.pid
    assert child is not None
    with pytest.raises(KeyboardInterrupt):
        courier.put(NAME, _source(tmp_path, 64 * MIB), enough)
    assert _is_gone(child)
    with pytest.raises(ObjectNotFound):
        courier.stat(NAME)


def test_errors_cross_over_with_their_class_and_sentence(
    server: Sshd, courier: Courier, tmp_path: Path
) -> None:
    with pytest.raises(ObjectNotFound, match=rf"^{NAME} is not on .*{server.port}\.$"):
        courier.stat(NAME)
    with pytest.raises(ObjectNotFound):
        list(courier.get(NAME))
    courier.put(NAME, _source(tmp_path, 10))
    with pytest.raises(ObjectExists, match=f"{NAME} is on"):
        courier.put(NAME, _source(tmp_path, 10))
    server.stop()
    courier.close()
    with pytest.raises(StorageUnreachable, match="Is it switched on"):
        courier.stat(NAME)


def test_secrets_stand_neither_in_the_childs_arguments_nor_in_its_environment(
    practice: PracticeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = practice.password
    monkeypatch.setenv("PICUP_MAIN_PASSWORD", secret)
    access = Access(tmp_path / "known_hosts", password=secret, trust_new_host_key=True)
    place = parse_place(practice.url)
    place.prepare(access)
    courier = Courier(place, access)
    courier.probe()
    for seen in ("cmdline", "environ"):
        file = Path(f"/proc/{courier.pid}/{seen}")
        if not os.access(file, os.R_OK):
            # Only root reads the environment of a courier.
            continue
        shown = file.read_bytes()
        assert shown
        assert secret.encode() not in shown
    assert secret not in repr(access)
    courier.close()


def test_nothing_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paramiko.py").write_text("raise SystemExit('taken from the current folder')")
    monkeypatch.chdir(tmp_path)
    place, access = FolderPlace(tmp_path / "vault"), Access(tmp_path / "known_hosts")
    place.prepare(access)
    courier = Courier(place, access)
    courier.probe()
    courier.close()


def test_close_while_calls_are_under_way(courier: Courier, tmp_path: Path) -> None:
    source = _source(tmp_path, 256 * MIB)
    moving = threading.Barrier(5, timeout=WAIT_SECONDS)
    failed: list[StorageError] = []

    def put(number: int) -> None:
        told = threading.Event()

        def progress(_: int) -> None:
            if not told.is_set():
                told.set()
                moving.wait()

        try:
            courier.put(f"objects/ab/{number}", source, progress)
        except StorageError as error:
            failed.append(error)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    moving.wait()
    child = courier.pid
    assert child is not None
    courier.close()
    assert _is_gone(child)
    for thread in threads:
        thread.join()
    assert [type(error) for error in failed] == [CourierDied] * 4
    assert list(courier.list("objects")) == []


def test_5_4_a_retired_courier_reaches_its_place_no_more(folder_courier: Courier) -> None:
    assert folder_courier.probe().round_trip_seconds >= 0
    folder_courier.close()
    assert folder_courier.probe().round_trip_seconds >= 0
    folder_courier.retire()
    for _ in range(2):
        with pytest.raises(CourierDied):
            folder_courier.probe()
    assert folder_courier.pid is None


def test_a_courier_that_was_never_used_closes(tmp_path: Path) -> None:
    place: Place = FolderPlace(tmp_path)
    courier = Courier(place, Access(tmp_path / "known_hosts"))
    courier.close()
    courier.close()
    assert courier.pid is None


def test_1_4_parts_of_a_killed_child_are_known_as_left_behind(tmp_path: Path) -> None:
    access = Access(tmp_path / "known_hosts", writer=Writer.of_run("aa" * 8, "01" * 32))
    place, pipe = FolderPlace(tmp_path / "vault"), tmp_path / "pipe"
    place.prepare(access)
    os.mkfifo(pipe)
    courier = Courier(place, access)
    with ThreadPoolExecutor(1) as pool, contextlib.closing(courier):
        put = pool.submit(courier.put, NAME, pipe)
        with pipe.open("wb", buffering=0) as feeding:
            feeding.write(b"half of a photo")
            wait_until(lambda: len(_parts(tmp_path)) == 1, "the part")
            (part,) = _parts(tmp_path)
            assert not courier.left_behind(part)
            pid = courier.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            with pytest.raises(CourierDied):
                put.result(WAIT_SECONDS)
        assert courier.left_behind(part)
        assert courier.free_bytes() is not None
        assert courier.left_behind(part), "also once another child is at work"


def _parts(folder: Path) -> list[str]:
    return [path.name for path in (folder / "vault" / "tmp").glob("*")]


FALSE_COURIER = """
import os, pickle, sys
from picup_desktop.storage.courier.lane import Lane
orders, _ = pickle.load(sys.stdin.buffer), pickle.load(sys.stdin.buffer)
lane = Lane.of(orders.lanes[-1])
lane.hears.recv()
os.write(lane.speaks.fileno(), bytes.fromhex(sys.argv[1]))
sys.stdin.buffer.read()
"""


class _Planted:
    """Unpickling it makes a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self._file,)


def _framed(message: bytes) -> bytes:
    """A message as it is in a pipe: behind its length."""
    return struct.pack("!i", len(message)) + message


@pytest.fixture
def false_courier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Courier]:
    """Return what makes a courier that a server has taken over, which says these bytes."""

    def made(said: bytes) -> Courier:
        command = [sys.executable, "-c", FALSE_COURIER, said.hex()]
        monkeypatch.setattr(child, "command_of", lambda _part: command)
        return Courier(FolderPlace(tmp_path / "vault"), Access(tmp_path / "known_hosts"))

    return made


def _list_or_put(courier: Courier, tag: Tag, source: Path) -> None:
    if tag == Tag.ITEMS:
        list(courier.list("objects"))
    else:
        courier.put(NAME, source, lambda _: None)


@pytest.mark.parametrize("tag", [Tag.DONE, Tag.FAILED, Tag.PROGRESS, Tag.ITEMS])
def test_s19_a_courier_that_a_server_took_over_runs_nothing_in_the_engine(
    tag: Tag, false_courier: Callable[[bytes], Courier], tmp_path: Path
) -> None:
    planted = pickle.dumps(_Planted(tmp_path / "planted"))
    with closing(false_courier(_framed(bytes((tag,)) + planted))) as courier:
        courier.start()
        pid = courier.pid
        assert pid is not None
        with pytest.raises(StorageImpossible):
            _list_or_put(courier, tag, tmp_path / "source")
        assert courier.pid is None
        assert _is_gone(pid)
    assert not (tmp_path / "planted").exists()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (_framed(b""), StorageImpossible),
        (struct.pack("!i", LONGEST_MESSAGE_BYTES + 1), CourierDied),
        (_framed(bytes((Tag.DONE,)) + b"true"), StorageImpossible),
        (_framed(bytes((Tag.FAILED,)) + b"null"), StorageImpossible),
        (_framed(bytes((Tag.PROGRESS,)) + b"5"), StorageImpossible),
        (_framed(b"\xff"), StorageImpossible),
    ],
)
def test_s19_a_courier_that_says_nothing_too_much_or_nonsense_is_ended(
    said: bytes, kind: type[StorageError], false_courier: Callable[[bytes], Courier]
) -> None:
    with closing(false_courier(said)) as courier:
        courier.start()
        pid = courier.pid
        assert pid is not None
        with pytest.raises(kind):
            list(courier.get(NAME))
        assert _is_gone(pid)


def _said(*messages: tuple[Tag, bytes]) -> bytes:
    return b"".join(_framed(bytes((tag,)) + payload) for tag, payload in messages)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (_said((Tag.PROGRESS, b"7")), StorageImpossible),
        (_said(*[(Tag.PROGRESS, b"5"), (Tag.PROGRESS, b"1")] * 2), StorageImpossible),
        (_said((Tag.ITEMS, b"[[],[],[]]")), StorageImpossible),
    ],
)
def test_6_2_a_taken_courier_that_reports_what_can_not_be_is_ended(
    said: bytes,
    kind: type[StorageError],
    false_courier: Callable[[bytes], Courier],
    tmp_path: Path,
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"photo!")
    with closing(false_courier(said)) as courier, pytest.raises(kind):
        courier.put(NAME, source)


@pytest.mark.parametrize(
    "said",
    [
        _said((Tag.DATA, b"four "), (Tag.DATA, b"and more")),
        _said((Tag.DATA, b"")),
        _said((Tag.MISSED, b"")),
        _said((Tag.ITEMS, b"[[],[],[]]")),
    ],
)
def test_6_2_a_taken_courier_sends_no_more_than_was_asked_for(
    said: bytes, false_courier: Callable[[bytes], Courier]
) -> None:
    with closing(false_courier(said)) as courier, pytest.raises(StorageImpossible):
        list(courier.get(NAME, 0, 8))


def test_6_2_a_taken_courier_s_list_without_files_ends(
    false_courier: Callable[[bytes], Courier],
) -> None:
    said = _said(*[(Tag.ITEMS, b"[[],[],[]]")] * 2)
    with closing(false_courier(said)) as courier, pytest.raises(StorageImpossible):
        list(courier.list("objects"))


def test_s19_a_courier_leaves_no_core(folder_courier: Courier) -> None:
    folder_courier.probe()
    limits = Path(f"/proc/{folder_courier.pid}/limits").read_text()
    [core] = [line.split()[4:6] for line in limits.splitlines() if "core file" in line]
    assert core == ["0", "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no such bound")
def test_6_2_the_memory_of_a_courier_is_bounded(folder_courier: Courier) -> None:
    """A library may keep whole what a server sends, as the one for buckets does."""
    folder_courier.probe()
    limits = Path(f"/proc/{folder_courier.pid}/limits").read_text("ascii").splitlines()
    (of_data,) = [line.split() for line in limits if line.startswith("Max data size")]
    assert int(of_data[3]) <= MOST_MEMORY_BYTES
