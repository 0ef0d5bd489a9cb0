"""Everything that waits for a person is in one list, and each item has a way out (1-3c, 3-2)."""

import re
from pathlib import Path

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.messages.message import Message
from picup_desktop.words import AttentionKind
from tests.picup import BACKUP, MAIN, Vault
from tests.scenarios.deletions.deleting import done, items, only_item, own_trash, sync

PROMISED = {"id", "kind", "since", "text", "choices", "details"}


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


def test_1_3c_kept_on_main_until_backup_is_back(vault: Vault) -> None:
    vault.choose("backup_away_attention_seconds", 0.0)
    vault.add("1.jpg")
    vault.backup.stop()
    sync(vault, code=1)
    assert vault.on_disk(MAIN) == {}
    sync(vault, code=1)
    item = only_item(vault, "backup_away")
    assert set(item) >= PROMISED

    said = done(vault, "attention", "answer", str(item["id"]), "keep-on-main").err
    assert "until backup is back" in said
    assert items(vault) == []
    sync(vault, code=1)
    assert vault.photo("1.jpg")["state"] == "half_protected"
    assert len(vault.on_disk(MAIN)) == 1

    vault.backup.start()
    sync(vault)
    vault.check()
    assert vault.on_disk(BACKUP) == vault.on_disk(MAIN)

    vault.backup.stop()
    vault.add("2.jpg")
    sync(vault, code=1)
    sync(vault, code=1)
    assert vault.photo("2.jpg")["state"] in {"waiting", "failed"}, "both are asked for again"


def test_an_item_closes_by_itself_when_its_cause_is_gone(vault: Vault) -> None:
    vault.add("1.jpg")
    vault.main.read_only = True
    vault.main.restart()
    sync(vault, code=1)
    item = only_item(vault, "storage_full")
    done(vault, "attention", "retry", str(item["id"]))
    sync(vault, code=1)
    assert only_item(vault, "storage_full")["id"] == item["id"], "told once"
    vault.main.read_only = False
    vault.main.restart()
    sync(vault)
    assert items(vault) == []


@pytest.mark.parametrize("kind", list(AttentionKind))
def test_every_kind_can_be_tried_again_and_ignored(vault: Vault, kind: AttentionKind) -> None:
    cause = next(cause for cause in Cause if cause.kind is kind)
    vault.add("1.jpg")
    with vault.ledger() as ledger:
        album = ledger.albums.all()[0].id
        item = AttentionRecord(
            cause,
            f"album:{album}",
            Message("Something waits."),
            ("retry", "ignore"),
            {"photo": 1, "message": 1, "album": "Holidays", "reason": "so"},
        )
        ledger.attention.open(item, 1.0)
    (listed,) = items(vault)
    assert (listed["kind"], listed["cause"]) == (kind.value, cause.value)
    assert listed["since"] == "1970-01-01T00:00:01.000Z"
    assert done(vault, "attention", "retry", str(listed["id"])).err
    for left in items(vault):
        done(vault, "attention", "ignore", str(left["id"]))
    assert items(vault) == []


def test_ids_are_never_given_twice_and_unknown_ones_are_told(vault: Vault) -> None:
    said = done(vault, "attention", "retry", "1", code=2).err
    assert re.search(r"no attention item 1\b", said)
    with vault.ledger() as ledger:
        for number in range(3):
            item = AttentionRecord(
                Cause.KEYRING, "keyring", Message("Locked."), ("retry", "ignore")
            )
            ledger.attention.open(item, 1.0)
            assert ledger.attention.all()[0].id == number + 1
            ledger.attention.close(AttentionKind.KEYRING, "keyring")
