"""While one photo goes alone (1-3), no event is held back to save a commit."""

import queue
from pathlib import Path
from typing import TypeVar

import pytest

from picup_desktop.sync.reach import workers
from picup_desktop.words import Policy
from tests.small import small_vault

T = TypeVar("T")


@pytest.mark.parametrize("policy", Policy)
def test_1_3_nothing_is_waited_for_beside_the_photo_that_goes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: Policy
) -> None:
    vault = small_vault(tmp_path / "vault", ["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
    with vault.ledger() as ledger:
        ledger.vaults.choose("policy", policy.value)
    expected_events: list[int] = []
    team = workers._Threads
    heard = team.heard

    def noted(self: workers._Threads, inbox: "queue.SimpleQueue[T]", **given: int) -> list[T]:
        expected_events.append(given["expected"])
        return heard(self, inbox, **given)

    monkeypatch.setattr(team, "heard", noted)
    vault.sync()
    if policy is Policy.PAIR:
        # The photo that goes alone ends in one step; until then every event is taken at once.
        first_of_several = expected_events.index(3)
        assert first_of_several > 1
        assert set(expected_events[:first_of_several]) == {1}
    else:
        assert expected_events[0] == 4
