"""Start this program again, as another of its parts; and whether its window can be opened here.

Read ``parts.py`` first.
"""

from picup_desktop.program.parts import (
    ProgramPart,
    background_command_of,
    command_of,
    environment_without_secrets,
    is_in_flatpak,
    is_installed,
    part_of,
)

__all__ = [
    "ProgramPart",
    "background_command_of",
    "command_of",
    "environment_without_secrets",
    "is_in_flatpak",
    "is_installed",
    "part_of",
]
