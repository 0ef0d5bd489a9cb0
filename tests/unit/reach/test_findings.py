"""What a storage says that can't be true: which answers are told, and for how long (6-2)."""

from collections.abc import Sequence
from math import inf
from typing import NoReturn

import pytest

from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageAway,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StorageStalled,
)
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.sync.health.checkup import earlier_versions_room, with_findings
from picup_desktop.sync.health.result import CheckResult
from picup_desktop.sync.journal.read import beyond_bounds
from picup_desktop.sync.reach.findings import HeardStorage, is_finding
from picup_desktop.vault.keys import MOST_KEYS_BYTES
from picup_desktop.words import Role


@pytest.mark.parametrize(
    ("error", "when_read", "when_written"),
    [
        (StorageImpossible("It has no end."), True, True),
        (StorageNonsense("It answers: failure."), True, False),
        (StorageAway("It broke."), False, False),
        (StorageStalled("It waits."), False, False),
        (ObjectNotFound("It is not there."), False, False),
        (True, False, False),
    ],
)
def test_6_2_which_answers_are_findings(error: object, when_read: bool, when_written: bool) -> None:
    assert is_finding(error, reads=True) is when_read
    assert is_finding(error, reads=False) is when_written


class Answering(WrappedStorage):
    """Every call ends with one error."""

    def __init__(self, error: StorageError) -> None:
        super().__init__(self)
        self.error = error

    def around(self) -> NoReturn:
        raise self.error

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        return [True, self.error]


def test_6_2_an_answer_is_heard_and_raised_on() -> None:
    error = StorageImpossible("It has no end.")
    told: list[Message] = []
    storage = HeardStorage(Answering(error), told.append)
    with pytest.raises(StorageImpossible):
        storage.stat("a")
    with pytest.raises(StorageImpossible):
        list(storage.list("a"))
    assert storage.remove_many(["a", "b"]) == [True, error]
    assert told == [error.message] * 3


def test_6_2_files_beyond_the_bounds_are_counted() -> None:
    fits = {"keys/1.age": MOST_KEYS_BYTES, "foreign/\x1b.age": 1 << 62}
    assert beyond_bounds(fits) is None
    told = beyond_bounds({**fits, "keys/2.age": MOST_KEYS_BYTES + 1})
    assert told is not None
    assert in_english(told).startswith("1 files")
    assert "keys/2.age" in in_english(told)


def test_6_2_the_doctor_calls_no_doubtful_storage_well() -> None:
    well = [
        CheckResult(f"storage {role.value}", ok=True, text=Message("It answers.")) for role in Role
    ]
    main, backup = with_findings(well, [Role.MAIN])
    assert (main.ok, backup.ok) == (False, True)
    assert "It answers." in in_english(main.text)


def test_4_1_who_makes_room_hears_what_earlier_versions_take_up() -> None:
    kept = KeptVersions(2, 3_000_000, None)
    low = CheckResult("free space main", ok=False, text=Message("check-make-room"))
    enough = CheckResult("free space backup", ok=True, text=Message("check-free-space"))
    (told,) = earlier_versions_room(kept, [enough, low])
    assert (told.ok, told.advice) == (True, True)
    assert in_english(told.text).startswith("2 earlier versions of edited photos take up 2 MiB")
    assert "1 MiB" in in_english(earlier_versions_room(KeptVersions(1, 5, None), [low])[0].text)
    assert earlier_versions_room(kept, [enough]) == []
    assert earlier_versions_room(KeptVersions(0, 0, None), [low]) == []
    away = CheckResult("storage main", ok=False, text=Message("storage-is-away"))
    assert earlier_versions_room(kept, [away]) == []
