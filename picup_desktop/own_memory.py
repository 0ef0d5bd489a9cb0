"""Keep the memory of a process with secrets to itself, and within bounds.

Without this, any program of the same user may read the vault's keys out of a running
engine (``ptrace``, ``/proc/PID/mem``), and a crash leaves them in a core file.
"""

import logging
import sys

PR_SET_DUMPABLE = 4
"""Of <linux/prctl.h>; a program that is started anew is dumpable again."""

log = logging.getLogger(__name__)


def keep_to_itself() -> None:
    """Refuse other programs of this user to read this process, and write no core file.

    A core file is refused on POSIX, reading on Linux; elsewhere the system's own rules
    count. It also closes ``/proc/self/autogroup`` to this process, which is written before.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not elsewhere

    # Child processes inherit it, so none of theirs holds what they were given.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - of use on Linux only

        system = ctypes.CDLL(None, use_errno=True)
        if system.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
            log.warning("other programs of this user may read this process's memory")


def bound_memory(most_bytes: int) -> None:
    """Refuse this process more memory, on Linux: what others send can't fill the computer.

    A library that keeps whole answers ends the process there, and memory of ours is a MemoryError.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not elsewhere

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or most_bytes < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
