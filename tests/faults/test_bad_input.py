"""Bad input: one clear sentence, the promised exit code, and nothing half-made."""

import subprocess
from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, Result, Vault, photo_bytes, wait_until
from tests.sshd import small_disk
from tests.storage.obstacles import read_only_disk


def assert_refused(result: Result, code: int, *words: str) -> None:
    """One line on standard error that says so, and nothing on standard output."""
    assert result.code == code, result
    (line,) = result.err.splitlines()
    assert all(word in line for word in words), line
    assert result.out == ""


def assert_nothing_made(vault: Vault) -> None:
    for server in vault.servers.values():
        assert [path for path in server.root.rglob("*") if path.is_file()] == []
    assert list(vault.folder.glob("kit*")) == []
    if vault.home.is_dir():
        left = {path.name for path in vault.home.rglob("*") if path.is_file()}
        assert left <= {"lock", "picup.log"}


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "address"),
        ("https://nas.example/photos", "address"),
        ("sftp://nas.example", "folder"),
        ("sftp://nas.example:99999/photos", "ort"),
        ("sftp://me:secret@nas.example/photos", "password"),
    ],
)
def test_a_url_that_is_none(bare: Vault, url: str, word: str) -> None:
    result = bare.setup(backup=url)
    assert_refused(result, 2, word)
    assert "secret" not in result.err
    assert_nothing_made(bare)


def test_the_same_place_twice_however_it_is_spelled(bare: Vault) -> None:
    url = bare.main.url
    spellings = {
        url,
        f"{url}/",
        url.replace("/vault", "/./x/../vault"),
        url.replace("127.0.0.1", "localhost"),
        url.replace("/vault", "/vault/below").replace("127.0.0.1", "localhost"),
    }
    for spelling in spellings:
        assert_refused(bare.setup(backup=spelling), 2, "same place")
        assert_nothing_made(bare)
    (bare.folder / "disk").mkdir()
    (bare.folder / "link").symlink_to(bare.folder / "disk")
    folders = [f"file://{bare.folder}/disk/vault", f"file://{bare.folder}/link/vault"]
    assert_refused(bare.setup(main=folders[0], backup=folders[1]), 2, "same place")
    through_ssh = f"file://{bare.main.vault}"
    assert_refused(bare.setup(main=through_ssh, backup=url), 2, "same place")
    assert_nothing_made(bare)


def test_setup_with_storages_that_are_not_there(bare: Vault) -> None:
    bare.backup.stop()
    assert_refused(bare.setup(), 1, "backup: ", "Nothing was changed")
    assert_nothing_made(bare)

    bare.main.stop()
    assert_refused(bare.setup(), 4, "main: ", "backup: ")
    assert_nothing_made(bare)

    bare.main.start()
    bare.backup.start()
    assert bare.setup().code == 0, "a new try finds nothing in its way"


def test_setup_with_a_storage_that_may_not_be_written(bare: Vault) -> None:
    bare.backup.read_only = True
    bare.backup.restart()
    assert_refused(bare.setup(), 1, "backup: ", "Nothing was changed")
    assert_nothing_made(bare)


def test_setup_in_a_folder_that_is_not_empty(bare: Vault) -> None:
    bare.backup.vault.mkdir()
    theirs = bare.backup.vault / "README.txt"
    theirs.write_text("my own notes")
    assert_refused(bare.setup(), 1, "backup: ", "empty folder", "Nothing was changed")
    assert theirs.read_text() == "my own notes"
    theirs.unlink()
    assert_nothing_made(bare)


def test_setup_without_what_it_needs(bare: Vault) -> None:
    key = bare.main.key_file
    bare.main.key_file = bare.folder / "no key"
    result = bare.setup()
    assert result.code in {1, 2}, result
    assert "no key" in result.err
    assert_nothing_made(bare)
    bare.main.key_file = key

    bare.kit = bare.folder / "no folder" / "kit.txt"
    assert_refused(bare.setup(), 2, "no folder")
    bare.kit = bare.folder / "kit.txt"

    bare.passphrase = ""
    assert_refused(bare.setup(), 2, "PICUP_PASSPHRASE")
    assert_nothing_made(bare)

    unknown = bare.run("setup", "--main", bare.main.url, "--backup", bare.backup.url)
    assert unknown.code in {1, 2, 3}
    assert_nothing_made(bare)


def test_a_vault_that_is_there_already_is_left_alone(vault: Vault) -> None:
    kit = vault.kit.read_bytes()
    before = [sorted(server.vault.rglob("*")) for server in vault.servers.values()]
    vault.kit = vault.folder / "second.txt"

    assert_refused(vault.setup(), 1, "already", "Nothing was changed")
    assert_refused(
        vault.run("--home", vault.folder / "home2", *_setup_words(vault)),
        *(1, "already", "Nothing was changed"),
    )

    assert not vault.kit.exists()
    assert [sorted(server.vault.rglob("*")) for server in vault.servers.values()] == before
    vault.kit = vault.folder / "kit.txt"
    assert_refused(vault.run("--home", vault.folder / "home3", *_setup_words(vault)), 2, "kit.txt")
    assert vault.kit.read_bytes() == kit
    vault.sync()


def _setup_words(vault: Vault) -> list[object]:
    return [
        *("setup", "--main", vault.main.url, "--backup", vault.backup.url),
        *("--ssh-key", vault.main.key_file, "--accept-new-host-keys"),
        *("--recovery-kit", vault.kit),
    ]


def test_no_vault_yet(bare: Vault) -> None:
    assert_refused(bare.run("status"), 2, "picup setup")
    assert_refused(bare.run("sync"), 2, "picup setup")
    assert not bare.home.exists()


def test_names_that_nothing_has(vault: Vault) -> None:
    assert_refused(vault.run("album", "add", vault.folder / "nowhere"), 2, "no folder")
    assert_refused(vault.run("album", "add", vault.kit), 2, "not a folder")
    assert_refused(vault.run("album", "pause", "Nobody"), 2, "no album", "Holidays")
    target = vault.folder / "out.jpg"
    assert_refused(vault.run("get", "Holidays/no.jpg", "--output", target), 2, "no photo")
    assert_refused(vault.run("get", "4711", "--output", target), 2, "no photo")
    vault.add("beach.jpg")
    vault.sync()
    nowhere = vault.folder / "no" / "such" / "out.jpg"
    assert_refused(vault.run("get", "Holidays/beach.jpg", "--output", nowhere), 2, "no folder")
    assert not target.exists()


def test_a_passphrase_that_is_wrong_or_missing(vault: Vault) -> None:
    before = vault.connections()
    vault.passphrase = "not the one"
    assert_refused(vault.run("sync"), 3, "passphrase")
    vault.passphrase = None
    assert_refused(vault.run("doctor"), 3, "PICUP_PASSPHRASE")
    assert vault.status()["photos"] == 0, "listing needs no secret"
    assert vault.connections() == before


def test_a_kit_that_is_cut_off_or_of_another_vault(vault: Vault, bare: Vault) -> None:
    whole = vault.kit.read_text()
    line = next(line for line in whole.splitlines() if line.startswith("AGE-SECRET-KEY"))
    for kept in (whole[: whole.index(line) + len(line) // 2], "", "a shopping list"):
        vault.kit.write_text(kept)
        result = vault.run("doctor", "--kit", vault.kit)
        assert_refused(result, 2, "kit")
        assert line[20:40] not in result.err
    assert_refused(vault.run("doctor", "--kit", vault.folder / "none.txt"), 2, "none.txt")
    bare.ready()
    assert_refused(vault.run("doctor", "--kit", bare.kit), 3, "another vault")

    vault.kit.write_text(whole)
    assert vault.run("doctor", "--kit", vault.kit).code == 0


def test_a_home_that_can_not_be_made_or_written(bare: Vault) -> None:
    in_the_way = bare.folder / "file"
    in_the_way.write_text("")
    bare.home = in_the_way / "home"
    assert_refused(bare.setup(), 1, str(bare.home))
    assert_nothing_made(bare)

    bare.home = bare.folder / "home"
    bare.ready()
    bare.add("beach.jpg")
    with read_only_disk(bare.home):
        assert_refused(bare.run("sync"), 1, str(bare.home))
    assert bare.on_disk(MAIN) == {}
    bare.sync()


def test_a_full_disk_at_home(bare: Vault) -> None:
    try:
        with small_disk(bare.home, 96 * 1024):
            assert_refused(bare.setup(), 1, "room")
            assert_nothing_made(bare)
    except PermissionError as error:
        pytest.skip(f"this user may not mount a small disk: {error}")

    with small_disk(bare.home, 8 * 1024 * 1024):
        bare.ready()
        bare.add("beach.jpg", photo_bytes("beach", 2_000_000))
        result = bare.run("sync")
        assert result.code == 1
        assert "Make room on this computer's disk" in result.err
        assert bare.photo("beach.jpg")["state"] == "failed"
        assert bare.on_disk(MAIN) == bare.on_disk(BACKUP) == {}
        subprocess.run(["mount", "-o", "remount,size=600m", str(bare.home)], check=True)
        bare.sync()
        bare.check()
        assert bare.attention() == []


def test_a_second_program_on_one_home(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.main.freeze()
    at_work = vault.start("sync")
    try:
        _wait_for_holder(vault.home)
        assert_refused(vault.run("sync"), 5, "picup sync", str(at_work.pid))
        for command in ("status", "photos", "events"):
            assert vault.run(command).code == 0
    finally:
        vault.main.unfreeze()
    assert at_work.wait() == 0
    vault.check()


def _wait_for_holder(home: Path) -> None:
    wait_until((home / "lock-holder.json").exists, "the first one holds the home")
