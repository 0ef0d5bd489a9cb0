"""How urgent the background program is: less than whatever a person does at this computer."""

import os
import sys
from pathlib import Path

NICENESS = 10
AUTOGROUP = Path("/proc/self/autogroup")


def step_aside(autogroup: Path = AUTOGROUP) -> None:
    """Let everything else go first; the system derives the disk's priority from this too.

    Linux shares its processors among sessions first, and a niceness counts within one only. A
    background program mostly leads a session of its own, whose share is then made smaller too;
    that of a terminal it runs in is not ours to change.
    """
    if not hasattr(os, "nice"):
        return
    os.nice(NICENESS)
    if sys.platform == "linux" and os.getsid(0) == os.getpid():
        try:
            autogroup.write_text(str(NICENESS))
        except OSError:
            # Switched off, or not ours to change, as in a container: the niceness holds.
            return
