"""Commands that bring photos back, and that look whether they could be."""

from pathlib import Path
from typing import Any

from picup_desktop.app import Engine
from picup_desktop.engine.arguments import Arguments
from picup_desktop.engine.protocol import Json
from picup_desktop.sync.read import Reader
from picup_desktop.sync.restore import Restore, RestoreObserver, to_restore
from picup_desktop.sync.restore_report import NobodyWatches, check_album, restore_document
from picup_desktop.sync.restore_storages import OutRemembered
from picup_desktop.vault.age import parse_identity


def restore(parts: Engine, given: Arguments) -> Json:
    """Photos into a folder of this computer."""
    folder, album = given.path("destination"), given.maybe_text("album")
    given.no_more()
    return restore_from(parts, folder, album, NobodyWatches())


def restore_from(
    parts: Engine, folder: Path, album: str | None, observer: RestoreObserver
) -> dict[str, Any]:
    """What ``picup restore`` does; what came of it as a document."""
    check_album(parts.ledger, album)
    reader = Reader(
        ledger=parts.ledger,
        storages={role: OutRemembered(s, parts.clock) for role, s in parts.storages.items()},
        vault_key=parse_identity(parts.secrets.vault_key),
        clock=parts.clock,
        scratch=parts.home.scratch,
    )
    photos = to_restore(parts.ledger, album)
    return restore_document(Restore(parts.ledger, reader, folder, observer).run(photos))
