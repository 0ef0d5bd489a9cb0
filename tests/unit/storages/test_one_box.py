"""5-8: what says that two places are one box, where they are not one place."""

from pathlib import Path

import pytest

from picup_desktop.ledger.notes import Note
from picup_desktop.storage.base import Probe
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import CERTIFICATE
from picup_desktop.sync.reach.one_box import disk_in, note_one_box, on_one_disk, one_box
from picup_desktop.words import Role
from tests.small import small_vault

NAS = parse_place("sftp://me@nas/photos")
OTHER = parse_place("sftp://me@other/photos")


@pytest.mark.parametrize(
    ("one_key", "two_key", "code"),
    [
        ("ssh-ed25519 a", "ssh-ed25519 a", "check-one-host-key"),
        ("ssh-ed25519 a", "ssh-ed25519 b", None),
        (None, None, None),
        ("ssh-ed25519 a", None, None),
        (f"{CERTIFICATE} a", f"{CERTIFICATE} a", None),
    ],
)
def test_one_host_key_says_so(one_key: str | None, two_key: str | None, code: str | None) -> None:
    told = one_box(NAS, one_key, OTHER, two_key, on_one_disk)
    assert (None if told is None else told.code) == code


def test_one_disk_says_so_where_both_folders_are_there(tmp_path: Path) -> None:
    here, beside, away = (parse_place(f"file://{tmp_path}/{name}") for name in ("a", "b", "c"))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    told = one_box(here, None, beside, None, on_one_disk)
    assert told is not None
    assert told.code == "check-one-disk"
    assert one_box(here, None, away, None, on_one_disk) is None
    assert one_box(here, None, NAS, "ssh-ed25519 a", on_one_disk) is None


def test_folders_of_two_disks_are_two(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one file system here")
    one, two = parse_place(f"file://{tmp_path}"), parse_place(f"file://{other}")
    assert one_box(one, None, two, None, on_one_disk) is None


@pytest.mark.parametrize(
    ("one", "two", "is_told"),
    [
        ("s3://AK@s3.example.com/family/vault", "s3://AK@s3.example.com/family/vault2", True),
        ("s3://AK@s3.example.com/family", "s3://OTHER@S3.example.com:443/copies", True),
        ("s3://AK@s3.example.com/family", "s3://AK@s3.example.org/family", False),
        ("davs://me@nas/main", "davs://you@nas/backup", True),
        ("sftp://me@nas/main", "davs://me@nas/backup", True),
        ("sftp://me@nas:22/main", "sftp://me@nas:2222/backup", False),
        ("s3+http://AK@127.0.0.1:9000/one", "s3+http://AK@127.0.0.1:9000/two", True),
        ("s3+http://AK@127.0.0.1:9000/one", "sftp://me@127.0.0.1:2222/b", False),
        ("file:///a-folder-that-is-not-here", "file:///another-that-is-not-here", False),
    ],
)
def test_two_places_of_one_server_are_said_to_be_one_box(
    one: str, two: str, *, is_told: bool
) -> None:
    told = one_box(parse_place(one), None, parse_place(two), None, on_one_disk)
    assert (told is not None and told.code == "check-one-server") is is_told


def _probe(folder: str | None) -> Probe:
    return Probe(0.1, None, None, folder=folder)


@pytest.mark.parametrize(
    ("main", "backup", "is_noted"),
    [("2a:1", "2a:2", True), ("2a:1", "2b:1", False), (None, None, False), ("2a:1", None, False)],
)
def test_what_the_window_says_of_it_is_noted_by_each_contact(
    tmp_path: Path, main: str | None, backup: str | None, *, is_noted: bool
) -> None:
    with small_vault(tmp_path, []).ledger() as ledger, ledger.transaction():
        note_one_box(ledger, {Role.MAIN: _probe(main), Role.BACKUP: _probe(backup)})
        assert bool(ledger.vaults.noted(Note.ONE_BOX)) is is_noted
        note_one_box(ledger, {Role.MAIN: _probe("2a:1")})
        assert bool(ledger.vaults.noted(Note.ONE_BOX)) is is_noted, "backup was not reached"


def test_a_folder_says_on_which_disk_it_is(tmp_path: Path) -> None:
    storage = parse_place(f"file://{tmp_path}").open(Access(tmp_path / "known_hosts"))
    assert disk_in(storage.probe().folder) == f"{tmp_path.stat().st_dev:x}"
    assert disk_in(None) is None
