"""5-8: one folder under two names, or one in the other, is refused on every kind of server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.storage.practice.start import PracticeServer
from tests.odd_servers import odd_practice
from tests.picup import ROLES, Result, Vault


def assert_refused(vault: Vault, result: Result, *folders: Path) -> None:
    """Exit code 2, one sentence, and no file anywhere."""
    assert result.code == 2, result
    assert "same place" in result.err
    assert result.out == ""
    for folder in folders:
        assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert list(vault.folder.glob("kit*")) == []
    assert not (vault.home / "ledger.sqlite").exists()


def beside(url: str, name: str) -> str:
    """The address of another folder in the one that holds this one."""
    return f"{url.rpartition('/')[0]}/{name}"


@pytest.fixture
def over(tmp_path: Path) -> Iterator[PracticeServer]:
    with odd_practice(tmp_path / "over", "rename_over") as server:
        yield server


@pytest.mark.parametrize("below", ["", "/below", "/below/more"])
def test_5_8_a_server_that_renames_over_under_two_names(
    bare: Vault, over: PracticeServer, below: str
) -> None:
    bare.passwords = dict.fromkeys(ROLES, over.password)
    by_name = over.url.replace("127.0.0.1", "localhost")
    for main, backup in ((over.url, by_name + below), (by_name + below, over.url)):
        assert_refused(bare, bare.setup(main=main, backup=backup), over.root)


def test_5_8_links_on_a_server(bare: Vault) -> None:
    root = bare.main.root
    (root / "real" / "inner").mkdir(parents=True)
    (root / "link").symlink_to("real")
    (root / "deep").symlink_to("real/inner")
    main = beside(bare.main.url, "real")
    by_name = main.replace("127.0.0.1", "localhost")
    for name in ("link", "link/sub", "deep"):
        for start in (main, by_name):
            backup = beside(start, name)
            assert_refused(bare, bare.setup(main=main, backup=backup), root)
            assert_refused(bare, bare.setup(main=backup, backup=main), root)


def test_5_8_links_of_this_computer_and_a_server_that_is_this_computer(bare: Vault) -> None:
    root = bare.main.root
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    folder = f"file://{root}/real"
    for backup in (
        f"file://{root}/link/sub",
        beside(bare.main.url, "real"),
        beside(bare.main.url, "link"),
        beside(bare.main.url, "link/sub"),
    ):
        assert_refused(bare, bare.setup(main=folder, backup=backup), root)
        assert_refused(bare, bare.setup(main=backup, backup=folder), root)


def test_5_8_two_folders_of_one_server_are_two_places(bare: Vault) -> None:
    (bare.main.root / "one").mkdir()
    (bare.main.root / "link").symlink_to("one")
    result = bare.setup(
        main=beside(bare.main.url, "link"),
        backup=beside(bare.main.url, "two"),
    )
    assert result.code == 0, result
    assert "one host key" in result.err, "it is told that they are most likely one box"
    assert any("one host key" in check["text"] for check in bare.run("doctor", "--json").json)


def test_5_8_two_folders_of_one_disk_are_told(bare: Vault, tmp_path: Path) -> None:
    result = bare.setup(main=f"file://{tmp_path}/one", backup=f"file://{tmp_path}/two")
    assert result.code == 0, result
    assert "one disk" in result.err


def test_5_8_open_by_another_name_of_backup_knows_that_it_is_backup(
    vault: Vault, tmp_path: Path
) -> None:
    vault.add("1.jpg")
    vault.sync()
    url = vault.backup.url.replace("127.0.0.1", "localhost")
    opened = vault.run(
        *("--home", tmp_path / "second", "open", "--from", url, "--recovery-kit", vault.kit),
        *("--ssh-key", vault.main.key_file, "--accept-new-host-keys", "--json"),
    )
    assert opened.code == 0, opened
    assert opened.json["opened_from"] == "backup"
    status = vault.run("--home", tmp_path / "second", "status", "--json").json
    urls = {one["role"]: one["url"] for one in status["storages"]}
    assert urls == {"main": vault.main.url, "backup": url}


def test_5_8_open_by_a_link_to_the_other_storage_is_refused(vault: Vault, tmp_path: Path) -> None:
    vault.add("1.jpg")
    vault.sync()
    (vault.backup.root / "link").symlink_to("vault")
    url = beside(vault.backup.url.replace("127.0.0.1", "localhost"), "link")
    opened = vault.run(
        *("--home", tmp_path / "second", "open", "--from", url, "--recovery-kit", vault.kit),
        *("--ssh-key", vault.main.key_file, "--accept-new-host-keys"),
    )
    assert opened.code == 2, opened
    assert "same place" in opened.err
    assert list((vault.backup.vault / "tmp").iterdir()) == []
    again = vault.run(
        *("--home", tmp_path / "second", "open", "--from", vault.backup.url),
        *("--recovery-kit", vault.kit, "--ssh-key", vault.main.key_file),
    )
    assert again.code == 0, again


def apart_check(vault: Vault) -> dict[str, object]:
    checks = vault.run("doctor", "--json").json
    return next(check for check in checks if check["check"] == "two places")


def test_5_8_doctor_tells_a_vault_that_came_to_lie_in_one_place(vault: Vault) -> None:
    assert apart_check(vault)["ok"]
    assert not apart_check(vault)["advice"]
    # Somebody moves a disk, and leaves a link where the backup was.
    shutil.rmtree(vault.backup.vault)
    vault.backup.vault.symlink_to(vault.main.vault)
    told = apart_check(vault)
    assert not told["ok"]
    assert "one copy of each photo" in str(told["text"])
    assert list((vault.main.vault / "tmp").iterdir()) == []


def test_5_8_doctor_advises_two_boxes(bare: Vault) -> None:
    url = beside(bare.main.url.replace("127.0.0.1", "localhost"), "two")
    assert bare.setup(backup=url).code == 0
    told = apart_check(bare)
    assert told["ok"]
    assert told["advice"]
    assert "one host key" in str(told["text"])
