"""Every backend of the contract, each with a way to make a fresh one.

``Backend.open`` gives a storage whose root was prepared; ``Backend.files`` is where
its files lie on this computer's disk, to look behind its back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.open import open_storage, prepare_root
from picup_desktop.storage.place import Access, FolderPlace
from picup_desktop.storage.url import parse_place
from tests.sshd import Sshd, sshd_program


@dataclass(frozen=True)
class Backend:
    open: Callable[[], Storage]
    files: Path


def sshd_backend(server: Sshd, folder: Path) -> Backend:
    place = parse_place(server.url)
    access = Access(folder / "known_hosts", key_file=server.key_file, trust_new_host_key=True)
    prepare_root(place, access)
    return Backend(lambda: open_storage(place, access), server.vault)


def folder_backend(folder: Path) -> Backend:
    place, access = FolderPlace(folder / "disk" / "vault"), Access(folder / "known_hosts")
    prepare_root(place, access)
    return Backend(lambda: open_storage(place, access), place.path)


SSHD_VARIANTS: dict[str, tuple[str, ...]] = {
    "sshd": (),
    "sshd-no-posix-rename": ("posix-rename",),
    "sshd-no-fsync": ("fsync",),
    "sshd-bare": ("posix-rename", "fsync", "statvfs", "hardlink"),
}


@pytest.fixture(params=["folder", *SSHD_VARIANTS])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    if request.param == "folder":
        yield folder_backend(tmp_path)
        return
    if sshd_program() is None:
        pytest.skip("openssh-server is not installed")
    server = Sshd(tmp_path / "sshd", refuse=SSHD_VARIANTS[request.param]).start()
    try:
        yield sshd_backend(server, tmp_path)
    finally:
        server.stop()


@pytest.fixture
def storage(backend: Backend) -> Iterator[Storage]:
    opened = backend.open()
    yield opened
    opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    if sshd_program() is None:
        pytest.skip("openssh-server is not installed")
    started = Sshd(tmp_path / "sshd").start()
    yield started
    started.stop()
