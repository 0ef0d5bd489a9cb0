"""How often bytes are sent again, and when a storage is given up in a pass (1-2, 1-4)."""

from pathlib import Path

import pytest

from picup_desktop.settings import Settings
from picup_desktop.storage.base import Put
from picup_desktop.storage.errors import (
    AnotherVault,
    BreaksConnection,
    CourierDied,
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
    StrangeEntry,
)
from picup_desktop.sync.reach.breakers import MOST_BREAKERS
from picup_desktop.sync.reach.circuit import Circuit
from picup_desktop.sync.upload.outcomes import NotSent, Sent
from picup_desktop.sync.upload.send import Sender
from picup_desktop.words import Role
from tests.unit.ledger.filled import HandClock
from tests.unit.storages.in_memory import MemoryStorage

NAME = "objects/ab/abc"
SEALED = b"sealed bytes" * 99
SETTINGS = Settings(worker_retries=3, worker_retry_pause_seconds=2.0)
DIED = CourierDied("It died.")


class Sending:
    """A sender to a storage in memory."""

    def __init__(self, folder: Path, role: Role = Role.MAIN) -> None:
        self.source = folder / "sealed"
        self.source.write_bytes(SEALED)
        self.storage, self.circuit, self.clock = MemoryStorage(), Circuit(), HandClock()
        self.sender = Sender(role, self.storage, self.circuit, self.clock, SETTINGS)

    def send(self) -> Sent | NotSent:
        return self.sender.send(NAME, self.source)


@pytest.fixture
def sending(tmp_path: Path) -> Sending:
    return Sending(tmp_path)


def _failed(result: Sent | NotSent) -> NotSent:
    assert isinstance(result, NotSent)
    return result


def test_an_object_that_is_taken_is_sent_at_the_first_try(sending: Sending) -> None:
    assert sending.send() == Sent(Role.MAIN, 1)
    assert sending.storage.objects == {NAME: SEALED}
    assert (sending.clock.slept, sending.circuit.proven) == ([], True)


def test_its_progress_is_told(sending: Sending) -> None:
    told: list[int] = []
    sending.storage.failing["put"] = [DIED]
    sending.sender.send(NAME, sending.source, told.append)
    assert told == [len(SEALED)]


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_1_4_it_is_sent_again_after_a_pause(sending: Sending, failures: int) -> None:
    sending.storage.failing["put"] = [DIED] * failures
    assert sending.send() == Sent(Role.MAIN, failures + 1)
    assert sending.clock.slept == [2.0] * failures


def test_1_4_three_retries_are_all(sending: Sending) -> None:
    sending.storage.failing["put"] = [DIED] * 9
    assert sending.send() == NotSent(Role.MAIN, 4, DIED, perhaps_there=True)
    assert sending.clock.slept == [2.0] * 3
    assert not sending.circuit.proven


def test_an_error_that_stays_is_told_at_once(sending: Sending) -> None:
    error = StorageFull("It is full.")
    sending.storage.failing["put"] = [error]
    assert sending.send() == NotSent(Role.MAIN, 1, error, perhaps_there=False)
    assert (sending.clock.slept, sending.circuit.error) == ([], error)


def test_nothing_is_sent_to_a_storage_that_is_out(sending: Sending) -> None:
    error = StorageAway("It is off.")
    sending.circuit.note_failure(error)
    assert sending.send() == NotSent(Role.MAIN, 0, error, perhaps_there=False)
    assert (
        sending.sender.send_many([Put(NAME, sending.source)] * 2)
        == [NotSent(Role.MAIN, 0, error, perhaps_there=False)] * 2
    )
    assert sending.storage.asked == []


def test_a_storage_that_another_thread_found_out_is_not_tried_again(tmp_path: Path) -> None:
    sending = Sending(tmp_path)
    known = StorageFull("It is full.")

    class Meanwhile(HandClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            sending.circuit.note_failure(known)

    sending.sender = Sender(Role.MAIN, sending.storage, sending.circuit, Meanwhile(), SETTINGS)
    sending.storage.failing["put"] = [DIED]
    assert sending.send() == NotSent(Role.MAIN, 1, known, perhaps_there=True)
    assert sending.storage.asked == [("put", NAME)]


@pytest.mark.parametrize(
    ("error", "perhaps_there"),
    [
        (StorageAway("It broke."), True),
        (StorageStalled("It stalled."), True),
        (StorageImpossible("It is endless."), True),
        (DIED, True),
        (StorageNonsense("It has 7 bytes."), True),
        (StorageUnreachable("No connection."), False),
        (StorageFull("It is full."), False),
        (SourceUnreadable("No such file."), False),
        (StrangeEntry(f"{NAME} is a link."), False),
    ],
)
def test_1_3_a_try_that_may_have_left_the_object_there_is_told(
    sending: Sending, error: StorageError, *, perhaps_there: bool
) -> None:
    sending.storage.failing["put"] = [error] * 9
    assert _failed(sending.send()).perhaps_there is perhaps_there


@pytest.mark.parametrize("last", [StorageUnreachable("No."), StorageFull("It is full.")])
def test_1_3_one_such_try_is_enough(sending: Sending, last: StorageError) -> None:
    sending.storage.failing["put"] = [DIED, *[last] * 9]
    assert _failed(sending.send()).perhaps_there is True


def test_what_an_earlier_try_stored_is_sent(sending: Sending) -> None:
    sending.storage.objects[NAME] = SEALED
    assert sending.send() == Sent(Role.MAIN, 1)
    assert sending.clock.slept == []


@pytest.mark.parametrize("data", [SEALED[:-1], SEALED + b"!", b""])
def test_1_4_another_size_under_its_name_is_an_error_and_is_not_overwritten(
    sending: Sending, data: bytes
) -> None:
    sending.storage.objects[NAME] = data
    result = _failed(sending.send())
    assert isinstance(result.error, StorageNonsense)
    assert result.error.sentence == (
        f"{NAME} stands on main with {len(data)} bytes, which can't be."
    )
    assert result.tries == 4
    assert sending.storage.objects == {NAME: data}


def test_a_name_that_is_taken_and_then_gone_is_no_success(sending: Sending) -> None:
    gone = ObjectNotFound("It is gone.")
    sending.storage.failing["put"] = [ObjectExists("It is there.")]
    sending.storage.failing["stat"] = [gone]
    assert sending.send() == NotSent(Role.MAIN, 1, gone, perhaps_there=False)


def test_each_object_of_a_batch_ends_by_itself(sending: Sending) -> None:
    full = StrangeEntry("b is a link.")
    sending.storage.failing["put"] = [None, full, DIED]
    puts = [Put(name, sending.source) for name in "abc"]
    assert sending.sender.send_many(puts) == [
        Sent(Role.MAIN, 1),
        NotSent(Role.MAIN, 1, full, perhaps_there=False),
        Sent(Role.MAIN, 2),
    ]


def test_a_batch_that_breaks_is_tried_one_by_one(sending: Sending) -> None:
    sending.storage.failing["put_many"] = [StorageStalled("It stalled.")]
    puts = [Put(name, sending.source) for name in "ab"]
    assert sending.sender.send_many(puts) == [Sent(Role.MAIN, 2)] * 2


def test_a_sender_that_was_stopped_sends_nothing_more(sending: Sending) -> None:
    sending.sender.stop()
    assert _failed(sending.send()).tries == 0
    assert (sending.storage.asked, sending.storage.closed) == ([], 1)


def test_a_storage_that_answers_for_fewer_objects_than_it_was_given_is_an_error(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending.storage, "put_many", lambda _puts: [None])
    with pytest.raises(ValueError, match="shorter"):
        sending.sender.send_many([Put(NAME, sending.source)] * 2)


BROKE = (StorageAway("It broke."), StorageStalled("It stalled."))


@pytest.mark.parametrize("error", BROKE)
def test_1_4_an_object_that_breaks_the_line_each_time_holds_up_no_other(
    sending: Sending, error: StorageError
) -> None:
    sending.storage.failing["put"] = [error] * 4
    result = _failed(sending.send())
    assert (result.tries, result.perhaps_there) == (4, True)
    assert isinstance(result.error, BreaksConnection)
    assert error.sentence in result.error.sentence
    assert sending.circuit.error is None
    assert sending.send() == Sent(Role.MAIN, 1)


@pytest.mark.parametrize("error", BROKE)
def test_1_2_a_line_that_breaks_is_down_unless_the_storage_answers(
    sending: Sending, error: StorageError
) -> None:
    sending.storage.failing["put"] = [error] * 4
    sending.storage.failing["probe"] = [StorageUnreachable("No connection.")]
    assert _failed(sending.send()).error is error
    assert sending.circuit.error is error


@pytest.mark.parametrize(
    "error",
    [
        StorageUnreachable("No connection."),
        AnotherVault("It is another vault."),
        StorageImpossible("It is endless."),
        StorageFull("It is full."),
    ],
)
def test_1_2_an_error_of_the_storage_is_no_objects_own(
    sending: Sending, error: StorageError
) -> None:
    sending.storage.failing["put"] = [error] * 4
    assert _failed(sending.send()).error is error
    assert sending.circuit.error is error
    assert "probe" not in [method for method, _ in sending.storage.asked]


def test_1_2_a_storage_at_which_many_objects_break_off_is_out(sending: Sending) -> None:
    assert MOST_BREAKERS == 8, "as docs/disasters.md says"
    for _ in range(MOST_BREAKERS):
        sending.storage.failing["put"] = [BROKE[0]] * 4
        sending.send()
        assert sending.circuit.error is None
    sending.storage.failing["put"] = [BROKE[0]] * 4
    sending.send()
    assert sending.circuit.error is BROKE[0]
