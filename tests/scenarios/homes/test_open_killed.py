"""Whoever is killed while a vault is opened says so, and opens it once more (5-5)."""

import json
import os
from pathlib import Path

import pytest

from picup_desktop.vault.kit import write_kit_text
from picup_desktop.words import Role
from tests.dying import die_at
from tests.picup import COMMAND_SECONDS, PASSPHRASE
from tests.small import Small, small_vault
from tests.warm_program import Stage, run_picup

STAGES: dict[str, Stage] = {
    "before the list": ("picup_desktop.sync.join.vault", "VaultOpening.take_in", 1),
    "before it joins": ("picup_desktop.sync.join.vault", "VaultOpening.join", 1),
    "before the secrets": ("picup_desktop.vault.sealed_file_store", "SealedFileStore.save", 1),
}


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path, ["one.jpg", "two.jpg"])
    made.sync()
    assert made.kit is not None
    (tmp_path / "kit.txt").write_text(write_kit_text(made.kit))
    return made


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PICUP_HOME": str(folder / "new"), "PICUP_PASSPHRASE": PASSPHRASE}


def picup(folder: Path, *words: str, code: int = 0) -> tuple[str, str]:
    done = run_picup([*words], environment(folder), COMMAND_SECONDS)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_5_5_a_vault_that_was_not_opened_to_its_end_is_opened_again(
    small: Small, tmp_path: Path, stage: str
) -> None:
    main, kit = f"file://{small.root(Role.MAIN)}", str(tmp_path / "kit.txt")
    words = ["open", "--from", main, "--recovery-kit", kit]
    die_at(STAGES[stage], words, environment(tmp_path))
    for command in ("status", "sync", "photos"):
        assert "not joined to its end" in picup(tmp_path, command, code=1)[1]
    # A kit that is none leaves all as it was.
    wrong = [*words[:-1], str(tmp_path / "new" / "lock")]
    picup(tmp_path, *wrong, code=2)
    assert "not joined to its end" in picup(tmp_path, "status", code=1)[1]

    picup(tmp_path, *words)
    assert not (tmp_path / "new" / "joining").exists()
    assert len(json.loads(picup(tmp_path, "photos", "--json")[0])) == 2
    picup(tmp_path, "sync")
    assert "vault" in picup(tmp_path, *words, code=1)[1], "it is whole now"
