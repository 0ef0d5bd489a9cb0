"""The line by which the program names its version."""

from picup_desktop import __version__
from picup_desktop.messages.plain import Shown, plain


def version_told() -> Shown:
    """Return the program's name and version, without a line feed."""
    return f"picup {plain(__version__)}"
