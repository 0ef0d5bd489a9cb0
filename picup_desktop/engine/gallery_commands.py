"""Commands for looking at photos whose files are not on this computer."""

import base64

from picup_desktop.app import Engine
from picup_desktop.engine.arguments import Arguments
from picup_desktop.engine.protocol import Json
from picup_desktop.sync.distant import DistantThumbnails
from picup_desktop.sync.find import find_photo
from picup_desktop.thumbnails.cache import ThumbnailCache
from picup_desktop.thumbnails.wire import Trouble
from picup_desktop.vault.age import parse_identity


def thumbnail(parts: Engine, given: Arguments) -> Json:
    """A small JPEG of a photo, from wherever it rests (2-1 to 2-3)."""
    named = given.text("photo")
    given.no_more()
    thumbnails = DistantThumbnails(
        parts.ledger,
        parts.reader(),
        cache=ThumbnailCache(parts.home.thumbnails),
        maker=parts.maker,
        vault_key=parse_identity(parts.secrets.vault_key),
        scratch=parts.home.scratch,
    )
    found = thumbnails.thumbnail(find_photo(parts.ledger, named))
    if isinstance(found, Trouble):
        return {"jpeg": None, "trouble": found.value}
    return {"jpeg": base64.b64encode(found).decode("ascii"), "trouble": None}
