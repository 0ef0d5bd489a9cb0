"""The background program takes what others leave, however it was started."""

import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop.engine.priority import AUTOGROUP, NICENESS

TELL = """
import os
from picup_desktop.engine.priority import AUTOGROUP, step_aside
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


def test_its_niceness_counts_beside_other_sessions() -> None:
    if not Path("/proc/sys/kernel/sched_autogroup_enabled").exists():
        pytest.skip("this system has no groups of sessions")
    assert told(leads_a_session=True) == [str(NICENESS)] * 2


def test_a_terminals_session_keeps_its_share() -> None:
    # What the system started itself is in no group: its file is there, and empty.
    share = AUTOGROUP.read_text().split()[-1:] if AUTOGROUP.exists() else []
    assert told(leads_a_session=False) == [str(NICENESS), *share]
