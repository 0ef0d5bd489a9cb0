"""The command line (docs/cli.md): a public contract of names, JSON and exit codes."""

from picup_desktop.cli.main import main

__all__ = ["main"]
