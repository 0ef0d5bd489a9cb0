"""Uploads in parts that never ended, listed and removed as files below ``tmp/``.

A program that is killed in the middle of a film leaves parts that no listing of objects shows,
and that are paid for until somebody drops them. The name of such a file says all that is needed
to drop it, because another connection may be told to.
"""

import re
import time
from collections.abc import Iterator
from urllib.parse import quote, unquote

from picup_desktop.storage.base import TEMPORARY_FOLDER, ObjectInfo
from picup_desktop.storage.bucket.questions import DAY_SECONDS, Questions, Unfinished
from picup_desktop.storage.parts import UPLOAD_PREFIX

_OBJECT = re.compile(r"objects/[0-9a-f]{2}/[0-9a-f]{1,64}")
"""Nothing else of a vault is large enough to be sent in parts."""
_AND = "&"


def leftovers(questions: Questions, root: str) -> Iterator[ObjectInfo]:
    """Yield the uploads of objects of the vault that have not ended; nothing if they are not known.

    ``root``: the path of the vault, with a slash at its end unless it is empty. The time is that
    of the last part, because a large film may be under way for longer than a day.
    """
    found = questions.unfinished(f"{root}objects/")
    if found is None:
        return
    for one in found:
        name = one.path.removeprefix(root)
        if not _OBJECT.fullmatch(name):
            continue
        size_bytes, last = 0, one.began_at
        if last < time.time() - DAY_SECONDS:
            size_bytes, last = questions.last_part(one)
        yield ObjectInfo(_name_of(name, one), size_bytes, last)


def _name_of(name: str, upload: Unfinished) -> str:
    named = f"{quote(name, safe='')}{_AND}{quote(upload.upload, safe='')}"
    return f"{TEMPORARY_FOLDER}/{UPLOAD_PREFIX}{named}"


def upload_of(name: str) -> tuple[str, str] | None:
    """Return the object and the id of an upload by its name below ``tmp/``; None for any other."""
    start = f"{TEMPORARY_FOLDER}/{UPLOAD_PREFIX}"
    path, found, upload = name.removeprefix(start).partition(_AND)
    if not name.startswith(start) or not found or not upload:
        return None
    path = unquote(path)
    return (path, unquote(upload)) if _OBJECT.fullmatch(path) else None
