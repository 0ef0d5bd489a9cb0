"""5-1: files of PicUp's own are gone: told, brought back, and not silently."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.sync.first_look.first_look import TOLD_SECONDS, note_whole
from picup_desktop.sync.join.from_storage import host_key_of
from picup_desktop.sync.join.kit import open_keys
from picup_desktop.vault.age import parse_identity
from picup_desktop.vault.journal import Finding, SegmentCheck
from picup_desktop.vault.keys import RingStorage, open_key_ring, seal_key_ring
from picup_desktop.words import Role
from tests.small import Small, small_vault


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "vault", ["0.jpg"])
    made.sync()
    return made


@pytest.mark.parametrize("name", ["vault.json", "README.txt"])
def test_5_1_a_plain_file_that_is_gone_is_told_and_brought_back(small: Small, name: str) -> None:
    file = small.root(Role.BACKUP) / name
    before = file.read_bytes()
    file.unlink()
    small.sync()
    assert file.read_bytes() == before
    for _ in range(2):
        with small.ledger() as ledger:
            (item,) = ledger.attention.all()
            assert item.cause is Cause.STORAGE_LOST_OBJECTS
            assert item.details["signs"] == [name]
            assert "All of them are whole there again." in item.text
            assert "count as protected" not in item.text
        small.sync()
    with small.ledger() as ledger:
        note_whole(ledger, item.since + TOLD_SECONDS - 60)
        assert len(ledger.attention.all()) == 1
        note_whole(ledger, item.since + TOLD_SECONDS + 60)
        assert ledger.attention.all() == []


@pytest.mark.parametrize("name", ["vault.json", "README.txt"])
def test_6_4_what_is_said_of_a_plain_file_is_true_of_it(name: str) -> None:
    sentence = Finding(SegmentCheck.UNREADABLE, Role.MAIN, name).sentence
    assert "sealed with other keys" not in sentence
    assert "other storage" not in sentence
    assert "plain file" in sentence


BAD = [RingStorage("gopher://x", None), RingStorage("sftp://u@h/p", "not a host key")]


def forge(small: Small, told: RingStorage) -> None:
    """Write a keys file that opens and names a storage that can be none."""
    folder = small.root(Role.MAIN) / "keys"
    key = parse_identity(small.secrets.vault_key)
    first = sorted(folder.iterdir())[0]
    ring = open_key_ring(first.read_bytes(), [key])
    assert small.kit is not None
    recipients = [key.recipient(), parse_identity(small.kit.identity).recipient()]
    bad = replace(ring, storages={**ring.storages, "backup": told})
    (folder / "77.age").write_bytes(seal_key_ring(bad, recipients))


@pytest.mark.parametrize("told", BAD)
def test_6_4_a_keys_file_with_an_address_that_is_none_waits_for_a_person(
    small: Small, told: RingStorage
) -> None:
    forge(small, told)
    small.sync()
    with small.ledger() as ledger:
        (item,) = ledger.attention.all()
    assert item.cause is Cause.JOURNAL_DAMAGED
    assert "keys/77.age" in item.text
    # It may hold the only key of an album: repair does not remove it.
    verified = small.verify(repair=True)
    assert "keys/77.age" in json.dumps(rendered(verified["journal"], in_english))
    assert (small.root(Role.MAIN) / "keys" / "77.age").exists()
    (small.root(Role.MAIN) / "keys" / "77.age").unlink()
    small.sync()
    with small.ledger() as ledger:
        assert ledger.attention.all() == []


@pytest.mark.parametrize("told", BAD)
def test_6_4_whoever_opens_the_vault_takes_over_no_host_key_that_is_none(
    small: Small, told: RingStorage
) -> None:
    forge(small, told)
    assert small.kit is not None
    keys = open_keys(Role.MAIN, small.storages()[Role.MAIN], small.kit)
    assert Finding(SegmentCheck.BAD_CONTENT, Role.MAIN, "keys/77.age") in keys.findings
    assert host_key_of(Role.BACKUP, keys) is None
