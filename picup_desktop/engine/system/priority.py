"""How urgent the background program is: less than whatever a person does at this computer."""

import ctypes
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

NICENESS = 10
AUTOGROUP = Path("/proc/self/autogroup")
BELOW_NORMAL_PRIORITY_CLASS = 0x4000
"""Of the Windows API; what such a process starts has it too, unless told otherwise.

Its background mode (PROCESS_MODE_BACKGROUND_BEGIN) would slow the disk as well, but keeps a process
to 32 MiB of memory, and sealing needs more.
"""

SetClass = Callable[[int], bool]
"""Sets this process's priority class; whether Windows did so."""

log = logging.getLogger(__name__)


def step_aside(autogroup: Path = AUTOGROUP, set_class: SetClass | None = None) -> None:
    """Let everything else go first; on Linux the disk's priority is derived from this too.

    Linux shares its processors among sessions first, and a niceness counts within one only. A
    background program mostly leads a session of its own, whose share is then made smaller too;
    that of a terminal it runs in is not ours to change.
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
            # Switched off, or not ours to change, as in a container: the niceness holds.
            return


def _set_own_class(priority_class: int) -> bool:
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        # A handle is as wide as a pointer, which is more than ctypes takes a number for.
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
        return bool(kernel.SetPriorityClass(kernel.GetCurrentProcess(), priority_class))
    return False
