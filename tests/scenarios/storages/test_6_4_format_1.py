"""6-4 A vault of before, whose keys nobody signed: read for ever, and moved on by a new kit."""

import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.sync.join.handover import Handover
from picup_desktop.sync.join.kit import WrongKit, open_keys
from picup_desktop.sync.join.vault import OpenFolders, VaultOpening, new_secrets
from picup_desktop.sync.journal.renewal import (
    KeysNotSigned,
    accept_kit,
    new_kit,
    remove_computer,
    use_kit,
)
from picup_desktop.sync.journal.trust import is_signed_vault
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.vault.journal import SegmentCheck
from picup_desktop.vault.kit import RecoveryKit, read_kit
from picup_desktop.vault.layout import VAULT_NAME, vault_json
from picup_desktop.vault.sealed_file_store import SealedFileStore
from picup_desktop.words import PhotoState, Role
from tests.picup import PASSPHRASE, age
from tests.small import Small

GOLDEN = Path(__file__).parents[2] / "golden/format_1"
NAMES = {"one.jpg", "two.jpg"}


def golden(folder: Path) -> Small:
    """The vault and its computer as a version of before left them."""
    folder.mkdir()
    small = Small(folder, read_kit((GOLDEN / "kit.txt").read_bytes()))
    small.home.make()
    for role in Role:
        shutil.copytree(GOLDEN / "storage", small.root(role))
    shutil.copytree(GOLDEN / "album", folder / "Album")
    small.home.ledger.write_bytes(gzip.decompress((GOLDEN / "ledger.sqlite.gz").read_bytes()))
    with closing(sqlite3.connect(small.home.ledger)) as ledger, ledger:
        for role in Role:
            url = small.root(role).as_uri()
            ledger.execute("UPDATE storage SET url = ? WHERE role = ?", (url, role.value))
        ledger.execute("UPDATE album SET path = ?", (os.fsencode(folder / "Album"),))
        ledger.execute("DELETE FROM setting WHERE name LIKE 'album:%' OR name LIKE 'home:machine'")
    for name in NAMES:
        age(folder / "Album" / name)
    small.home.sealed_secrets.write_bytes((GOLDEN / "secrets.age").read_bytes())
    small.secrets = SealedFileStore(small.home.sealed_secrets, PASSPHRASE).load()
    return small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return golden(tmp_path / "one")


def opened_anew(small: Small, kit: RecoveryKit, folder: Path) -> Small:
    """A computer that joins with this kit."""
    folder.mkdir()
    other = Small(folder, kit)
    other.home.make()
    storages = small.storages()
    keys = open_keys(Role.BACKUP, storages[Role.BACKUP], kit)
    other.secrets = new_secrets(keys, {}, {}, {})
    with small.ledger() as ledger:
        records = {one.role: one for one in ledger.storages.all()}
    with other.ledger() as ledger:
        folders = OpenFolders(other.home.journal, other.home.scratch)
        opening = VaultOpening(ledger, keys, SystemClock(), folders)
        opening.record(kit, records, other.secrets)
        report = opening.take_in(Role.BACKUP, storages[Role.BACKUP], other.secrets)
        assert (report.photos, report.salvaged, report.findings) == (2, 0, ())
        assert opening.join(storages, other.secrets) == []
        for role in Role:
            (other.folder / role.value).symlink_to(small.root(role))
        for found in ledger.listing.photos():
            whole = (GOLDEN / "album" / found.photo.path).read_bytes()
            assert other.read(ledger, found.photo) == whole
    return other


def states(small: Small) -> dict[str, PhotoState]:
    with small.ledger() as ledger:
        return {one.photo.path: one.photo.state for one in ledger.listing.photos()}


def move_on(small: Small) -> RecoveryKit:
    assert small.kit is not None
    with small.ledger() as ledger:
        kit = new_kit(ledger)
        use_kit(ledger, signer_of(ledger, small.secrets), kit, SystemClock().now())
        handover = Handover(
            ledger,
            SystemClock(),
            small.secrets,
            small.storages(),
            journal=small.home.journal,
            scratch=small.home.scratch,
        )
        handover.publish()
        assert not handover.failed
    return RecoveryKit(small.kit.vault_id, str(kit.identity), 0.0, small.kit.storages, signs=True)


def test_6_4_a_vault_of_before_goes_on_as_it_was(small: Small, tmp_path: Path) -> None:
    small.sync()
    assert states(small) == dict.fromkeys(NAMES, PhotoState.PROTECTED)
    with small.ledger() as ledger:
        assert not is_signed_vault(ledger)
        signer = signer_of(ledger, small.secrets)
        with pytest.raises(KeysNotSigned):
            remove_computer(ledger, signer, _joined_id(small, tmp_path), 1.0)
    small.verify(repair=True)
    for role in Role:
        assert (small.root(role) / VAULT_NAME).read_bytes() == (
            GOLDEN / "storage" / VAULT_NAME
        ).read_bytes()


def _joined_id(small: Small, tmp_path: Path) -> str:
    assert small.kit is not None
    other = opened_anew(small, small.kit, tmp_path / "two")
    small.sync()
    with other.ledger() as ledger:
        vault = ledger.vaults.get()
    assert vault is not None
    return vault.device_id


def test_6_4_a_new_kit_moves_it_on_and_the_old_one_is_refused(small: Small, tmp_path: Path) -> None:
    assert small.kit is not None
    kit = move_on(small)
    for role in Role:
        data = (small.root(role) / VAULT_NAME).read_bytes()
        assert data == vault_json(kit.vault_id)
        with pytest.raises(WrongKit) as refused:
            open_keys(role, small.storages()[role], small.kit)
        assert refused.value.message.code == "recovery-kit-was-replaced"
        bare = RecoveryKit("", small.kit.identity, 0.0, ())
        with pytest.raises(WrongKit):
            open_keys(role, small.storages()[role], bare)
    small.sync()
    assert states(small) == dict.fromkeys(NAMES, PhotoState.PROTECTED)
    opened_anew(small, kit, tmp_path / "two")
    assert small.verify(repair=False)["journal"] == []


def test_6_4_another_computer_goes_on_as_before_until_it_is_shown_the_new_kit(
    small: Small, tmp_path: Path
) -> None:
    assert small.kit is not None
    other = opened_anew(small, small.kit, tmp_path / "two")
    small.sync()
    kit = move_on(small)
    other.sync()
    with other.ledger() as ledger:
        assert not is_signed_vault(ledger)
        found = [
            one["check"]
            for item in ledger.attention.all()
            if item.kind == "journal"
            for one in item.details["findings"]
        ]
        assert SegmentCheck.NEW_KIT.value in found
        assert not accept_kit(ledger, small.kit)
        assert accept_kit(ledger, kit)
        assert is_signed_vault(ledger)
    other.sync()
    other.sync()
    with small.ledger() as one, other.ledger() as two:
        first, second = one.vaults.get(), two.vaults.get()
        assert first is not None
        assert second is not None
        assert second.vault_recipient == first.vault_recipient
        assert second.recovery_recipient == first.recovery_recipient
        assert [item for item in two.attention.all() if item.kind == "journal"] == []
