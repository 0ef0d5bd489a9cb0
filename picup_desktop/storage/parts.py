"""Temporary files that a put writes below ``tmp/`` before the object gets its final name.

Each put has its own random name, which reveals nothing but that it is ours. So two
writers of one object never share a file, and a sweep knows what it may remove.
"""

import re
import secrets

PART_PREFIX = "picup-part-"
RANDOM_BYTES = 16

_OURS = re.compile(rf"{PART_PREFIX}[0-9a-f]{{{2 * RANDOM_BYTES}}}")

_RANDOM_OF_EARLIER = r"(?:-[0-9a-f]{8})?"
_OF_EARLIER_VERSIONS = re.compile(
    r"(?:objects-[0-9a-f]{2}-[0-9a-f]{64}"
    r"|journal-[0-9a-f]{16}-[0-9]{8}\.age"
    r"|keys-[0-9]{1,9}\.age"
    r"|README\.txt|vault\.json"
    r"|(?:tmp-)?(?:probe|doctor)-[0-9a-f]{8}"
    rf"|(?:tmp-)?apart-[0-9a-f]{{16}}){_RANDOM_OF_EARLIER}"
)


def new_part() -> str:
    """Return a new unique part name, without a folder."""
    return f"{PART_PREFIX}{secrets.token_hex(RANDOM_BYTES)}"


def is_ours(name: str) -> bool:
    """Return whether a name directly below ``tmp/`` is one that this program makes.

    Earlier versions named a part after its object.
    """
    return bool(_OURS.fullmatch(name) or _OF_EARLIER_VERSIONS.fullmatch(name))
