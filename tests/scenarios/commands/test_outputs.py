"""Folders of this computer in commands: nothing is written for a person into a storage there, nor
over a file of the home; a storage there is told by its folder.
"""

import os
from pathlib import Path

import pytest

from tests.picup import COMMAND_SECONDS, PASSPHRASE, photo_bytes
from tests.warm_program import run_picup


class Vault:
    """A home whose storages are two folders, such as mounted shares, with one photo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.storages = {role: folder / role for role in ("main", "backup")}
        (folder / "A").mkdir()
        (folder / "A" / "one.jpg").write_bytes(photo_bytes("one"))
        os.utime(folder / "A" / "one.jpg", (1_600_000_000, 1_600_000_000))
        for storage in self.storages.values():
            storage.mkdir()

    def picup(self, *words: object, code: int = 0, home: str = "home") -> str:
        """Run a command that ends with this code, and return what it says."""
        environment = {
            **os.environ,
            "PICUP_HOME": str(self.folder / home),
            "PICUP_PASSPHRASE": PASSPHRASE,
        }
        done = run_picup([*map(str, words)], environment, COMMAND_SECONDS)
        assert done.returncode == code, done.stderr.decode()
        return done.stderr.decode()

    def setup(self, kit: Path, code: int = 0) -> str:
        main, backup = (f"file://{storage}" for storage in self.storages.values())
        asked = ("--main", main, "--backup", backup, "--recovery-kit", kit)
        return self.picup("setup", *asked, code=code)

    def readable(self) -> list[Path]:
        """What rests on the storages that no vault puts there."""
        ours = {"README.txt", "vault.json", "journal", "keys", "objects", "tmp"}
        both = self.storages.values()
        return [one for storage in both for one in storage.iterdir() if one.name not in ours]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


def test_no_plain_photo_and_no_kit_is_written_into_a_storage(vault: Vault) -> None:
    main, backup = vault.storages.values()
    link = vault.folder / "link"
    link.symlink_to(backup)
    assert "lies in the main storage" in vault.setup(main / "kit.txt", code=2)
    assert "lies in the backup storage" in vault.setup(link / "kit.txt", code=2)
    assert not vault.readable()
    kit = vault.folder / "kit.txt"
    vault.setup(kit)
    vault.picup("album", "add", vault.folder / "A")
    vault.picup("sync")
    for words in (
        ("get", "A/one.jpg", "--output", main / "one.jpg"),
        ("restore", backup),
        ("restore", link / "deep" / "er"),
        ("photos", "export", main / "out", "A/one.jpg"),
        ("kit", "new", "--recovery-kit", main / "kit.txt"),
        ("doctor", "--bundle", backup / "bundle.zip"),
    ):
        assert "where nothing rests that can be read without the key" in vault.picup(
            *words, code=2
        ), words
    alone = ("--from", f"file://{backup}", "--recovery-kit", kit)
    vault.picup("restore", main / "out", *alone, code=2, home="none")
    assert not vault.readable()
    vault.picup("restore", vault.folder / "out")
    assert (vault.folder / "out" / "A" / "one.jpg").is_file()


def test_no_photo_is_written_over_a_file_of_the_home(vault: Vault) -> None:
    vault.setup(vault.folder / "kit.txt")
    vault.picup("album", "add", vault.folder / "A")
    vault.picup("sync")
    home = vault.folder / "home"
    for name in ("ledger.sqlite", "secrets.age"):
        before = (home / name).read_bytes()
        told = vault.picup("get", "A/one.jpg", "--output", home / name, code=2)
        assert "is a file of PicUp itself" in told
        vault.picup("doctor", "--bundle", home / name, code=2)
        assert (home / name).read_bytes() == before
    # In a container no other folder may be written.
    vault.picup("get", "A/one.jpg", "--output", home / "one.jpg")
    assert (home / "one.jpg").read_bytes() == photo_bytes("one")
    vault.picup("get", "A/one.jpg", "--output", vault.folder / "copy.jpg")
    if os.name != "nt":
        os.mkfifo(vault.folder / "pipe")
        told = vault.picup("get", "A/one.jpg", "--output", vault.folder / "pipe", code=2)
        assert "is no file" in told
        assert (vault.folder / "pipe").is_fifo()


def test_a_storage_on_this_computer_is_told_by_its_folder(tmp_path: Path) -> None:
    deep = tmp_path / "내 사진"
    deep.mkdir()
    vault = Vault(deep)
    vault.setup(deep / "kit.txt")
    environment = {**os.environ, "PICUP_HOME": str(deep / "home")}
    said = run_picup(["status"], environment, COMMAND_SECONDS).stdout.decode()
    for storage in vault.storages.values():
        assert f" at {storage}\n" in said
