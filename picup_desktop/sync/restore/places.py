"""The places into which nothing is written for a person.

A storage on this computer, such as a share that is mounted here, holds nothing that can be read
without the key: no photo as a plain file, and no recovery kit beside what it opens. And no file
of the home is replaced by a photo.
"""

from collections.abc import Mapping
from pathlib import Path

from picup_desktop.errors import UsageError
from picup_desktop.files.mounts import real_folder
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.storage.place import Place
from picup_desktop.storage.registry import parse_place
from picup_desktop.words import Role


def check_output(ledger: Ledger, target: Path) -> None:
    """UsageError for a file or folder in a storage of the vault."""
    check_outside(target, {one.role: parse_place(one.url) for one in ledger.storages.all()})


def check_outside(target: Path, storages: Mapping[Role, Place]) -> None:
    """UsageError for a file or folder in one of these storages; links count as where they lead."""
    role = storage_around(target, storages)
    if role is not None:
        raise UsageError("output-lies-in-storage", target=shown(str(target)), storage=role.value)


def storage_around(target: Path, storages: Mapping[Role, Place]) -> Role | None:
    """Return the storage of this computer in which a file or folder lies or would lie."""
    real = real_folder(target)
    for role, place in storages.items():
        if place.folder is not None and real.is_relative_to(real_folder(place.folder)):
            return role
    return None


def check_output_file(ledger: Ledger, home: Path, target: Path) -> None:
    """UsageError for a file in a storage, one of the home, or what is no file, such as a device.

    A file is put in place of what has its name: root would lose /dev/null by it.
    """
    if target.exists() and not target.is_file():
        raise UsageError("output-is-no-file", target=shown(str(target)))
    check_output(ledger, target)
    if target.exists() and real_folder(target).is_relative_to(real_folder(home)):
        raise UsageError("output-is-file-of-home", target=shown(str(target)))
