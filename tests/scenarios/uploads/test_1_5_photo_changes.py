"""DISASTERS 1-5: the local file changes, shrinks or vanishes while it is read."""

import contextlib
import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.picup import BACKUP, JPEG, MAIN, ROLES, Vault, age, wait_until
from tests.warm_program import AtWork

FILM_BYTES = 120_000_000
BEACH_AT_MOST_BYTES = 100_000
TRIES = 10


def _cut(film: Path) -> None:
    os.truncate(film, 1_000_000)


def _edit_in_place(film: Path) -> None:
    with film.open("r+b") as file:
        file.write(JPEG + b"another beginning")


def _replace(film: Path) -> None:
    """As most programs save: a new file is renamed over the old one."""
    new = film.with_name("saved")
    new.write_bytes(JPEG + b"another film")
    new.replace(film)


def _remove(film: Path) -> None:
    film.unlink()


def _film(vault: Vault) -> Path:
    """Long enough to be caught while it is read; most of it is a hole."""
    film = vault.add("film.jpg", JPEG)
    _lengthen(film)
    return film


def _lengthen(film: Path) -> None:
    os.truncate(film, FILM_BYTES)
    age(film)


def _caught_reading(vault: Vault, film: Path) -> AtWork:
    """A sync that was stopped in the middle of reading the film."""
    spool = vault.home / "spool"
    for _ in range(TRIES):
        at_work = vault.start("sync")
        wait_until(partial(_begun, spool, at_work), "reading the film")
        at_work.send_signal(signal.SIGSTOP)
        if 0 < _sealed_bytes(spool) < FILM_BYTES:
            return at_work
        # Too late this time: end it, and begin anew.
        at_work.kill()
        at_work.wait()
        film.write_bytes(JPEG)
        _lengthen(film)
    pytest.fail(f"the film was never caught: {(vault.folder / 'said').read_text()}")


def _begun(spool: Path, at_work: AtWork) -> bool:
    return _sealed_bytes(spool) > BEACH_AT_MOST_BYTES or at_work.poll() is not None


def _sealed_bytes(spool: Path) -> int:
    sizes = [0]
    for part in spool.glob("*.part"):
        with contextlib.suppress(FileNotFoundError):
            sizes.append(part.stat().st_size)
    return max(sizes)


@pytest.mark.parametrize("change", [_edit_in_place, _cut, _replace, _remove])
def test_1_5_a_photo_that_changes_while_it_is_read_is_left_for_later(
    vault: Vault, change: Callable[[Path], None]
) -> None:
    vault.add("beach.jpg")
    film = _film(vault)
    at_work = _caught_reading(vault, film)
    change(film)
    at_work.send_signal(signal.SIGCONT)

    assert at_work.wait() == 1
    abandoned = vault.photo("film.jpg")
    assert (abandoned["state"], abandoned["sha256"]) == ("waiting", None)
    outcomes = {(e["photo"], e["outcome"], *e["stored_on"]) for e in vault.events()}
    assert outcomes == {
        (vault.photo("beach.jpg")["id"], "stored", *ROLES),
        (abandoned["id"], "changed"),
    }
    assert len(vault.on_disk(MAIN)) == len(vault.on_disk(BACKUP)) == 1
    assert not list((vault.home / "spool").iterdir())

    if film.exists():
        _cut(film)
        age(film)
        vault.photos_made["film.jpg"] = film.read_bytes()
        vault.sync()
        vault.get("film.jpg")
    else:
        vault.sync()
        assert vault.photo("film.jpg")["state"] == "deleted"
    assert vault.status()["protected"] == len(vault.on_disk(MAIN)) == 1 + film.exists()
