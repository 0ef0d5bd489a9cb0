"""Write kits to files that only their owner can read; never overwrite a file."""

import os
from pathlib import Path

from picup_desktop.errors import UsageError
from picup_desktop.messages.system import reason_of
from picup_desktop.vault.kit import RecoveryKit, write_kit_text


def write_kit_file(kit: RecoveryKit, path: Path) -> None:
    """Write the text kit and flush it to the disk; UsageError if it exists or can't be written."""
    write_new_file(path, write_kit_text(kit).encode())


def write_new_file(path: Path, data: bytes) -> None:
    """Write a new file with permission 0600; UsageError says why it can't be written."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UsageError("kit-never-overwrites", path=str(path)) from error
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        # A partial kit would look like a whole one.
        path.unlink(missing_ok=True)
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> UsageError:
    why = reason_of(error)
    return UsageError("kit-cant-written-name-another", path=str(path), why=why)
