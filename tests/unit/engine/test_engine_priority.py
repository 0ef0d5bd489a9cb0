"""The background program takes what others leave, however it was started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop.engine.system.priority import (
    AUTOGROUP,
    BELOW_NORMAL_PRIORITY_CLASS,
    NICENESS,
    step_aside,
)

LEAST_URGENT = 19
TELL = """
import os
from picup_desktop.engine.system.priority import AUTOGROUP, step_aside
step_aside()
print(os.nice(0), *(AUTOGROUP.read_text().split()[-1:] if AUTOGROUP.exists() else []))
"""


def told(*, leads_a_session: bool) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        capture_output=True,
        text=True,
        check=True,
        start_new_session=leads_a_session,
    )
    return done.stdout.split()


def lowered() -> str:
    """These tests may be run with a niceness themselves."""
    return str(min(LEAST_URGENT, os.nice(0) + NICENESS))


def test_its_niceness_counts_beside_other_sessions() -> None:
    if not Path("/proc/sys/kernel/sched_autogroup_enabled").exists():
        pytest.skip("this system has no groups of sessions")
    assert told(leads_a_session=True) == [lowered(), str(NICENESS)]


def test_a_terminals_session_keeps_its_share() -> None:
    # What the system started itself is in no group: its file is there, and empty.
    share = AUTOGROUP.read_text().split()[-1:] if AUTOGROUP.exists() else []
    assert told(leads_a_session=False) == [lowered(), *share]


@pytest.mark.parametrize("obeyed", [True, False])
def test_on_windows_it_is_of_a_lower_class(
    obeyed: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(sys, "platform", "win32")
    # What Windows' Python has not got is not asked for either.
    monkeypatch.delattr("os.nice")
    asked: list[int] = []

    def set_class(priority_class: int) -> bool:
        asked.append(priority_class)
        return obeyed

    step_aside(set_class=set_class)

    assert asked == [BELOW_NORMAL_PRIORITY_CLASS]
    assert ("did not lower" in caplog.text) is not obeyed
