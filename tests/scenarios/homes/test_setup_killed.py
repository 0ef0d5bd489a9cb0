"""A setup that is killed anywhere leaves nothing that the next one does not go on with."""

import os
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.sync.join.half_made import HalfMade, begun_before, note_begun, take_away
from picup_desktop.words import Role
from tests.dying import die_at
from tests.picup import COMMAND_SECONDS, PASSPHRASE, photo_bytes
from tests.small import small_vault
from tests.warm_program import Stage, run_picup

SETUP = "picup_desktop.sync.join.setup"
STAGES: dict[str, Stage] = {
    "the ledger": ("picup_desktop.ledger.schema.migrations", "_migrated", 1),
    "the first file of main": (SETUP, "put_static", 1),
    "the second file of main": (SETUP, "put_static", 2),
    "the keys on main": (SETUP, "KeysPublisher.run", 1),
    "the journal on main": (SETUP, "JournalSender.run", 1),
    "the first file of backup": (SETUP, "put_static", 3),
    "the journal on backup": (SETUP, "JournalSender.run", 2),
    "the kit": ("picup_desktop.vault.sealed_file_store", "SealedFileStore.save", 1),
}


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PICUP_HOME": str(folder / "home"), "PICUP_PASSPHRASE": PASSPHRASE}


def setup_words(folder: Path, kit: str) -> list[str]:
    main, backup = (f"file://{folder / role}" for role in ("main", "backup"))
    return [*("setup", "--main", main, "--backup", backup), "--recovery-kit", str(folder / kit)]


def picup(folder: Path, *words: str) -> None:
    done = run_picup([*words], environment(folder), COMMAND_SECONDS)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_the_next_setup_makes_the_vault(tmp_path: Path, stage: str) -> None:
    for name in ("main", "backup", "A"):
        (tmp_path / name).mkdir()
    die_at(STAGES[stage], setup_words(tmp_path, "kit.txt"), environment(tmp_path))

    picup(tmp_path, *setup_words(tmp_path, "second.txt"))
    # No kit of the vault that was never made is left to be put away.
    assert not (tmp_path / "kit.txt").exists()
    assert not (tmp_path / "kit.pdf").exists()
    photo = tmp_path / "A" / "one.jpg"
    photo.write_bytes(photo_bytes("one"))
    os.utime(photo, (1_600_000_000, 1_600_000_000))
    picup(tmp_path, "album", "add", str(tmp_path / "A"))
    picup(tmp_path, "sync")
    assert not (tmp_path / "home" / "scratch" / "setup-begun.json").exists()
    alone = ("--from", f"file://{tmp_path}/backup", "--recovery-kit", f"{tmp_path}/second.txt")
    picup(tmp_path, "restore", str(tmp_path / "out"), *alone)
    assert (tmp_path / "out" / "A" / "one.jpg").read_bytes() == photo_bytes("one")


def files_below(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_only_what_the_killed_setup_wrote_is_taken_away(tmp_path: Path) -> None:
    small = small_vault(tmp_path, [])
    ledger = open_ledger(small.home.ledger)
    vault = ledger.vaults.get()
    ledger.close()
    assert vault is not None
    begun = HalfMade(vault.vault_id, vault.device_id)
    storage = small.storages()[Role.MAIN]
    root = small.root(Role.MAIN)
    before = files_below(root)
    assert set(begun.names()) == before
    assert not take_away(storage, HalfMade("0" * 32, vault.device_id)), "another vault"
    for other in (
        f"objects/ab/{'ab' * 32}",
        f"journal/{'c' * 16}/00000001.age",
        f"journal/{vault.device_id}/00000002.age",
        "keys/3.age",
    ):
        (root / other).parent.mkdir(parents=True, exist_ok=True)
        (root / other).write_bytes(b"somebody's")
        assert not take_away(storage, begun), other
        assert files_below(root) == before | {other}
        (root / other).unlink()
    (root / "README.txt").write_bytes(b"a person's own")
    assert not take_away(storage, begun)
    (root / "README.txt").unlink()
    assert take_away(storage, begun)
    assert not files_below(root)
    assert not take_away(storage, begun), "there is nothing any more"


def test_what_is_noted_is_known_and_a_note_that_was_cut_is_none(tmp_path: Path) -> None:
    assert begun_before(tmp_path) is None
    begun = HalfMade("a" * 32, "b" * 16)
    note_begun(tmp_path, begun)
    assert begun_before(tmp_path) == begun
    for cut in ("", "[]", "{}", '{"vault_id": "a"}'):
        (tmp_path / "setup-begun.json").write_text(cut)
        assert begun_before(tmp_path) is None
