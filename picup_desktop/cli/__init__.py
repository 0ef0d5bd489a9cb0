"""The command line, a public contract of names, JSON and exit codes (docs/cli.md).

Read ``main.py`` first: it names the module of each command.
"""

from picup_desktop.cli.main import main

__all__ = ["main"]
