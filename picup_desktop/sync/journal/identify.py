"""Identify objects of this computer of which only the head was ever read.

They came without a journal and were adopted; once their content hash is known, this
computer's journal can list them.
"""

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.read.read import Reader

log = logging.getLogger(__name__)


def identify(ledger: Ledger, reader: Reader, scratch: Path, check: Callable[[], None]) -> int:
    """Read each once; return how many were identified. ``check`` may raise to stop it."""
    known = 0
    for photo_id in ledger.journal.unidentified():
        check()
        photo = ledger.photos.get(photo_id)
        if photo is None:
            continue
        file = scratch / f"identify-{secrets.token_hex(4)}"
        try:
            reader.read(photo, file, remote=True)
            known += 1
        except PicupError as error:
            log.warning("what a salvaged photo holds could not be read: %s", error.sentence)
        finally:
            file.unlink(missing_ok=True)
    return known
