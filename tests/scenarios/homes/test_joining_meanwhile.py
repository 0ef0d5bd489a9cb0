"""A computer joins at the very moment that another one reads: no journal is called missing (6-2).

What joins publishes its keys and then its journal. The readers here come in between: the journal
appears while they wait, or never does.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.sync.journal import newcomers
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.vault.journal import Finding, SegmentCheck, segment_name
from picup_desktop.words import Role
from tests.small import Second, joined, small_vault


class Joining:
    """A first computer, and one whose keys are published and whose journal is held back."""

    def __init__(self, folder: Path) -> None:
        self.first = small_vault(folder / "first", ["a.jpg"])
        self.first.sync()
        self.second: Second = joined(self.first, folder / "second", sync=False)
        with self.second.ledger() as ledger:
            self.device_id = signer_of(ledger, self.second.secrets).author.device_id
        self._held = folder / "held"
        for role in Role:
            shutil.move(self._journal(role), self._held / role.value)
        self.slept_seconds = 0.0

    def _journal(self, role: Role) -> Path:
        return self.first.root(role) / "journal" / self.device_id

    def write_journal(self) -> None:
        for role in Role:
            if not self._journal(role).exists():
                shutil.copytree(self._held / role.value, self._journal(role))

    @property
    def missing(self) -> str:
        return segment_name(self.device_id, 1)

    def told(self) -> Sequence[str]:
        with self.first.ledger() as ledger:
            return [item.kind.value for item in ledger.attention.all()]


@pytest.fixture
def joining(tmp_path: Path) -> Joining:
    return Joining(tmp_path)


@pytest.fixture(params=[True, False], ids=["it comes", "it never comes"])
def comes(
    request: pytest.FixtureRequest, joining: Joining, monkeypatch: pytest.MonkeyPatch
) -> bool:
    comes: bool = request.param

    def sleep(_: SystemClock, seconds: float) -> None:
        joining.slept_seconds += seconds
        if comes and joining.slept_seconds >= 3:
            joining.write_journal()

    monkeypatch.setattr(newcomers, "PAUSE_SECONDS", 1.0)
    monkeypatch.setattr(SystemClock, "sleep", sleep)
    return comes


def _waited(joining: Joining, comes: bool) -> None:
    times = 3 if comes else newcomers.TIMES_LOOKED_AGAIN
    assert joining.slept_seconds == pytest.approx(times)


def test_6_2_a_pass_waits_for_the_journal_of_a_newcomer(joining: Joining, comes: bool) -> None:
    joining.first.sync()
    _waited(joining, comes)
    assert joining.told() == ([] if comes else ["journal"])
    # It is no newcomer any more.
    joining.first.sync()
    _waited(joining, comes)
    joining.write_journal()
    joining.first.sync()
    assert joining.told() == []


def test_6_2_verify_waits_for_the_journal_of_a_newcomer(joining: Joining, comes: bool) -> None:
    found = joining.first.verify(repair=False)
    _waited(joining, comes)
    places = [finding["place"] for finding in found["journal"]]
    assert places == ([] if comes else [joining.missing] * 2)


def test_6_2_who_opens_waits_for_the_journal_of_a_newcomer(
    joining: Joining, tmp_path: Path, comes: bool
) -> None:
    reports: list[Sequence[Finding]] = []
    joined(joining.first, tmp_path / "third", sync=False, told=reports.append)
    _waited(joining, comes)
    expected = Finding(SegmentCheck.MISSING_SEGMENT, Role.MAIN, joining.missing)
    assert [*reports[0]] == ([] if comes else [expected])
