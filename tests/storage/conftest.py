"""Every backend of the contract, each with a way to make a fresh one.

``Backend.open`` gives a storage whose root was prepared; ``Backend.files`` is where
its files lie on this computer's disk, to look behind its back.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import algorithms
from picup_desktop.words import SshSpeaker
from tests.buckets import SECRET, BucketServer, bucket_server
from tests.ceph import conftest as of_ceph
from tests.ceph.cluster import Ceph
from tests.servers.kinds import KINDS
from tests.servers.running import Absent, RunningServer
from tests.shares import PASSWORD, Share, share
from tests.sshd import Sshd, small_disk, sshd_program
from tests.storage.obstacles import read_only_disk

SMALL_DISK_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Backend:
    """``read_only`` and ``small`` make it so for as long as their context lasts; with
    ``small`` there is room for SMALL_DISK_BYTES, and nothing that was there before."""

    open: Callable[[], Storage]
    disk: Path | None
    read_only: Callable[[], AbstractContextManager[None]]
    small: Callable[[], AbstractContextManager[None]]
    tells_why: bool = True
    """False for a server that answers all trouble of the system with one word."""
    takes_pipes: bool = True
    """False where the size is told before the bytes: a file has one, and a pipe has none."""
    keeps_folders: bool = True
    """False for a server that removes an empty folder when it is told to remove a file."""
    many_files: int = 1200
    """More than any server tells in one answer."""

    @property
    def files(self) -> Path:
        """Where its files lie on this computer's disk; the test is skipped where there is none."""
        if self.disk is None:
            pytest.skip("a bucket has no folder to look into")
        return self.disk


def sshd_backend(server: Sshd, folder: Path, speaker: SshSpeaker | None = None) -> Backend:
    place = parse_place(server.url)
    access = Access(
        folder / "known_hosts", key_file=server.key_file, trust_new_host_key=True, ssh=speaker
    )
    place.prepare(access)

    @contextmanager
    def read_only() -> Iterator[None]:
        server.read_only = True
        server.restart()
        yield
        server.read_only = False
        server.restart()

    return Backend(
        lambda: place.open(access),
        server.vault,
        read_only,
        lambda: mounted_small_disk(server.vault),
    )


def practice_backend(server: PracticeServer, folder: Path) -> Backend:
    place = parse_place(server.url)
    access = Access(folder / "known_hosts", password=server.password, trust_new_host_key=True)
    place.prepare(access)

    @contextmanager
    def limited(*, quota_bytes: int | None = None, read_only: bool = False) -> Iterator[None]:
        server.restart(quota_bytes=quota_bytes, read_only=read_only)
        yield
        server.restart()

    return Backend(
        lambda: place.open(access),
        server.vault,
        lambda: limited(read_only=True),
        lambda: limited(quota_bytes=SMALL_DISK_BYTES),
    )


def folder_backend(folder: Path) -> Backend:
    place, access = FolderPlace(folder / "disk" / "vault"), Access(folder / "known_hosts")
    place.prepare(access)
    return Backend(
        lambda: place.open(access),
        place.path,
        lambda: read_only_disk(place.path),
        lambda: mounted_small_disk(place.path),
    )


def through_courier(backend: Backend, place: Place, access: Access) -> Backend:
    return replace(backend, open=lambda: Courier(place, access))


@contextmanager
def mounted_small_disk(folder: Path) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(small_disk(folder, SMALL_DISK_BYTES))
        except PermissionError as error:
            pytest.skip(f"this user may not mount a small disk: {error}")
        yield


SSHD_VARIANTS: dict[str, tuple[str, ...]] = {
    "sshd": (),
    "sshd-no-posix-rename": ("posix-rename",),
    "sshd-no-fsync": ("fsync",),
    "sshd-bare": ("posix-rename", "fsync", "statvfs", "hardlink", "limits"),
}
COURIER = "courier-"
OTHER_SERVERS = (
    *("AsyncSSH", "AsyncSSH, rename overwrites", "Twisted Conch"),
    *("rclone serve sftp", "ProFTPD mod_sftp"),
)
"""Of ``tests/servers``; Dropbear serves with OpenSSH's sftp-server."""


OPENSSH = "openssh"
"""The plain server, and the ``ssh`` of this computer as who speaks to it."""


@pytest.fixture(scope="session")
def other_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Backend]]:
    """Each is started once, by the first test that needs it; a vault has a folder of its own."""
    running: dict[str, RunningServer] = {}

    def backend_on(kind: str) -> Backend:
        if kind not in running:
            folder = tmp_path_factory.mktemp("server") / "files"
            try:
                running[kind] = stack.enter_context(KINDS[kind](folder))
            except Absent as absent:
                pytest.skip(str(absent))
        server = running[kind]
        own = Path(tempfile.mkdtemp(dir=server.disk)).name
        place = parse_place(server.url(f"{own}/vault"))
        access = server.access(tmp_path_factory.mktemp("known") / "known_hosts")
        place.prepare(access)

        @contextmanager
        def not_here() -> Iterator[None]:
            if running:
                pytest.skip(f"{kind} is not restarted for this")
            yield

        files = server.disk / own / "vault"
        return Backend(
            lambda: place.open(access),
            files,
            not_here,
            not_here,
            tells_why=kind != "Twisted Conch",
            keeps_folders=kind != "rclone serve sftp",
        )

    with ExitStack() as stack:
        yield backend_on


BUCKET, SHARE, RCLONE_SHARE = "bucket", "share", "share of rclone"
CEPH, cluster = "ceph", of_ceph.cluster
ON_CEPH = (CEPH, f"{COURIER}{CEPH}") if os.environ.get("PICUP_CEPH") else ()
"""Only for ``make ceph-test``."""


@pytest.fixture(scope="session")
def a_share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    """Started once, by the first test that needs it; each test has a folder of its own."""
    with share(tmp_path_factory.mktemp("share")) as server:
        yield server


@pytest.fixture(scope="session")
def rclone_share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    """As ``a_share``, served by another program."""
    if shutil.which("rclone") is None:
        pytest.skip("rclone is not installed")
    with share(tmp_path_factory.mktemp("share"), rclone=True) as server:
        yield server


def share_backend(server: Share, folder: Path) -> tuple[Backend, Place, Access]:
    own = secrets.token_hex(8)
    place = parse_place(server.url(f"{own}/vault"))
    # It answers 500 for all trouble, and is asked again for half of the time.
    access = Access(folder / "known_hosts", password=PASSWORD, stall_seconds=6.0)
    place.prepare(access)
    files = server.disk / own / "vault"

    @contextmanager
    def not_here() -> Iterator[None]:
        if own:
            pytest.skip("WsgiDAV runs as root here, and has one word for every trouble")
        yield

    made = Backend(
        lambda: place.open(access),
        files,
        not_here,
        not_here,
        tells_why=False,
        takes_pipes=False,
        # Without a cache rclone reads the whole folder again for each of its files, and tells all
        # in one answer as WsgiDAV does.
        many_files=300 if server.rclone else 1200,
    )
    return made, place, access


@pytest.fixture(scope="session")
def buckets() -> Iterator[BucketServer]:
    """Started once, by the first test that needs it; each test has a bucket of its own."""
    with bucket_server() as server:
        yield server


def bucket_backend(server: BucketServer, folder: Path) -> tuple[Backend, Place, Access]:
    bucket = f"b-{secrets.token_hex(8)}"
    server.make_bucket(bucket)
    place = parse_place(server.url(bucket))
    access = Access(folder / "known_hosts", password=SECRET)
    place.prepare(access)

    @contextmanager
    def not_here() -> Iterator[None]:
        if bucket:
            pytest.skip("a bucket is never read-only")
        yield

    @contextmanager
    def small() -> Iterator[None]:
        if not isinstance(server, Ceph):
            pytest.skip("moto's server has no quota")
        server.limit(bucket, SMALL_DISK_BYTES)
        yield
        server.unlimit(bucket)

    made = Backend(lambda: place.open(access), None, not_here, small, takes_pipes=False)
    return made, place, access


@pytest.fixture(
    params=[
        *("folder", "practice", *SSHD_VARIANTS, OPENSSH, "courier-folder", "courier-sshd"),
        *OTHER_SERVERS,
        *(BUCKET, f"{COURIER}{BUCKET}", SHARE, f"{COURIER}{SHARE}", RCLONE_SHARE),
        *ON_CEPH,
    ]
)
def backend(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    other_servers: Callable[[str], Backend],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Backend]:
    kind = str(request.param).removeprefix(COURIER)
    if kind in {BUCKET, CEPH}:
        server = request.getfixturevalue("buckets" if kind == BUCKET else "cluster")
        in_bucket = bucket_backend(server, tmp_path)
        yield through_courier(*in_bucket) if request.param != kind else in_bucket[0]
        return
    if kind in {SHARE, RCLONE_SHARE}:
        server = request.getfixturevalue("a_share" if kind == SHARE else "rclone_share")
        on_share = share_backend(server, tmp_path)
        yield through_courier(*on_share) if request.param != kind else on_share[0]
        return
    if kind in OTHER_SERVERS:
        # Conch has no MAC that counts as safe; nothing secret is sent here.
        macs = (*algorithms.ETM_MACS, *algorithms.IDLE_MACS)
        monkeypatch.setattr(algorithms, "ETM_MACS", macs)
        yield other_servers(kind)
        return
    with ExitStack() as stack:
        access = Access(tmp_path / "known_hosts", trust_new_host_key=True)
        if kind == "folder":
            made = folder_backend(tmp_path)
            place: Place = FolderPlace(made.files)
        elif kind == "practice":
            practice = PracticeServer(tmp_path / "practice").start()
            stack.callback(practice.stop)
            made, place = practice_backend(practice, tmp_path), parse_place(practice.url)
        else:
            sshd = started_sshd(tmp_path, SSHD_VARIANTS.get(kind, ()))
            stack.callback(sshd.stop)
            speaker = SshSpeaker.OPENSSH if kind == OPENSSH else None
            made, place = sshd_backend(sshd, tmp_path, speaker), parse_place(sshd.url)
            access = replace(access, key_file=sshd.key_file)
        yield through_courier(made, place, access) if request.param != kind else made


def started_sshd(
    folder: Path,
    refuse: tuple[str, ...] = (),
    host_key_types: tuple[str, ...] = ("ed25519",),
) -> Sshd:
    if sshd_program() is None:
        pytest.skip("openssh-server is not installed")
    return Sshd(folder / "sshd", refuse=refuse, host_key_types=host_key_types).start()


@pytest.fixture
def storage(backend: Backend) -> Iterator[Storage]:
    opened = backend.open()
    yield opened
    opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    started = started_sshd(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[PracticeServer]:
    started = PracticeServer(tmp_path / "practice").start()
    yield started
    started.stop()
