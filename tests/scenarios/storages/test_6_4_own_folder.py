"""6-4: foreign files in this computer's own folder, and what a verify by hand finds."""

import time
from pathlib import Path

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.words import CopyState, Role
from tests.copies import needed_copies
from tests.small import Small, small_vault


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "vault", ["0.jpg", "1.jpg"])
    made.sync()
    return made


def own_folder(small: Small, role: Role) -> Path:
    (folder,) = (small.root(role) / "journal").iterdir()
    return folder


def waiting(small: Small) -> list[tuple[Cause, str]]:
    with small.ledger() as ledger:
        return [(one.cause, one.details["storage"]) for one in ledger.attention.all()]


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("notes.txt", Cause.JOURNAL_STRAY),
        ("00000099.age", Cause.JOURNAL_DAMAGED),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_6_4_a_foreign_file_in_the_own_folder_is_told_of_the_right_storage(
    small: Small, role: Role, name: str, cause: Cause
) -> None:
    stray = own_folder(small, role) / name
    stray.write_bytes(b"junk")
    small.sync()
    assert waiting(small) == [(cause, role.value)]
    verified = small.verify(repair=False)
    assert [one["storage"] for one in verified["journal"]] == [role.value]
    assert waiting(small) == [(cause, role.value)]
    stray.unlink()
    small.sync()
    assert waiting(small) == []


def test_6_4_a_segment_of_somebody_else_in_the_own_folder_is_forged(small: Small) -> None:
    folder = own_folder(small, Role.MAIN)
    segment = sorted(folder.iterdir())[0]
    # Genuine, but under a name that is not its own.
    (folder / "00000077.age").write_bytes(segment.read_bytes())
    small.sync()
    assert waiting(small) == [(Cause.JOURNAL_FORGED, "main")]
    (folder / "00000077.age").unlink()
    small.verify(repair=False)
    assert waiting(small) == []


def test_5_1_what_a_verify_by_hand_misses_waits_for_a_person(small: Small) -> None:
    gone = next(file for file in (small.root(Role.MAIN) / "objects").rglob("*") if file.is_file())
    gone.unlink()
    verified = small.verify(repair=False)
    assert len(verified["missing"]) == 1
    assert waiting(small) == [(Cause.STORAGE_LOST_OBJECTS, "main")]
    small.verify(repair=True)
    assert waiting(small) == []


def test_5_1_what_a_verify_by_hand_finds_damaged_waits_for_a_person(small: Small) -> None:
    objects = small.root(Role.BACKUP) / "objects"
    bad = next(file for file in objects.rglob("*") if file.is_file())
    data = bytearray(bad.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)
    assert len(small.verify(repair=False)["damaged"]) == 1
    assert waiting(small) == [(Cause.STORAGE_LOST_OBJECTS, "backup")]
    small.verify(repair=True)
    assert waiting(small) == []
    with small.ledger() as ledger:
        copies = needed_copies(ledger, Role.BACKUP, time.time())
    assert {copy.state for copy in copies} == {CopyState.STORED}


def test_6_4_a_damaged_segment_that_verify_finds_waits_until_it_is_healed(small: Small) -> None:
    segment = sorted(own_folder(small, Role.MAIN).iterdir())[0]
    data = bytearray(segment.read_bytes())
    data[-1] ^= 1
    segment.write_bytes(data)
    assert small.verify(repair=False)["journal"] != []
    assert waiting(small) == [(Cause.JOURNAL_DAMAGED, "main")]
    small.verify(repair=True)
    assert waiting(small) == []
