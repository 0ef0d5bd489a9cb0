"""5-5: a damaged or emptied ledger is recognised, and kept aside while another takes its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.ledger.aside import LedgerFile, ledger_file, set_aside
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.schema.database import LedgerDamaged, LedgerUnusable


def made(path: Path, *, vault: bool = True) -> Path:
    open_ledger(path).close()
    with closing(sqlite3.connect(path)) as ledger, ledger:
        if vault:
            names = [row[1] for row in ledger.execute("PRAGMA table_info(vault)")]
            ledger.execute(f"INSERT INTO vault VALUES ({', '.join('1' * len(names))})")
    return path


def test_what_a_ledger_file_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    assert ledger_file(path) is LedgerFile.NONE
    path.touch()
    assert ledger_file(path) is LedgerFile.NONE
    path.unlink()
    assert ledger_file(made(path, vault=False)) is LedgerFile.NONE
    path.unlink()
    assert ledger_file(made(path)) is LedgerFile.WHOLE


def without_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as ledger, ledger:
        ledger.execute("DROP TABLE vault")


DAMAGES = {
    "garbage": lambda path: path.write_bytes(b"no ledger" * 1000),
    "one byte": lambda path: path.write_bytes(b"x"),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "first page": lambda path: path.write_bytes(path.read_bytes()[:4096]),
    "no vault table": without_table,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_as_that(tmp_path: Path, damage: str) -> None:
    path = made(tmp_path / "ledger.sqlite")
    DAMAGES[damage](path)
    assert ledger_file(path) is LedgerFile.DAMAGED


@pytest.mark.parametrize("damage", ["garbage", "zeros", "no vault table"])
def test_whoever_opens_a_damaged_ledger_is_told_the_way_out(tmp_path: Path, damage: str) -> None:
    path = made(tmp_path / "ledger.sqlite")
    DAMAGES[damage](path)
    for read_only in (True, False):
        with pytest.raises(LedgerDamaged, match="picup open --from URL"):
            open_ledger(path, read_only=read_only).vaults.get()


def test_a_ledger_that_is_busy_is_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.ledger.aside.BUSY_SECONDS", 0.0)
    path = made(tmp_path / "ledger.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = delete")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerUnusable) as told:
            ledger_file(path)
        assert not isinstance(told.value, LedgerDamaged)


def test_what_was_there_is_kept_under_names_of_its_own(tmp_path: Path) -> None:
    ledger, secrets = tmp_path / "ledger.sqlite", tmp_path / "secrets.age"
    for round_, kept in enumerate(("damaged", "damaged-2")):
        for file in (ledger, tmp_path / "ledger.sqlite-wal", secrets):
            file.write_text(f"{file.name} {round_}")
        with set_aside(ledger, [secrets, tmp_path / "absent"], "damaged") as files:
            assert not ledger.exists()
            assert not secrets.exists()
            ledger.write_text("new")
        assert [file.name for file in files] == [
            f"{name}.{kept}" for name in ("ledger.sqlite", "ledger.sqlite-wal", "secrets.age")
        ]
        assert files[0].read_text() == f"ledger.sqlite {round_}"
        assert ledger.read_text() == "new"


def test_if_nothing_takes_its_place_it_is_as_before(tmp_path: Path) -> None:
    ledger, secrets = tmp_path / "ledger.sqlite", tmp_path / "secrets.age"
    ledger.write_text("old")
    secrets.write_text("old secrets")

    def fails() -> None:
        with set_aside(ledger, [secrets], "damaged"):
            ledger.write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert (ledger.read_text(), secrets.read_text()) == ("old", "old secrets")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ledger.sqlite", "secrets.age"]
