"""A server that stops, freezes, fills up, forbids, or shows another face."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.storage.errors import (
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageFull,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp.wire import MOST_DATA_BYTES, SftpWire
from tests.sshd import Sshd, small_disk

NAME = "objects/ab/abcdef"


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


def _source(tmp_path: Path, size: int) -> Path:
    path = tmp_path / "source"
    path.write_bytes(os.urandom(size))
    return path


def _in_the_middle(act: Callable[[], None], after_bytes: int) -> Callable[[int], None]:
    done = threading.Event()

    def progress(count: int) -> None:
        if count >= after_bytes and not done.is_set():
            done.set()
            act()

    return progress


def test_a_large_object_goes_in_the_largest_writes_that_the_server_takes(
    server: Sshd, access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = SftpWire.write

    def counted(wire: SftpWire, handle: bytes, offset: int, data: bytes | memoryview) -> int:
        written.append(len(data))
        return write(wire, handle, offset, data)

    monkeypatch.setattr(SftpWire, "write", counted)
    with closing(parse_place(server.url).open(access)) as storage:
        storage.put(NAME, _source(tmp_path, 2 * MOST_DATA_BYTES + 1))
    assert written == [MOST_DATA_BYTES, MOST_DATA_BYTES, 1]


def test_cut_in_the_middle_of_a_put(server: Sshd, access: Access, tmp_path: Path) -> None:
    storage = parse_place(server.url).open(access)
    source = _source(tmp_path, 8 * 1024 * 1024)
    with pytest.raises(StorageAway):
        storage.put(NAME, source, _in_the_middle(server.cut, 1024 * 1024))
    assert not (server.vault / NAME).exists()
    storage.put(NAME, source)
    assert (server.vault / NAME).read_bytes() == source.read_bytes()
    assert list((server.vault / "tmp").iterdir()) == []
    storage.close()


def test_stopped_in_the_middle_of_a_get(server: Sshd, access: Access, tmp_path: Path) -> None:
    storage = parse_place(server.url).open(access)
    source = _source(tmp_path, 32 * 1024 * 1024)
    storage.put(NAME, source)
    reading = storage.get(NAME)
    next(reading)
    server.stop()
    with pytest.raises(StorageAway):
        list(reading)
    with pytest.raises(StorageUnreachable):
        storage.stat(NAME)
    server.start()
    assert storage.stat(NAME).size_bytes == 32 * 1024 * 1024
    storage.close()


def test_a_frozen_server_is_cut(server: Sshd, access: Access, tmp_path: Path) -> None:
    storage = parse_place(server.url).open(access)
    started = time.monotonic()
    with pytest.raises(StorageStalled):
        storage.put(
            NAME, _source(tmp_path, 64 * 1024 * 1024), _in_the_middle(server.freeze, 1024 * 1024)
        )
    assert time.monotonic() - started < 30
    server.unfreeze()
    assert not (server.vault / NAME).exists()
    storage.close()


def test_a_server_that_is_not_there(server: Sshd, access: Access) -> None:
    server.stop()
    storage = parse_place(server.url).open(access)
    with pytest.raises(StorageUnreachable, match="can't be reached"):
        storage.probe()


def test_a_disk_that_fills_up_in_the_middle_of_a_file(
    server: Sshd, access: Access, tmp_path: Path
) -> None:
    (server.vault / "objects").mkdir()
    try:
        with small_disk(server.vault, 4 * 1024 * 1024):
            storage = parse_place(server.url).open(access)
            with pytest.raises(StorageFull, match="full"):
                storage.put(NAME, _source(tmp_path, 8 * 1024 * 1024))
            assert list(storage.list("objects")) == []
            assert list(storage.list("tmp")) == []
            storage.put(NAME, _source(tmp_path, 1024 * 1024))
            assert storage.stat(NAME).size_bytes == 1024 * 1024
            storage.close()
    except PermissionError as error:
        pytest.skip(f"this user may not mount a small disk: {error}")


def test_a_read_only_server(server: Sshd, access: Access, tmp_path: Path) -> None:
    storage = parse_place(server.url).open(access)
    storage.put(NAME, _source(tmp_path, 1000))
    storage.close()
    server.read_only = True
    server.restart()
    assert storage.stat(NAME).size_bytes == 1000
    with pytest.raises(StorageDenied):
        storage.put("objects/ab/other", tmp_path / "source")
    with pytest.raises(StorageDenied):
        storage.remove(NAME)
    with pytest.raises(ObjectNotFound):
        storage.stat("objects/ab/other")
    storage.close()


def test_a_changed_host_key_is_refused_even_when_new_ones_are_trusted(
    server: Sshd, access: Access
) -> None:
    server.stop()
    server.new_host_key()
    server.start()
    with pytest.raises(HostKeyChanged, match=r"SHA256:.*SHA256:"):
        parse_place(server.url).open(access).probe()
    assert server.connections() == 1


def test_an_unknown_host_key_is_trusted_only_when_asked(
    server: Sshd, access: Access, tmp_path: Path
) -> None:
    careful = replace(access, known_hosts=tmp_path / "new", trust_new_host_key=False)
    with pytest.raises(HostKeyUnknown, match="SHA256:"):
        parse_place(server.url).open(careful).probe()
    assert not careful.known_hosts.exists()
    trusting = replace(careful, trust_new_host_key=True)
    for asked in (trusting, careful):
        storage = parse_place(server.url).open(asked)
        storage.probe()
        storage.close()


def test_a_key_that_is_not_let_in(server: Sshd, access: Access) -> None:
    (server.folder / "authorized_keys").write_text("")
    with pytest.raises(LoginRefused, match="a key was refused"):
        parse_place(server.url).open(access).probe()


def test_a_key_file_with_a_passphrase(server: Sshd, access: Access, tmp_path: Path) -> None:
    import subprocess

    locked = tmp_path / "locked"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "rsa", "-N", "open up", "-f", str(locked)], check=True
    )
    (server.folder / "authorized_keys").write_bytes(locked.with_suffix(".pub").read_bytes())
    place = parse_place(server.url)
    right = replace(access, key_file=locked, key_passphrase="open up")
    storage = place.open(right)
    storage.probe()
    storage.close()
    with pytest.raises(LoginRefused, match="passphrase"):
        place.open(replace(right, key_passphrase=None)).probe()
    with pytest.raises(LoginRefused, match="passphrase is wrong"):
        place.open(replace(right, key_passphrase="nonsense")).probe()
    with pytest.raises(LoginRefused, match="no key file"):
        place.open(replace(right, key_file=tmp_path / "none")).probe()


def test_a_key_from_the_agent(
    server: Sshd, access: Access, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import subprocess

    monkeypatch.setenv("HOME", str(tmp_path))
    agent = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(tmp_path / "agent")], stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 10
        while not (tmp_path / "agent").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
        subprocess.run(["ssh-add", "-q", str(server.key_file)], check=True)
        storage = parse_place(server.url).open(replace(access, key_file=None))
        storage.probe()
        storage.close()
    finally:
        agent.terminate()
        agent.wait()
