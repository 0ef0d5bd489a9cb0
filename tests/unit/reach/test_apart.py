"""5-8: main and backup that became one folder after setup."""

from pathlib import Path

from picup_desktop.storage.base import Probe
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.reach.contact import Contact, apart, contact_after
from picup_desktop.words import AttentionKind, PhotoState, Role, StorageState
from tests.small import photos, small_vault

AWAY = contact_after(StorageUnreachable("gone"))


def contact(folder: str | None) -> Contact:
    return Contact(StorageState.ONLINE, probe=Probe(0.1, None, None, folder=folder))


def states(main: Contact, backup: Contact) -> list[StorageState]:
    found = apart({Role.MAIN: main, Role.BACKUP: backup})
    assert found[Role.MAIN] is main
    return [found[role].state for role in Role]


def test_5_8_backup_is_refused_where_it_is_main_s_folder() -> None:
    assert states(contact("1:2"), contact("1:2")) == [StorageState.ONLINE, StorageState.REFUSED]
    for main, backup in (("1:2", "1:3"), ("1:2", "2:2"), (None, None), ("1:2", None)):
        assert states(contact(main), contact(backup)) == [StorageState.ONLINE] * 2
    assert states(AWAY, contact("1:2")) == [StorageState.AWAY, StorageState.ONLINE]
    assert apart({Role.MAIN: contact("1:2")})[Role.MAIN].state is StorageState.ONLINE


def test_a_folder_is_known_under_every_name_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "link").symlink_to("one")
    one, two, link = (
        FolderStorage(tmp_path / name).probe().folder for name in ("one", "two", "link")
    )
    assert one == link
    assert one != two


def test_5_8_a_link_to_the_other_storage_protects_no_photo(tmp_path: Path) -> None:
    vault = small_vault(tmp_path / "vault", ["a.jpg"])
    vault.sync()
    kept = vault.root(Role.BACKUP).rename(tmp_path / "kept")
    vault.root(Role.BACKUP).symlink_to(vault.root(Role.MAIN))
    vault.sync()
    with vault.ledger() as ledger:
        assert ledger.storages.get(Role.BACKUP).state is StorageState.REFUSED
        (item,) = ledger.attention.all()
        assert item.kind is AttentionKind.STORAGE_FULL
        assert "one and the same folder" in item.text
    photos(vault.folder / "Album", ["b.jpg"])
    vault.sync()
    with vault.ledger() as ledger:
        assert ledger.photos.counts()[PhotoState.PROTECTED] == 1

    vault.root(Role.BACKUP).unlink()
    kept.rename(vault.root(Role.BACKUP))
    vault.sync()
    with vault.ledger() as ledger:
        assert ledger.photos.counts()[PhotoState.PROTECTED] == 2
        assert ledger.attention.all() == []
    assert vault.files(Role.MAIN).keys() == vault.files(Role.BACKUP).keys()
