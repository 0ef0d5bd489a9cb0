"""Faults that are put into the program: a simulation that notices none of them proves nothing."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from picup_desktop.ledger.messages import MessageRecord
from picup_desktop.ledger.photos import Photos
from picup_desktop.storage.base import Storage
from picup_desktop.sync import delete, sync_pass, verify
from picup_desktop.sync.outcomes import NotSent, Sent
from picup_desktop.sync.send import Sender
from picup_desktop.words import CopyState
from tests.simulation.life import lived

MOST_SEEDS = 12
Fault = Callable[[pytest.MonkeyPatch], None]


def sends_are_believed_whatever_comes(patch: pytest.MonkeyPatch) -> None:
    settled = Sender._settled

    def believed(self: Sender, *told: Any) -> Sent | NotSent:
        settled(self, *told)
        return Sent(self.role, 1)

    patch.setattr(Sender, "_settled", believed)


def removals_are_recorded_and_not_done(patch: pytest.MonkeyPatch) -> None:
    def attempt(_: Any, messages: Sequence[MessageRecord], _storage: Storage) -> list[Any]:
        return [delete._Attempt(message, message.objects, (), None) for message in messages]

    patch.setattr(delete.DeletionWorker, "_attempt", attempt)


def files_are_freed_without_a_note(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Photos, "keep_remote", lambda *_: None)


def nothing_is_made_up_for_after_a_crash(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sync_pass, "recover", lambda *_: [])


def a_look_believes_that_all_is_well(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(verify, "state_of", lambda *_: CopyState.STORED)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "fault",
    [
        sends_are_believed_whatever_comes,
        removals_are_recorded_and_not_done,
        files_are_freed_without_a_note,
        nothing_is_made_up_for_after_a_crash,
        a_look_believes_that_all_is_well,
    ],
)
def test_simulation_a_fault_is_noticed(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    for seed in itertools.count(1):
        assert seed <= MOST_SEEDS, "nobody noticed"
        try:
            lived(seed)
        except AssertionError:
            return
