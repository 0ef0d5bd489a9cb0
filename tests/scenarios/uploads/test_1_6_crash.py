"""DISASTERS 1-6: crash, ``kill -9`` or power cut at any point."""

import random
import time

from picup_desktop.storage.parts import new_part
from tests.picup import BACKUP, MAIN, ROLES, Vault, age, photo_bytes, wait_until

PHOTOS = 60
KILLS = 8
SEED = 20


def test_1_6_killed_again_and_again_nothing_is_lost_and_nothing_left(vault: Vault) -> None:
    chance = random.Random(SEED)
    for number in range(PHOTOS):
        vault.add(f"{number}.jpg", photo_bytes(number, chance.choice([3000, 40_000, 700_000])))
    vault.add("twin.jpg", photo_bytes(0, 3000))
    moments = [0, 0, *sorted(chance.sample(range(1, 2 * PHOTOS), KILLS - 2))]

    for moment in moments:
        _kill_when_so_much_is_stored(vault, moment, chance.uniform(0, 0.05))
        vault.check(everything=False)

    status = vault.sync().json

    assert status["protected"] == PHOTOS + 1
    assert status["queued_objects"] == 0
    assert status["attention"] == 0
    vault.check()
    contents = {photo["sha256"] for photo in vault.photos().values()}
    assert len(vault.on_disk(MAIN)) == len(contents), "no content is stored twice"
    assert not list((vault.home / "spool").iterdir())
    for number in chance.sample(range(PHOTOS), 2):
        vault.get(f"{number}.jpg")
    assert vault.left_over(MAIN) == vault.left_over(BACKUP) == []


def test_1_6_killed_between_main_and_backup_it_is_resumed_not_sealed_anew(vault: Vault) -> None:
    vault.add("film.jpg", photo_bytes("film", 60_000_000))
    at_work = vault.start("sync")
    wait_until(lambda: bool(vault.left_over(BACKUP)), "the film on its way to backup")
    at_work.kill()
    at_work.wait()
    (on_main,) = vault.on_disk(MAIN)
    assert vault.photo("film.jpg")["state"] == "waiting"
    # May be another computer's upload until it is a day old.
    foreign = vault.servers[BACKUP].vault / "tmp" / new_part()
    foreign.write_bytes(b"under way")

    vault.sync()

    assert list(vault.on_disk(MAIN)) == [on_main]
    assert vault.left_over(BACKUP) == [foreign]
    vault.check()
    age(foreign, seconds=2 * 24 * 60 * 60)
    vault.sync()
    assert vault.left_over(BACKUP) == []


def test_1_6_killed_and_the_photo_changed_meanwhile_the_attempt_is_undone(vault: Vault) -> None:
    vault.add("film.jpg", photo_bytes("film", 60_000_000))
    at_work = vault.start("sync")
    wait_until(lambda: bool(vault.left_over(BACKUP)), "the film on its way to backup")
    at_work.kill()
    at_work.wait()
    (undone,) = vault.on_disk(MAIN)
    vault.add("film.jpg", photo_bytes("another film"))

    vault.sync()

    assert undone not in vault.on_disk(MAIN)
    vault.check()
    vault.get("film.jpg")


def _kill_when_so_much_is_stored(vault: Vault, objects: int, later_seconds: float) -> None:
    """``objects`` on both storages together; 0 means as soon as anything is sealed."""

    def so_much() -> bool:
        if at_work.poll() is not None:
            return True
        if objects == 0:
            return any((vault.home / "spool").iterdir())
        return sum(len(vault.on_disk(role)) for role in ROLES) >= objects

    at_work = vault.start("sync")
    wait_until(so_much, f"{objects} objects", pause_seconds=0.005)
    time.sleep(later_seconds)
    at_work.kill()
    at_work.wait()
