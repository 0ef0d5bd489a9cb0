"""``python -m picup_desktop``: the window, or the command line when given arguments.

An installed build starts here too, whichever part of it is asked for (program.py).
"""

import os
import sys
from importlib import import_module

from picup_desktop.program import is_installed, part_of


def main() -> None:
    """Become the part that is asked for."""
    part, sys.argv = part_of(sys.argv)
    if is_installed():
        # The build's own libraries are loaded; what it starts (a browser, say) wants the system's.
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            os.environ["LD_LIBRARY_PATH"] = before
    import_module(part.module).main()


if __name__ == "__main__":
    main()
