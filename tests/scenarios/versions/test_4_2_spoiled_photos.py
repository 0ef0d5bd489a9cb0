"""DISASTERS 4-2 and 4-3: a file that is no picture any more is no edit of one."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from picup_desktop.words import AlbumState
from tests.picup import ROLES, Vault, age
from tests.scenarios.deletions.deleting import done, items, own_trash, queue, sync


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


def picture(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 20 + seed).save(out, "JPEG")
    return out.getvalue()


def with_photos(vault: Vault, count: int) -> list[Path]:
    files = [vault.add(f"{number:03}.jpg", picture(number)) for number in range(count)]
    sync(vault)
    return files


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def zeroed(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def scrambled(file: Path) -> None:
    file.write_bytes(b"\x17" + os.urandom(file.stat().st_size - 1))


def spoil(file: Path, how: Callable[[Path], None]) -> None:
    """The time stays, as after a power loss."""
    status = file.stat()
    how(file)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - 1_000_000_000))


def objects(vault: Vault) -> dict[str, set[str]]:
    return {role: set(vault.on_disk(role)) for role in ROLES}


@pytest.mark.parametrize("how", [emptied, zeroed, cut, scrambled])
def test_4_2_a_spoiled_file_is_no_edit(vault: Vault, how: Callable[[Path], None]) -> None:
    files = with_photos(vault, 6)
    before = objects(vault)
    for file in files[:3]:
        spoil(file, how)
    for _ in range(2):
        sync(vault, code=1)
        assert objects(vault) == before
        assert queue(vault) == []
        status = vault.status()
        assert (status["protected"], status["failed"]) == (3, 3)
        assert [item["kind"] for item in items(vault)] == ["spoiled"] * 3
    got = vault.folder / "got.jpg"
    done(vault, "get", "Holidays/000.jpg", "--output", got, "--remote")
    assert got.read_bytes() == vault.photos_made["000.jpg"]

    vault.add("000.jpg", vault.photos_made["000.jpg"])
    vault.add("001.jpg", picture(100))
    sync(vault, code=1)
    status = vault.status()
    assert (status["protected"], status["failed"]) == (5, 1)
    assert len(items(vault)) == 1


def test_4_2_a_person_takes_the_file_as_it_is(vault: Vault) -> None:
    files = with_photos(vault, 2)
    before = objects(vault)
    spoil(files[0], scrambled)
    sync(vault, code=1)
    (item,) = items(vault)
    done(vault, "attention", "answer", item["id"], "accept")
    sync(vault)
    assert items(vault) == []
    assert all(before[role] < set(vault.on_disk(role)) for role in ROLES)
    assert vault.status()["earlier_versions"] == 1
    vault.photos_made["000.jpg"] = files[0].read_bytes()
    vault.get("000.jpg", "--remote")
    spoil(files[0], scrambled)
    sync(vault)
    assert items(vault) == [], "its head was of no picture before either"


def test_4_2_a_person_has_the_good_one_put_back(vault: Vault, trash: Path) -> None:
    files = with_photos(vault, 2)
    good = vault.photos_made["000.jpg"]
    spoil(files[0], scrambled)
    bad = files[0].read_bytes()
    sync(vault, code=1)
    (item,) = items(vault)
    done(vault, "attention", "answer", item["id"], "keep")
    sync(vault)
    assert files[0].read_bytes() == good
    assert [file.read_bytes() for file in trash.iterdir()] == [bad]
    assert items(vault) == []
    sync(vault)
    assert vault.status()["protected"] == 2
    assert queue(vault) == []


def test_4_2_sidecars_and_files_that_only_their_name_calls_pictures_are_not_judged(
    vault: Vault,
) -> None:
    vault.add("a.xmp", b"<x:xmpmeta>one</x:xmpmeta>")
    vault.add("b.jpg", b"old words")
    sync(vault)
    vault.add("a.xmp", b"")
    vault.add("b.jpg", b"new words")
    sync(vault)
    assert items(vault) == []


def test_4_3_many_scrambled_hold_the_album(vault: Vault) -> None:
    files = with_photos(vault, 60)
    before = objects(vault)
    for start in (0, 15, 30, 45):
        for file in files[start : start + 15][: 12 if start == 45 else 15]:
            scrambled(file)
            age(file)
        sync(vault, code=1)
    assert objects(vault) == before
    assert queue(vault) == []
    (item,) = items(vault)
    assert (item["kind"], item["details"]["changed"]) == ("spoiled", 57)
    assert item["details"]["changed_since"] <= item["since"]
    shown = [(one["path"], one["before"], one["after"]) for one in item["details"]["sample"]]
    assert shown == [(f"{number:03}.jpg", 1, None) for number in range(5)]
    assert item["details"]["sample"][0]["photo"] == vault.photo("000.jpg")["id"]
    with vault.ledger() as ledger:
        assert ledger.albums.all()[0].state is AlbumState.HELD
    vault.add("new.jpg", picture(99))
    sync(vault, code=1)
    assert vault.photo("new.jpg")["state"] == "protected"


def test_4_3_while_it_is_asked_nothing_of_the_album_leaves_and_each_photo_has_an_answer(
    vault: Vault, trash: Path
) -> None:
    vault.choose("vanished_photos", 4)
    files = with_photos(vault, 12)
    vault.add(files[11].name, picture(111))
    sync(vault)
    done(vault, "rm", "Holidays/010.jpg")
    before = objects(vault)
    vault.choose("grace_days", 0)
    for file in files[:6]:
        scrambled(file)
        age(file)
    bad = {file.name: file.read_bytes() for file in files[:6]}
    vault.add("new.jpg", picture(99))
    vault.add(files[9].name, picture(109))
    for _ in range(2):
        sync(vault, code=1)
        done(vault, "deletions", "run", "--now")
        assert all(before[role] < set(vault.on_disk(role)) for role in ROLES)
        assert vault.photo("new.jpg")["state"] == "protected"
    (item,) = items(vault)

    wrong = vault.run("attention", "answer", item["id"], "keep", "Holidays/008.jpg")
    assert (wrong.code, "none of the photos" in wrong.err) == (2, True)
    kept, taken = ([f"Holidays/{n:03}.jpg" for n in some] for some in (range(4), range(4, 5)))
    done(vault, "attention", "answer", item["id"], "keep", *kept)
    (rest,) = items(vault)
    assert (rest["id"], rest["details"]["changed"]) == (item["id"], 2)
    done(vault, "attention", "answer", item["id"], "accept", *taken)
    sync(vault, code=1)
    assert [file.read_bytes() for file in files[:4]] == [
        vault.photos_made[file.name] for file in files[:4]
    ]
    assert sorted(file.read_bytes() for file in trash.iterdir() if file.name in bad) == sorted(
        bad[file.name] for file in files[:4]
    )
    for file in files[4:5]:
        vault.photos_made[file.name] = bad[file.name]
        vault.get(file.name, "--remote")
    assert all(before[role] < set(vault.on_disk(role)) for role in ROLES), "one is undecided"
    (rest,) = items(vault)
    assert [one["path"] for one in rest["details"]["files"]] == ["005.jpg"]

    done(vault, "attention", "answer", item["id"], "keep")
    sync(vault)
    assert items(vault) == []
    assert files[5].read_bytes() == vault.photos_made["005.jpg"]
    sync(vault)
    done(vault, "deletions", "run", "--now")
    assert all(not before[role] <= set(vault.on_disk(role)) for role in ROLES), "the grace is 0"


def test_4_3_scrambled_under_new_names_hold_the_album(vault: Vault) -> None:
    files = with_photos(vault, 30)
    before = objects(vault)
    for number, file in enumerate(files):
        scrambled(file)
        age(file)
        if number % 2:
            file.rename(file.with_name(file.name + ".locked"))
    sync(vault, code=1)
    assert objects(vault) == before
    assert queue(vault) == []
    assert items(vault)


def test_4_3_a_batch_edit_holds_nothing(vault: Vault) -> None:
    files = with_photos(vault, 60)
    before = objects(vault)
    for number, file in enumerate(files[:40]):
        vault.add(file.name, picture(100 + number))
    sync(vault)
    assert all(before[role] < set(vault.on_disk(role)) for role in ROLES)
    assert vault.status()["protected"] == 60
    (item,) = items(vault)
    assert (item["kind"], item["details"]["changed"]) == ("changed_many", 40)
    assert len(item["details"]["sample"]) == 5
    assert {(one["before"], one["after"]) for one in item["details"]["sample"]} == {(1, 2)}
    with vault.ledger() as ledger:
        assert ledger.albums.all()[0].state is AlbumState.WATCHED


def test_4_3_a_batch_edit_of_every_photo_holds_nothing_either(vault: Vault) -> None:
    files = with_photos(vault, 30)
    before = objects(vault)
    for number, file in enumerate(files):
        vault.add(file.name, picture(100 + number))
        vault.add(f"{file.stem}.xmp", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    sync(vault)
    assert all(before[role] < set(vault.on_disk(role)) for role in ROLES)
    assert vault.status()["protected"] == 60
    assert not any("earlier" in path for path in vault.photos())
    (item,) = items(vault)
    assert (item["kind"], item["details"]["changed"]) == ("changed_many", 30)


def test_4_3_no_earlier_version_leaves_while_the_question_is_open(vault: Vault) -> None:
    files = with_photos(vault, 30)
    vault.choose("grace_days", 0)
    before = objects(vault)
    for number, file in enumerate(files[:25]):
        vault.add(file.name, picture(100 + number))
    for _ in range(2):
        sync(vault)
        assert all(before[role] < set(vault.on_disk(role)) for role in ROLES)
    (item,) = items(vault)
    done(vault, "attention", "answer", item["id"], "ignore")
    done(vault, "deletions", "run", "--now")
    assert vault.status()["earlier_versions"] == 0
    vault.check()
    sync(vault)
    assert items(vault) == []
    for number, file in enumerate(files[:25]):
        vault.add(file.name, picture(200 + number))
    sync(vault)
    assert len(items(vault)) == 1, "what changes later is told anew"


def test_4_3_what_waits_for_an_answer_is_kept_and_told_by_deletions_now(vault: Vault) -> None:
    files = with_photos(vault, 30)
    for number, file in enumerate(files[:25]):
        vault.add(file.name, picture(100 + number))
    done(vault, "rm", "Holidays/029.jpg")
    sync(vault)
    assert [item["kind"] for item in items(vault)] == ["changed_many"]
    before = {one["id"]: one["available_at"] for one in queue(vault) if one["state"] == "queued"}
    resting = objects(vault)
    for _ in range(2):
        result = vault.run("deletions", "run", "--now", "--json")
        assert result.json["kept"] == [{"album": "Holidays", "copies": 50}]
        assert "50 copies stay: many photos of Holidays changed" in result.err
    assert result.json["queued_objects"] == 50
    after = {one["id"]: one["available_at"] for one in queue(vault) if one["state"] == "queued"}
    assert after.items() < before.items(), "what is skipped keeps its time"
    # The photo that was deleted is none of them.
    assert {role: len(resting[role] - set(vault.on_disk(role))) for role in ROLES} == dict.fromkeys(
        ROLES, 1
    )
    (item,) = items(vault)
    done(vault, "attention", "ignore", item["id"])
    assert vault.run("deletions", "run", "--now", "--json").json["kept"] == []
    assert {one["state"] for one in queue(vault)} == {"done"}


def test_4_3_twenty_changed_photos_are_not_many(vault: Vault) -> None:
    files = with_photos(vault, 30)
    for number, file in enumerate(files[:20]):
        vault.add(file.name, picture(100 + number))
    sync(vault)
    assert items(vault) == []
    vault.add(files[20].name, picture(120))
    sync(vault)
    assert [item["details"]["changed"] for item in items(vault)] == [21]
