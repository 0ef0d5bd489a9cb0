"""The practice NAS where the system has less than Linux has."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.storage.errors import StorageFull, StorageNonsense
from picup_desktop.storage.place import Access
from picup_desktop.storage.practice import start as practice
from picup_desktop.storage.practice.server import AtPlaces
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place

NAME = "objects/ab/abcdef"
PIECE_BYTES = 1000
PIECES = 64


def without_positioned_calls(lines: str = "") -> list[str]:
    """A practice server as on Windows, where Python has neither call."""
    told = (
        "import os\n"
        "del os.pread, os.pwrite\n"
        f"{lines}\n"
        "from picup_desktop.storage.practice.server import main\n"
        "main()\n"
    )
    return [sys.executable, "-c", told]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that start the practice server; a test may change them."""
    words = without_positioned_calls()
    monkeypatch.setattr(practice, "command_of", lambda part: words)
    return words


@pytest.fixture
def server(command: list[str], tmp_path: Path) -> Iterator[PracticeServer]:
    made = PracticeServer(tmp_path / "practice")
    yield made
    made.stop()


def access(server: PracticeServer) -> Access:
    known = server.folder / "known_hosts"
    return Access(known, password=server.password, trust_new_host_key=True)


def put(server: PracticeServer, source: Path) -> bytes:
    place = parse_place(server.url)
    place.prepare(access(server))
    with closing(place.open(access(server))) as storage:
        storage.put(NAME, source)
        return b"".join(storage.get(NAME))


def test_bytes_come_back_where_the_system_has_no_pread(
    server: PracticeServer, tmp_path: Path
) -> None:
    data = os.urandom(3 * 1024 * 1024 + 5)
    (tmp_path / "source").write_bytes(data)
    assert put(server.start(), tmp_path / "source") == data


def test_an_error_of_the_server_itself_is_not_told_as_a_full_disk(
    command: list[str], server: PracticeServer, tmp_path: Path
) -> None:
    command[:] = without_positioned_calls("del os.lseek")
    (tmp_path / "source").write_bytes(b"data")
    with pytest.raises(StorageNonsense):
        put(server.start(), tmp_path / "source")


def test_a_used_up_quota_still_is(server: PracticeServer, tmp_path: Path) -> None:
    server.quota_bytes = 10
    (tmp_path / "source").write_bytes(bytes(1000))
    with pytest.raises(StorageFull, match="quota"):
        put(server.start(), tmp_path / "source")


@pytest.mark.parametrize("calls", [True, False])
def test_threads_that_share_a_file_do_not_disturb_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, calls: bool
) -> None:
    if not calls:
        monkeypatch.delattr(os, "pread", raising=False)
        monkeypatch.delattr(os, "pwrite", raising=False)
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    file = AtPlaces(descriptor)
    wrong: list[int] = []

    def one(number: int) -> None:
        mine = bytes([number]) * PIECE_BYTES
        file.write(number * PIECE_BYTES, mine)
        if file.read(number * PIECE_BYTES, PIECE_BYTES) != mine:
            wrong.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(PIECES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.close(descriptor)
    assert not wrong
    whole = b"".join(bytes([number]) * PIECE_BYTES for number in range(PIECES))
    assert (tmp_path / "file").read_bytes() == whole
