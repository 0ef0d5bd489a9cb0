"""``python -m picup_desktop``: the window, or the command line when given arguments."""

import sys

if len(sys.argv) > 1:
    from picup_desktop.cli import main
else:
    from picup_desktop.ui.main import main

main()
