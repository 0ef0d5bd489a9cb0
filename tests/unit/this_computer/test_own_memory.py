"""A process with secrets can't be read by the same user's other programs, and leaves no core."""

import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop import own_memory

# A child looks at its parent, before and after, without root's right to look at everything.
LOOKED_AT = """
import ctypes, os, resource, sys
from picup_desktop.own_memory import PR_SET_DUMPABLE, keep_to_itself

def seen_by_a_child():
    child = os.fork()
    if child == 0:
        try:
            open(f"/proc/{os.getppid()}/environ", "rb").close()
        except PermissionError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
before = seen_by_a_child()
keep_to_itself()
print(before, seen_by_a_child(), resource.getrlimit(resource.RLIMIT_CORE))
"""


def run_alone(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(own_memory.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own rules count")
def test_s19_another_program_of_the_user_cant_read_it_and_there_is_no_core() -> None:
    told = run_alone(LOOKED_AT)
    assert told.stdout.split("\n")[0] == "True False (0, 0)", told.stderr


BOUND = """
from picup_desktop.own_memory import bound_memory

bound_memory(512 * 1024**2)
bound_memory(10 * 1024**3)
kept = bytearray(64 * 1024**2)
try:
    bytearray(1024**3)
except MemoryError:
    print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no such bound")
def test_6_2_a_process_takes_no_more_memory_than_its_bound() -> None:
    told = run_alone(BOUND)
    assert told.stdout == "refused\n", told.stderr
