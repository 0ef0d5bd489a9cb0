"""The engine: it notices, waits and catches up by itself."""

from pathlib import Path

from picup_desktop.words import PhotoState
from tests.engines import Engine, counts, running, wait_until_protected
from tests.picup import BACKUP, MAIN, Vault, photo_bytes, wait_until


def write_new(vault: Vault, name: str, size: int = 5000) -> Path:
    """A photo written this very moment, as a camera or a browser does."""
    path = vault.album / name
    path.parent.mkdir(parents=True, exist_ok=True)
    vault.photos_made[name] = photo_bytes(name, size)
    path.write_bytes(vault.photos_made[name])
    return path


def test_engine_a_new_photo_is_protected_without_anyone_asking(vault: Vault) -> None:
    with running(vault) as engine:
        wait_until(engine.idle, "the first look is over", pause_seconds=0.1)
        write_new(vault, "new.jpg")
        wait_until_protected(vault, 1)
        write_new(vault, "a/new/folder/with.jpg")
        wait_until_protected(vault, 2)

        vault.check()


def test_engine_a_photo_renamed_into_place_and_a_temporary_file(vault: Vault) -> None:
    with running(vault) as engine:
        wait_until(engine.idle, "the first look is over", pause_seconds=0.1)
        part = vault.album / ".picture.jpg.part"
        part.write_bytes(photo_bytes("picture"))
        part.rename(vault.album / "picture.jpg")
        wait_until_protected(vault, 1)

        (photo,) = vault.photos()
        assert photo == "picture.jpg"


def test_engine_what_came_while_it_was_not_running_is_found_at_its_start(vault: Vault) -> None:
    write_new(vault, "before.jpg")
    with running(vault):
        wait_until_protected(vault, 1)


def test_engine_main_goes_and_comes_back_and_work_goes_on_by_itself(vault: Vault) -> None:
    with running(vault) as engine:
        write_new(vault, "first.jpg")
        wait_until_protected(vault, 1)
        vault.main.stop()
        write_new(vault, "second.jpg")
        wait_until(
            lambda: state_of(engine, MAIN) == "away" and counts(vault)[PhotoState.WAITING] == 1,
            "main is known to be away, and the photo to wait",
            pause_seconds=0.1,
        )
        vault.main.start()
        wait_until_protected(vault, 2)
        wait_until(lambda: state_of(engine, MAIN) == "online", "it is online", pause_seconds=0.1)

        vault.check()


def test_engine_backup_away_asks_seldom_and_sends_nothing(vault: Vault) -> None:
    with running(vault) as engine:
        wait_until(engine.idle, "the first look is over", pause_seconds=0.1)
        vault.backup.stop()
        for number in range(5):
            write_new(vault, f"{number}.jpg")
        wait_until(
            lambda: state_of(engine, BACKUP) == "away" and counts(vault)[PhotoState.WAITING] >= 4,
            "the photos wait for backup",
            pause_seconds=0.1,
        )
        on_main = len(vault.on_disk(MAIN))
        (backup,) = [s for s in engine.call("state")["storages"] if s["role"] == BACKUP]
        assert backup["next_try_at"] is not None
        assert on_main <= 1, "at most the photo that found backup gone was sent to main"

        vault.backup.start()
        wait_until_protected(vault, 5)


def test_engine_a_pause_holds_everything_until_it_is_over(vault: Vault) -> None:
    with running(vault) as engine:
        wait_until(engine.idle, "the first look is over", pause_seconds=0.1)
        assert engine.call("pause")["paused"] == {"reason": "person", "until": None}
        write_new(vault, "paused.jpg")
    # A pause outlives the engine.
    with running(vault) as engine:
        assert engine.call("state")["paused"]["reason"] == "person"
        assert counts(vault)[PhotoState.PROTECTED] == 0
        assert engine.call("resume") == {"paused": None}
        wait_until_protected(vault, 1)


def test_engine_a_sync_that_a_person_asks_for_is_not_held_by_a_pause(vault: Vault) -> None:
    with running(vault) as engine:
        engine.call("pause", seconds=3600)
        write_new(vault, "now.jpg")

        assert engine.call("sync", wait=True)["unprotected"] == 0
        wait_until_protected(vault, 1)
        assert engine.call("state")["paused"]["until"] is not None


def state_of(engine: Engine, role: str) -> str:
    (state,) = [s["state"] for s in engine.call("state")["storages"] if s["role"] == role]
    return str(state)
