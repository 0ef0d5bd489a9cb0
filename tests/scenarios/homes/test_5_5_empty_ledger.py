"""5-5: a ledger that a power cut emptied is told as what it is, with the way out."""

from pathlib import Path

from tests.homes import FolderVault


def test_5_5_an_emptied_ledger_is_no_new_home(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path, inside=True).ready(1)
    home = tmp_path / vault.home
    for file in home.glob("ledger.sqlite*"):
        file.unlink()
    (home / "ledger.sqlite").touch()
    for command in ("status", "sync", "status", "doctor", "attention"):
        ended = vault._end_of(command)
        assert ended.code == 1, ended
        assert "is empty, though there was a vault" in " ".join(ended.err.split())
    url = vault.storage("main").as_uri()
    vault.run("open", "--from", url, "--recovery-kit", tmp_path / "kit.txt")
    vault.run("sync")
    assert vault.run("status")["photos"] == 1
