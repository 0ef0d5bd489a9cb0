"""6-5: whoever is killed while making a recovery kit leaves none that opens nothing."""

import os
from pathlib import Path

import pytest

from tests.dying import die_at
from tests.homes import FolderVault
from tests.picup import PASSPHRASE
from tests.warm_program import Stage

STAGES: dict[str, tuple[Stage, bool]] = {
    "the page": (("picup_desktop.sync.journal.begun_kit", "write_new_file", 2), False),
    "the keys": (("picup_desktop.engine.commands.vault", "use_kit", 1), False),
    "once it counts": (("picup_desktop.engine.commands.vault", "settle_kit", 1), True),
}


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    vault = FolderVault(tmp_path, inside=True).ready(1)
    (tmp_path / "stick").mkdir()
    return vault


def kill(vault: FolderVault, stage: Stage) -> Path:
    """Kill a ``kit new`` there; return where its kit was to be."""
    kit = vault.folder / "stick" / "new.txt"
    environment = {"PICUP_HOME": str(vault.folder / vault.home), "PICUP_PASSPHRASE": PASSPHRASE}
    die_at(stage, ["kit", "new", "--recovery-kit", str(kit)], {**os.environ, **environment})
    return kit


@pytest.mark.parametrize("stage", STAGES)
def test_6_5_a_kit_that_was_being_made_counts_or_is_gone(vault: FolderVault, stage: str) -> None:
    where, counts = STAGES[stage]
    kit = kill(vault, where)

    vault.run("sync")
    assert [one.exists() for one in (kit, kit.with_suffix(".pdf"))] == [counts, counts]
    good = kit if counts else vault.folder / "kit.txt"
    back = ("restore", vault.folder / "out", "--from", vault.storage("backup").as_uri())
    vault.run(*back, "--recovery-kit", good)
    assert (vault.folder / "out" / "Album" / "0.jpg").exists()
    vault.run("kit", "new", "--recovery-kit", vault.folder / "stick" / "next.txt")


def test_6_5_a_kit_on_a_stick_that_is_away_is_told_until_it_can_go(vault: FolderVault) -> None:
    kit = kill(vault, STAGES["the keys"][0])
    away = kit.parent.rename(vault.folder / "away")
    (told,) = [one for one in vault.run("doctor", code=1) if one["check"] == "recovery kit"]
    assert not told["ok"]
    assert str(kit) in told["text"]

    away.rename(kit.parent)
    vault.run("doctor")
    assert not list(kit.parent.iterdir())


def test_6_5_a_file_that_took_the_kits_place_stays(vault: FolderVault) -> None:
    kit = kill(vault, STAGES["the keys"][0])
    kit.write_text("a shopping list")
    vault.run("sync")
    assert kit.read_text() == "a shopping list"
    assert not kit.with_suffix(".pdf").exists()
