"""``python -m picup_desktop.cli``: the command line, whatever the arguments."""

from picup_desktop.cli.main import main

main()
