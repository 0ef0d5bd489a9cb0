"""The next names of a bucket, in a time that ends.

A store may answer each request for names with none, and with the word that more follow. The
library asks on until it has a page, and no signal reaches it meanwhile, so its wait is ended here.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import obstore
from obstore.store import S3Store

from picup_desktop.storage import web

if TYPE_CHECKING:
    from obstore import ObjectMeta

NAMES_A_PAGE = 1000
HEARS_SECONDS = 0.5


def page_of(store: S3Store, below: str, after: str) -> "Sequence[ObjectMeta]":
    """Return the next names below a path in their order; empty after the last one.

    StorageStalled after ``web.LONGEST_LISTING_MINUTES``, and any error of the library.
    """

    async def first() -> "Sequence[ObjectMeta]":
        listing = obstore.list(store, below or None, offset=after or None, chunk_size=NAMES_A_PAGE)
        try:
            async with asyncio.timeout(web.LONGEST_LISTING_MINUTES * 60):
                return await anext(aiter(listing), [])
        except TimeoutError as error:
            # A thread of the library hears of the end a moment later, and complains in many lines
            # where the interpreter has ended by then.
            await asyncio.sleep(HEARS_SECONDS)
            raise web.takes_too_long() from error

    return asyncio.run(first())
