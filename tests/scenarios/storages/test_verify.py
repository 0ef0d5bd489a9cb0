"""The verifier: what is missing, damaged or unknown is found, and healed from what is whole."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.copies import needed_copies
from tests.picup import BACKUP, MAIN, PASSPHRASE, ROLES, Vault, photo_bytes
from tests.scenarios.deletions.deleting import own_trash
from tests.scenarios.homes.coming_back import Home

DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def home(vault: Vault) -> Home:
    made = Home(vault, "home")
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        vault.add(name)
    made.run("sync")
    return made


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def remove(path: Path) -> None:
    path.unlink()


def test_a_healthy_vault_is_read_once_and_found_whole(home: Home) -> None:
    told = home.json("verify", "--all")
    assert told["checked"] == 6
    assert told["bytes"] == 2 * sum(home.vault.on_disk(MAIN).values())
    found = [told[kind] for kind in ("missing", "damaged", "repaired", "unknown", "journal")]
    assert found == [[], [], [], [], []]


def test_without_all_what_was_read_today_is_not_read_again(home: Home) -> None:
    assert home.json("verify")["checked"] == 0
    with home.ledger() as ledger, ledger.transaction():
        copies = needed_copies(ledger, next(iter(ledger.storages.all())).role, time.time())
        ledger.database.execute_many(
            "UPDATE copy SET verified_at = ? WHERE object_id = ?",
            [(time.time() - 100 * DAY, copies[0].object_id)],
        )
    assert home.json("verify")["checked"] == 2
    assert home.json("verify")["checked"] == 0


@pytest.mark.parametrize("harm", [flip, cut, remove])
@pytest.mark.parametrize("role", ROLES)
def test_a_bad_copy_is_found_and_healed_from_its_twin(
    home: Home, role: str, harm: Callable[[Path], None]
) -> None:
    vault = home.vault
    file = vault.object_file(role, "2.jpg")
    whole = file.read_bytes()
    harm(file)
    kind = "missing" if harm is remove else "damaged"
    told = home.json("verify", "--all", code=1)
    assert [(one["storage"], one["photos"][0]["path"]) for one in told[kind]] == [(role, "2.jpg")]
    assert vault.photo("2.jpg")["state"] == "half_protected"
    assert vault.photo("2.jpg")["copies"][role]["state"] == kind
    told = home.json("verify", "--repair")
    assert [(one["storage"], one["from"]) for one in told["repaired"]] == [
        (role, MAIN if role == BACKUP else BACKUP)
    ]
    assert file.read_bytes() == whole
    vault.check()


def test_a_box_that_was_replaced_is_filled_with_everything_again(home: Home) -> None:
    vault = home.vault
    root = vault.backup.vault
    before = {p.relative_to(root): p.read_bytes() for p in root.glob("*") if p.is_file()}
    assert {str(name) for name in before} == {"README.txt", "vault.json"}
    flip(vault.main.vault / "README.txt")
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    ill = [one for one in home.json("doctor", code=1) if not one["ok"]]
    assert any("mounted" in one["text"] for one in ill)
    # A person says that the box is a new one, for an empty folder may be a missing volume (5-2).
    home.json("verify", "--all", "--repair", code=1)
    assert list(root.iterdir()) == []
    (root / "vault.json").write_bytes(before[Path("vault.json")])
    home.json("verify", "--all", "--repair", code=0)
    for name, content in before.items():
        assert (root / name).read_bytes() == content
        assert (vault.main.vault / name).read_bytes() == content
    vault.check()
    assert home.json("verify", "--all")["journal"] == []


def test_what_a_newer_program_wrote_at_the_root_stays(home: Home) -> None:
    newer = home.vault.backup.vault / "vault.json"
    newer.write_text('{"format": "picup-vault", "version": 9, "vault": "x"}')
    home.json("verify", "--all", "--repair")
    assert '"version": 9' in newer.read_text()


def test_both_copies_bad_and_the_original_is_here(home: Home) -> None:
    vault = home.vault
    flip(vault.object_file(MAIN, "2.jpg"))
    vault.object_file(BACKUP, "2.jpg").unlink()
    told = home.json("verify", "--all", "--repair")
    assert {one["from"] for one in told["repaired"]} == {"local"}
    assert vault.photo("2.jpg")["state"] == "protected"
    vault.get("2.jpg")
    vault.check()


def test_both_copies_bad_and_no_original_asks_a_person(home: Home) -> None:
    vault = home.vault
    for role in ROLES:
        flip(vault.object_file(role, "2.jpg"))
    vault.add("2.jpg", photo_bytes("of the same size, and something else"))
    told = home.json("verify", "--all", "--repair", code=1)
    assert told["repaired"] == []
    assert len(told["lost"]) == 1
    kinds = [item["kind"] for item in home.json("attention")]
    assert sorted(kinds) == ["damaged", "storage_changed", "storage_changed"], "the photo, the NAS"
    for role in ROLES:
        assert vault.object_file(role, "2.jpg").exists()


def test_damaged_bytes_never_replace_good_ones(home: Home) -> None:
    vault = home.vault
    flip(vault.object_file(MAIN, "1.jpg"))
    cut(vault.object_file(BACKUP, "2.jpg"))
    good = {
        (BACKUP, "1.jpg"): vault.object_file(BACKUP, "1.jpg").read_bytes(),
        (MAIN, "2.jpg"): vault.object_file(MAIN, "2.jpg").read_bytes(),
    }
    home.json("verify", "--all", "--repair")
    for (role, name), whole in good.items():
        assert vault.object_file(role, name).read_bytes() == whole
    vault.check()


def test_unknown_objects_are_told_and_offered_only_when_old(home: Home) -> None:
    vault = home.vault
    names = ["objects/00/" + "0" * 64, "objects/11/" + "1" * 64]
    for name in names:
        file = vault.main.vault / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"nobody knows me")
    old = vault.main.vault / names[1]
    os.utime(old, (time.time() - 2 * DAY, time.time() - 2 * DAY))
    told = home.json("verify")
    assert [(u["object"], u["offered"]) for u in told["unknown"]] == [
        (names[0], False),
        (names[1], True),
    ]
    assert old.exists()
    (item,) = home.json("attention")
    assert item["details"]["objects"] == [names[1]]
    home.json("verify", "--remove-unknown")
    assert not old.exists()
    assert (vault.main.vault / names[0]).exists()
    home.json("verify")
    assert home.json("attention") == []


def test_one_storage_away_is_said_and_both_away_is_4(home: Home) -> None:
    vault = home.vault
    vault.backup.stop()
    told = home.json("verify", "--all", code=1)
    assert told["checked"] == 3
    assert list(told["not_reached"]) == [BACKUP]
    vault.main.stop()
    home.run("verify", code=4)


def test_a_damaged_segment_is_named_and_healed(home: Home) -> None:
    vault = home.vault
    segment = max((vault.main.vault / "journal").rglob("*.age"))
    whole = segment.read_bytes()
    flip(segment)
    told = home.json("verify", code=1)
    assert [(f["check"], f["storage"]) for f in told["journal"]] == [("unreadable", MAIN)]
    home.json("verify", "--repair")
    assert segment.read_bytes() == whole
    assert home.json("verify")["journal"] == []
