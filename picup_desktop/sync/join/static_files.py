"""The static files at a storage's root, written at setup and restored by ``verify --repair``.

A replaced or cleaned-up box lacks them. The photos do not need them, but a person who
finds the folder does, and so does ``picup open``.
"""

import logging
import secrets
from pathlib import Path

from picup_desktop.names import plain
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StrangeEntry
from picup_desktop.vault.layout import (
    MOST_STATIC_BYTES,
    README,
    README_NAME,
    VAULT_NAME,
    is_newer,
    vault_json,
)

log = logging.getLogger(__name__)


def static_files(vault_id: str, *, signed: bool) -> dict[str, bytes]:
    """Return the content of each file by name; ``signed``: the vault is of format 2."""
    return {README_NAME: README.encode(), VAULT_NAME: vault_json(vault_id, signed=signed)}


def put_static(storage: Storage, name: str, content: bytes, scratch: Path) -> None:
    """Write one static file; any StorageError."""
    # Both storages may get it at the same time.
    source = scratch / f"static-{secrets.token_hex(4)}"
    try:
        source.write_bytes(content)
        storage.put(name, source)
    finally:
        source.unlink(missing_ok=True)


def heal_static(storage: Storage, vault_id: str, scratch: Path, *, signed: bool) -> None:
    """Restore missing or changed static files; any StorageError.

    Files that a newer version wrote stay as they are, and where another computer moved the
    vault on, what it wrote.
    """
    files = static_files(vault_id, signed=signed)
    found = {name: _found(storage, name) for name in files}
    if is_newer(found[VAULT_NAME] or b""):
        return
    for name, content in files.items():
        if found[name] in {content, vault_json(vault_id) if name == VAULT_NAME else content}:
            continue
        if found[name] is not None:
            storage.remove(name)
        put_static(storage, name, content, scratch)
        log.info("%s was put back", plain(name))


def _found(storage: Storage, name: str) -> bytes | None:
    try:
        # One byte more than the largest of ours shows that it is none.
        return b"".join(storage.get(name, 0, MOST_STATIC_BYTES + 1))
    except ObjectNotFound:
        return None
    except StrangeEntry:
        # If a link is in its place, the link is removed and not its target (6-1).
        return b""
