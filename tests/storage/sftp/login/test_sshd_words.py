"""What OpenSSH does to people, and the sentence that a helpful friend would say about it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from getpass import getuser
from pathlib import Path

import pytest

from picup_desktop.storage.errors import LoginRefused, StorageDenied, StorageUnreachable
from picup_desktop.storage.place import Access
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from tests.sshd import Sshd
from tests.storage.conftest import started_sshd
from tests.storage.sftp.login.conftest import Said


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    server = started_sshd(tmp_path_factory.mktemp("sshd"))
    yield server
    server.stop()


@contextmanager
def changed(server: Sshd, more: str) -> Iterator[Sshd]:
    """The server with more lines of configuration."""
    server.more = more
    server.restart()
    try:
        yield server
    finally:
        server.more = ""
        server.restart()


def _root(server: Sshd, path: str) -> str:
    return f"sftp://{getuser()}@127.0.0.1:{server.port}{path}"


def test_more_keys_than_it_takes(sshd: Sshd, said: Said) -> None:
    for kind in ("ed25519", "ecdsa"):
        path = Path.home() / ".ssh" / f"id_{kind}"
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(path)], check=True)
    with changed(sshd, "MaxAuthTries 1"):
        sentence = said(sshd.url, kind=LoginRefused)
        assert (
            "more keys were offered than it takes. Name the right one with --ssh-key." in sentence
        )
        wrong = Path.home() / ".ssh" / "id_ecdsa"
        sentence = said(sshd.url, key_file=wrong, password="any", kind=LoginRefused)
        assert (
            f"ended the login of {getuser()} (a key was refused) and takes no further" in sentence
        )
        assert said(sshd.url, key_file=sshd.key_file) == "in"


def test_a_cage_of_the_wrong_owner(sshd: Sshd, said: Said) -> None:
    if os.getuid() != 0:
        pytest.skip("only root has cages")
    cage = sshd.folder / "cage"
    cage.mkdir(exist_ok=True)
    cage.chmod(0o777)
    with changed(sshd, f"ChrootDirectory {cage}\nForceCommand internal-sftp"):
        sentence = said(sshd.url, key_file=sshd.key_file, kind=StorageUnreachable)
    assert "hangs up at once" in sentence
    assert "must belong to root and be writable by nobody else" in sentence


def test_a_text_before_sftp(sshd: Sshd, said: Said) -> None:
    with changed(sshd, "ForceCommand echo 'Welcome home'; exec /usr/lib/openssh/sftp-server"):
        sentence = said(sshd.url, key_file=sshd.key_file, kind=StorageUnreachable)
    assert "sends text where SFTP should begin: “Welcome home”" in sentence


def test_a_folder_that_is_a_file_or_leads_nowhere(sshd: Sshd, tmp_path: Path) -> None:
    access = Access(tmp_path / "known", key_file=sshd.key_file, trust_new_host_key=True)
    (sshd.root / "file").write_bytes(b"x")
    (sshd.root / "nowhere").symlink_to("gone")
    for name, sentence in (
        ("file", f"{sshd.root}/file on .* is a file and no folder"),
        ("file/vault", f"{sshd.root}/file on .* is a file and no folder"),
        ("nowhere", f"{sshd.root}/nowhere on .* is a link that leads nowhere"),
        ("nowhere/vault", f"{sshd.root}/nowhere on .* is a link that leads nowhere"),
    ):
        with pytest.raises(StorageUnreachable, match=sentence):
            parse_place(_root(sshd, f"{sshd.root}/{name}")).prepare(access)


def test_a_path_of_the_boxes_own_menus(sshd: Sshd, tmp_path: Path) -> None:
    access = Access(tmp_path / "known", key_file=sshd.key_file, trust_new_host_key=True)
    with changed(sshd, "ForceCommand internal-sftp -P mkdir"):
        with pytest.raises(StorageDenied) as denied:
            parse_place(_root(sshd, "/volume-of-menus/photo/vault")).prepare(access)
        sentence = denied.value.sentence
        assert "There is no /volume-of-menus on [127.0.0.1]:" in sentence
        folders = (one for one in Path("/").iterdir() if one.is_dir() and not one.is_symlink())
        assert f"At the top there are: {min(one.name for one in folders)}, " in sentence
        assert "leave out /volume1" in sentence
        with pytest.raises(StorageDenied, match=r"There is no .*/root/new on "):
            parse_place(_root(sshd, f"{sshd.root}/new")).prepare(access)


def test_a_user_who_may_remove_nothing(sshd: Sshd, tmp_path: Path) -> None:
    access = Access(tmp_path / "known", key_file=sshd.key_file, trust_new_host_key=True)
    place = parse_place(sshd.url)
    place.prepare(access)
    with changed(sshd, "ForceCommand internal-sftp -P remove"):
        storage = place.open(access)
        with pytest.raises(StorageDenied, match=r"lets .* write in .*, and remove nothing there"):
            storage.probe()
        storage.close()


def test_the_top_of_a_server_is_named_on_purpose(practice: PracticeServer, tmp_path: Path) -> None:
    access = Access(tmp_path / "known", password=practice.password, trust_new_host_key=True)
    url = practice.url.removesuffix("/vault")
    place = parse_place(f"{url}/.")
    assert place.url == f"{url}/."
    place.prepare(access)
    (tmp_path / "source").write_bytes(b"data")
    with closing(place.open(access)) as storage:
        storage.probe()
        storage.put("objects/ab/abc", tmp_path / "source")
        assert [one.name for one in storage.list("objects")] == ["objects/ab/abc"]
    assert (practice.vault.parent / "objects/ab/abc").read_bytes() == b"data"
