"""Lowers the priority of the background program below that of a person's programs."""

import ctypes
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

NICENESS = 10
AUTOGROUP = Path("/proc/self/autogroup")
BELOW_NORMAL_PRIORITY_CLASS = 0x4000
"""Of the Windows API; inherited by child processes unless they choose another.

Its background mode (PROCESS_MODE_BACKGROUND_BEGIN) would lower the disk priority as well,
but limits a process to 32 MiB of memory, and sealing needs more.
"""

SetClass = Callable[[int], bool]
"""Sets this process's priority class; returns whether Windows did so."""

log = logging.getLogger(__name__)


def step_aside(autogroup: Path = AUTOGROUP, set_class: SetClass | None = None) -> None:
    """Lower this process's priority; on Linux the disk priority follows it.

    Linux first divides its processors among sessions, and a niceness counts within a session
    only. A background program mostly leads its own session, whose share is then lowered too;
    that of a terminal's session is not ours to change.
    """
    if sys.platform == "win32":
        if not (set_class or _set_own_class)(BELOW_NORMAL_PRIORITY_CLASS):
            log.info("Windows did not lower the priority of the background program")
        return
    os.nice(NICENESS)
    if sys.platform == "linux" and os.getsid(0) == os.getpid():
        try:
            autogroup.write_text(str(NICENESS))
        except OSError:
            # Switched off, or read-only, as in a container: the niceness is still effective.
            return


def _set_own_class(priority_class: int) -> bool:
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        # A handle has the size of a pointer, which is larger than ctypes' default.
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
        return bool(kernel.SetPriorityClass(kernel.GetCurrentProcess(), priority_class))
    return False
