"""The bytes of one range in an answer of a WebDAV server."""

from collections.abc import Iterator

import httpx

from picup_desktop.storage.base import Piece
from picup_desktop.storage.dav.answers import begins_at
from picup_desktop.storage.errors import StorageImpossible
from picup_desktop.storage.web import check_form

PIECE_BYTES = 256 * 1024
PARTIAL = 206


def range_in(answer: httpx.Response, offset: int, left: float, server: str) -> Iterator[Piece]:
    """Yield what was asked for, also from a server that ignores ranges and sends all."""
    check_form(answer.headers, server)
    skipped = 0 if answer.status_code == PARTIAL else offset
    if answer.status_code != PARTIAL and "html" in answer.headers.get("Content-Type", ""):
        # A login page, of a network or the server itself, says nothing of the object.
        raise StorageImpossible("share-answers-a-page", server=server)
    if answer.status_code == PARTIAL and not begins_at(answer.headers, offset):
        raise StorageImpossible("share-answers-a-page", server=server)
    for data in answer.iter_raw(PIECE_BYTES):
        dropped = min(skipped, len(data))
        skipped -= dropped
        piece = memoryview(data)[dropped : dropped + int(min(left, len(data)))]
        if piece:
            left -= len(piece)
            yield piece
        if left <= 0:
            return
