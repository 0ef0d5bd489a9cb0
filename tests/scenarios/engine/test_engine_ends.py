"""The engine: one at a time, and clean ends."""

import signal
import stat
from pathlib import Path

import pytest

from picup_desktop.engine.ipc.address import socket_path
from picup_desktop.engine.ipc.client import EngineClient
from picup_desktop.words import PhotoState
from tests.engines import Engine, counts, is_running, running, wait_until_protected
from tests.outside.logind import logind
from tests.picup import BACKUP, MAIN, Vault, kill, photo_bytes, wait_until

FILM_BYTES = 120_000_000
SLOWLY = 10_000_000
PROMISED_SECONDS = 5.0
LONGEST_SECONDS = 60.0
"""On a busy machine; how long it takes is another test's."""


def test_engine_sigterm_in_the_middle_of_an_upload_ends_in_time_and_is_resumed(
    vault: Vault,
) -> None:
    with running(vault) as engine:
        film_on_its_way(vault, engine)
        couriers = engine.children()

        took = engine.terminate()

        assert engine.process.returncode == 0, engine.said()
        assert took < PROMISED_SECONDS
        assert couriers
        assert not [pid for pid in couriers if is_running(pid)]
    assert counts(vault)[PhotoState.WAITING] == 1
    assert not vault.events(), "stopping is no failure"
    assert not socket_path(engine.home).exists()

    vault.choose("main_bytes_per_second", 0)
    with running(vault):
        wait_until_protected(vault, 1)
        vault.check()


def test_engine_killed_hard_leaves_no_child_and_the_next_start_goes_on(vault: Vault) -> None:
    with running(vault) as engine:
        film_on_its_way(vault, engine)
        couriers = engine.children()
        kill(engine.process.pid)
        engine.process.wait()
    assert couriers
    wait_until(
        lambda: not [pid for pid in couriers if is_running(pid)],
        "the couriers end by themselves",
        pause_seconds=0.05,
    )

    # What stands where the socket was is a leftover, and does not keep the next one away.
    assert socket_path(engine.home).exists()
    vault.choose("main_bytes_per_second", 0)
    with running(vault):
        wait_until_protected(vault, 1)
        vault.check()


def test_engine_a_shutdown_waits_until_it_has_ended(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with logind(tmp_path) as system:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", system.address)
        with running(vault) as engine:
            film_on_its_way(vault, engine)
            wait_until(lambda: bool(system.locks), "it asks for a lock", pause_seconds=0.05)
            assert [(what, mode) for what, _, _, mode in system.locks] == [("shutdown", "delay")]
            system.shut_down()
            system.wait_for_locks()
            assert engine.process.wait(1.0) == 0, engine.said()
    assert counts(vault)[PhotoState.WAITING] == 1
    assert not vault.events(), "stopping is no failure"


def test_engine_without_a_system_bus_it_works_all_the_same(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    with running(vault) as engine:
        wait_until(lambda: "logind does not answer" in engine.said(), "it is said once")
        assert engine.call("state")["vault"]


def test_engine_interrupted_at_the_terminal_it_ends_as_well(vault: Vault) -> None:
    with running(vault) as engine:
        engine.process.send_signal(signal.SIGINT)
        assert engine.process.wait(LONGEST_SECONDS) == 0, engine.said()


def test_engine_stop_over_the_socket(vault: Vault) -> None:
    with running(vault) as engine:
        engine.call("stop")
        assert engine.process.wait(LONGEST_SECONDS) == 0, engine.said()


def test_engine_stop_by_a_person_waits_until_it_has_ended(vault: Vault) -> None:
    with running(vault) as engine, EngineClient(engine.home) as face:
        heard = face.events()

        stopped = vault.run("stop", "--json")

        assert (stopped.code, stopped.json) == (0, {"stopped": True}), stopped
        assert engine.process.wait(LONGEST_SECONDS) == 0, engine.said()
        assert [e.name for e in heard if e.name in {"leave", "stopping"}] == ["leave", "stopping"]
    again = vault.run("stop")
    assert again.code == 0
    assert "Nothing runs" in again.out


def test_engine_a_second_one_is_told_who_holds_the_home(vault: Vault) -> None:
    with running(vault) as engine:
        second = vault.run("run")

        assert second.code == 5
        assert f"process {engine.process.pid}" in second.err
        assert engine.process.poll() is None


def test_engine_commands_go_through_it_while_it_runs(vault: Vault) -> None:
    vault.add("one.jpg")
    other = vault.folder / "Other"
    other.mkdir()
    (other / "two.jpg").write_bytes(photo_bytes("two"))
    with running(vault):
        synced = vault.sync().json
        assert (synced["photos"], synced["protected"]) == (1, 1)
        assert vault.get("one.jpg") == {"served_from": "main", "repaired": []}
        assert vault.run("album", "add", other).code == 0
        wait_until_protected(vault, 2)
        assert vault.run("album", "pause", "nothing").code == 2
        assert vault.run("doctor").code == 0
        removed = vault.run("rm", "Other/two.jpg", "--json")
        assert len(removed.json["deleted"]) == 1, removed
        assert not (other / "two.jpg").exists()
        restored = vault.run("trash", "restore", "Other/two.jpg", "--json").json
        assert [entry["brought_back"] for entry in restored] == [True]
        assert (other / "two.jpg").read_bytes() == photo_bytes("two")
        ran = vault.run("deletions", "run", "--json")
        assert ran.code == 0, ran


def test_engine_a_sync_of_its_own_holds_the_home(vault: Vault) -> None:
    vault.add("film.jpg", photo_bytes("film", FILM_BYTES))
    at_work = vault.start("sync")
    try:
        wait_until(lambda: bool(vault.left_over(MAIN)), "the film is on its way")
        assert vault.run("album", "pause", vault.album.name).code == 5
    finally:
        at_work.kill()
        at_work.wait()


def test_engine_without_its_passphrase_it_ends_3_and_waits_if_told_to(vault: Vault) -> None:
    vault.add("one.jpg")
    passphrase, vault.passphrase = vault.passphrase, None
    assert vault.run("run").code == 3
    with running(vault, "--wait") as engine:
        assert engine.call("state")["locked"]
        assert counts(vault)[PhotoState.PROTECTED] == 0
        assert vault.run("get", "1", "--output", vault.folder / "got", "--remote").code == 3
        assert engine.call("unlock", passphrase=passphrase) == {"locked": False}
        wait_until_protected(vault, 1)
        engine.call("lock")
        assert vault.run("get", "1", "--output", vault.folder / "got", "--remote").code == 3


def test_engine_only_its_user_may_open_its_socket(vault: Vault) -> None:
    with running(vault) as engine:
        mode = stat.S_IMODE(socket_path(engine.home).stat().st_mode)
        assert mode == stat.S_IRUSR | stat.S_IWUSR


def film_on_its_way(vault: Vault, engine: Engine) -> None:
    """A film that takes a dozen seconds, so that whatever happens happens in its middle."""
    engine.call("settings_set", name="main_bytes_per_second", value=SLOWLY)
    vault.add("film.jpg", photo_bytes("film", FILM_BYTES))
    # Smaller files, such as keys, go that way too.
    wait_until(
        lambda: any(size_of(part) > SLOWLY for part in vault.left_over(MAIN)),
        "the film is on its way to main",
        pause_seconds=0.01,
    )
    assert not vault.on_disk(BACKUP)
    assert engine.process.poll() is None


def size_of(part: Path) -> int:
    """0 if it is gone meanwhile."""
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0
