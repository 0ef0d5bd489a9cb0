"""5-5: a home that is damaged, emptied or of another user is told as that, with the way out."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.homes import FolderVault

COMMANDS = (
    *("status", "photos", "attention", "events", "deletions", "settings"),
    *("sync", "doctor", "verify", "run", "storage list", "storage check", "album list"),
    "trash list",
)


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path, inside=True).ready(2)


def home_of(vault: FolderVault) -> Path:
    return vault.folder / vault.home


def lose_wal(vault: FolderVault) -> None:
    for part in ("-wal", "-shm"):
        home_of(vault).joinpath(f"ledger.sqlite{part}").unlink(missing_ok=True)


def empty_it(ledger: Path) -> None:
    ledger.write_bytes(b"")


def garble_it(ledger: Path) -> None:
    ledger.write_bytes(b"no ledger any more" * 500)


def cut_it(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[: ledger.stat().st_size // 2])


@pytest.mark.parametrize("damage", [empty_it, garble_it])
def test_5_5_every_command_tells_a_damaged_ledger_and_the_way_out(
    vault: FolderVault, damage: Callable[[Path], None]
) -> None:
    # As where the system's keyring has the secrets.
    (home_of(vault) / "secrets.age").unlink()
    lose_wal(vault)
    damage(home_of(vault) / "ledger.sqlite")
    for command in COMMANDS:
        ended = vault._end_of(*command.split())
        assert ended.code == 1, (command, ended)
        said = " ".join(ended.err.split())
        assert "picup open --from URL --recovery-kit FILE" in said, (command, ended)
        assert "Traceback" not in said


@pytest.mark.parametrize("damage", [empty_it, garble_it, cut_it])
def test_5_5_open_keeps_what_was_damaged_aside(
    vault: FolderVault, damage: Callable[[Path], None]
) -> None:
    lose_wal(vault)
    ledger = home_of(vault) / "ledger.sqlite"
    damage(ledger)
    before = ledger.read_bytes()
    url, kit = vault.storage("main").as_uri(), vault.folder / "kit.txt"
    # A try that fails leaves all as it was.
    vault.run("open", "--from", f"{url}-none", "--recovery-kit", kit, code=4)
    assert ledger.read_bytes() == before
    assert (home_of(vault) / "secrets.age").exists()
    opened = vault.run("open", "--from", url, "--recovery-kit", kit)
    kept = {Path(name).name.split(".damaged-")[0]: Path(name) for name in opened["kept_aside"]}
    assert {"ledger.sqlite", "secrets.age"} <= kept.keys()
    assert kept["ledger.sqlite"].read_bytes() == before
    assert vault.run("status")["photos"] == 2
    # A vault that is whole is not opened over.
    vault.run("open", "--from", url, "--recovery-kit", kit, code=1)
    assert vault.run("status")["photos"] == 2


def test_5_5_a_home_of_another_user_is_told_with_its_owner(
    vault: FolderVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed, ledger = os.access, home_of(vault) / "ledger.sqlite"
    monkeypatch.setattr(
        "picup_desktop.home.os.access",
        lambda path, mode: allowed(path, mode) and (Path(path) != ledger or not mode & os.W_OK),
    )
    url, kit = vault.storage("main").as_uri(), vault.folder / "kit.txt"
    for command in (*COMMANDS, f"open --from {url} --recovery-kit {kit}"):
        ended = vault._end_of(*command.split())
        assert ended.code == 1, (command, ended)
        assert f"chmod -R u+rwX {home_of(vault)}" in " ".join(ended.err.split()), (command, ended)
    monkeypatch.setattr("picup_desktop.home.os.geteuid", lambda: os.getuid() + 4321)
    ended = vault._end_of("status")
    assert f"sudo chown -R {os.getuid() + 4321}" in " ".join(ended.err.split())
    assert ended.code == 1


def test_5_5_a_home_that_nobody_may_enter_is_no_home_without_a_vault(
    vault: FolderVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access
    monkeypatch.setattr(
        "picup_desktop.home.os.access",
        lambda path, mode: (
            allowed(path, mode) and (Path(path) != home_of(vault) or mode == os.F_OK)
        ),
    )
    for words in (["sync"], ["--home", home_of(vault), "status"]):
        ended = vault._end_of(*words)
        assert (ended.code, "chmod -R u+rwX" in " ".join(ended.err.split())) == (1, True), ended


def test_5_6_a_home_on_another_machine_is_noticed_before_anything_is_removed(
    vault: FolderVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.app.this_machine", lambda: "another")
    monkeypatch.setattr("picup_desktop.cli.photos.status.this_machine", lambda: "another")
    # A command that only reads says so already.
    assert vault.run("status")["home_hold"] == "copied"
    assert vault.items() == []
    for role in ("main", "backup"):
        shutil.move(vault.storage(role), vault.folder / f"{role}-away")
    ended = vault._end_of("rm", f"{vault.album}/0.jpg")
    assert ended.code == 1, ended
    assert (vault.photos / "0.jpg").exists()
    (item,) = vault.run("attention")
    assert (item["kind"], item["cause"]) == ("home", "home_moved")
    assert {"new-computer", "only-one"} <= set(item["choices"])
