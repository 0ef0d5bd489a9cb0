"""Files that grew or say what can not be: each read has an end, and is told (6-2, 6-4)."""

import json
import os
from pathlib import Path

import pytest

from picup_desktop.sync.join.kit import open_keys
from picup_desktop.sync.journal.read import fetchable
from picup_desktop.sync.verify.verify import state_of
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.words import CopyState, PhotoState, Role
from tests.small import Small, photos, small_vault


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "small", ["a.jpg", "b.jpg"])
    made.sync()
    return made


@pytest.mark.parametrize(
    "content",
    [
        b'{"format": "picup-vault", "version": 1e999, "vault": "x"}',
        b'{"format": "picup-vault", "version": -7, "vault": "x"}',
        b'{"format": "picup-vault", "version": 9, "vault": "x"}',
        b"[" * 200_000,
        b"garbage",
        b"",
        None,
    ],
)
def test_6_4_a_changed_vault_json_does_not_make_a_right_kit_wrong(
    small: Small, content: bytes | None
) -> None:
    file = small.root(Role.MAIN) / VAULT_NAME
    if content is None:
        plain = json.loads(file.read_bytes())
        vault = plain["vault"]
        plain["vault"] = ("0" if vault[0] != "0" else "1") + vault[1:]
        content = json.dumps(plain).encode()
    file.write_bytes(content)
    assert small.kit is not None
    keys = open_keys(Role.MAIN, small.storages()[Role.MAIN], small.kit)
    assert keys.vault_id == small.kit.vault_id
    assert [finding.place for finding in keys.findings] == [VAULT_NAME]


def test_6_4_a_digit_changed_in_vault_json_does_not_make_a_storage_another_vault_s(
    small: Small,
) -> None:
    file = small.root(Role.BACKUP) / VAULT_NAME
    whole = file.read_bytes()
    plain = json.loads(whole)
    plain["vault"] = plain["vault"][::-1]
    file.write_bytes(json.dumps(plain).encode())
    photos(small.folder / "Album", ["c.jpg"])
    small.sync()
    with small.ledger() as ledger:
        states = {one.photo.state for one in ledger.listing.photos()}
        assert states == {PhotoState.PROTECTED}
        assert "storage_findings" in {item.cause for item in ledger.attention.all()}
    small.verify(repair=True)
    assert file.read_bytes() == whole


@pytest.mark.parametrize("name", [VAULT_NAME, "keys/2.age"])
def test_6_1_a_pipe_or_link_in_a_plain_file_s_place_does_not_make_a_right_kit_wrong(
    small: Small, name: str
) -> None:
    file = small.root(Role.MAIN) / name
    assert small.kit is not None
    for target in (None, "/dev/zero"):
        file.unlink()
        if target is None:
            os.mkfifo(file)
        else:
            file.symlink_to(target)
        keys = open_keys(Role.MAIN, small.storages()[Role.MAIN], small.kit)
        assert keys.vault_id == small.kit.vault_id
        if name == VAULT_NAME:
            assert [finding.place for finding in keys.findings] == [VAULT_NAME]


def test_6_2_an_own_segment_that_grew_is_read_no_further_and_written_anew(small: Small) -> None:
    segment = max((small.root(Role.MAIN) / "journal").rglob("*.age"))
    before = segment.read_bytes()
    with segment.open("r+b") as file:
        file.truncate(1 << 43)
    photos(small.folder / "Album", ["new.jpg"])
    small.sync()
    assert segment.read_bytes() == before
    with small.ledger() as ledger:
        assert ledger.photos.counts()[PhotoState.PROTECTED] == 3


def test_6_2_static_files_that_grew_are_put_back(small: Small) -> None:
    files = [small.root(Role.MAIN) / name for name in (VAULT_NAME, "README.txt")]
    before = [file.read_bytes() for file in files]
    for file in files:
        with file.open("r+b") as opened:
            opened.truncate(6 << 30)
    small.verify(repair=True)
    assert [file.read_bytes() for file in files] == before


def test_6_2_a_flood_of_keys_files_does_not_fill_the_home(small: Small) -> None:
    shelf = small.home.journal / Role.MAIN.value / "keys"
    small.sync()
    before = {file.name for file in shelf.iterdir()}
    for number in range(100, 140):
        with (small.root(Role.MAIN) / "keys" / f"{number}.age").open("wb") as file:
            file.truncate((11 if number % 2 else 1) << 20)
    small.sync()
    assert {file.name for file in shelf.iterdir()} == before
    with small.ledger() as ledger:
        (item,) = ledger.attention.all()
        assert "keys/101.age" in item.text
    for number in range(100, 140):
        (small.root(Role.MAIN) / "keys" / f"{number}.age").unlink()
    small.sync()
    with small.ledger() as ledger:
        assert ledger.attention.all() == []


def test_6_2_no_more_is_fetched_than_a_vault_can_have() -> None:
    flood = {f"keys/{number}.age": 3 << 20 for number in range(1, 40)}
    assert len(fetchable({**flood, "keys/99.age": 500})) == 22
    assert "keys/99.age" in fetchable({**flood, "keys/99.age": 500})
    assert fetchable({"keys/1.age": (4 << 20) + 1, "keys/x.age": 5, "other/1.age": 5}) == set()
    assert fetchable({"keys/1.age": 4 << 20}) == {"keys/1.age"}


@pytest.mark.parametrize("grown", [1 << 43, None])
def test_6_2_an_object_that_grew_is_damaged_and_healed(small: Small, grown: int | None) -> None:
    file = next((small.root(Role.MAIN) / "objects").rglob("??*/*"))
    before = file.read_bytes()
    with file.open("r+b") as opened:
        opened.truncate(grown or len(before) + 1)
    storage = small.storages()[Role.MAIN]
    name = file.relative_to(small.root(Role.MAIN)).as_posix()
    assert state_of(storage, name, len(before)) is CopyState.DAMAGED
    small.verify(repair=True)
    assert file.read_bytes() == before
