"""Check that the two storages are two places, and two boxes (5-8)."""

from collections.abc import Mapping
from pathlib import Path

from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.health.checkup import Check
from picup_desktop.sync.join.one_place import is_one_place, side_of
from picup_desktop.words import Role

NAME = "two places"


def check_apart(
    storages: Mapping[Role, Storage], records: Mapping[Role, StorageRecord], scratch: Path
) -> list[Check]:
    """Return no check if a storage can't be asked; its own checks report that."""
    main, backup = (side_of(storages[role], parse_place(records[role].url)) for role in Role)
    try:
        same = is_one_place(main, backup, scratch)
    except StorageError:
        return []
    if same:
        text = (
            f"{records[Role.MAIN].url} and {records[Role.BACKUP].url} are the same place, or one"
            " lies in the other: there is one copy of each photo, not two. Copy the vault's folder"
            " to another box, and name its address in Settings > Storages."
        )
        return [Check(NAME, ok=False, text=text)]
    keys = {record.host_key for record in records.values()}
    if len(keys) == 1 and None not in keys:
        text = (
            "Main and backup are two folders, but show one host key: most likely they are on one"
            " box, and whoever loses it loses both copies. Two boxes are safer."
        )
        return [Check(NAME, ok=True, text=text, advice=True)]
    return [Check(NAME, ok=True, text="What is written on one does not show on the other.")]
