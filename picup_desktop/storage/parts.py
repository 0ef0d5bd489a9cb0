"""Temporary files that a put writes below ``tmp/`` before the object gets its final name.

Each put has its own random name, so two writers of one object never share a file. The name
begins with its writer: the computer, one run of the program on it, and one courier process.
So a sweep knows what this computer made, and whether its writer can still be at work.

A claim is an empty file below ``tmp/`` that says which name its writer is about to give to a
part (``sftp/claim.py``); it is swept like a part. So is an upload in parts that never ended
(``bucket/leftovers.py``), which a bucket lists there.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass

PART_PREFIX = "picup-part-"
PART_DIGITS = 32
DEVICE_DIGITS = 12
"""Digits of the computer's id, as in the names in ``journal/``."""
RUN_DIGITS = 6
PROCESS_DIGITS = 4

CLAIM_PREFIX = "picup-claim-"
CLAIMED_DIGITS = 16
"""Digits of the hash of a claimed name."""

UPLOAD_PREFIX = "picup-upload-"
_UPLOAD = re.compile(rf"{UPLOAD_PREFIX}objects%2F[0-9a-f]{{2}}%2F[0-9a-f]{{1,64}}&[!-~]{{1,3000}}")

_OURS = re.compile(
    rf"(?:{PART_PREFIX}|{CLAIM_PREFIX}[0-9a-f]{{{CLAIMED_DIGITS}}}-)([0-9a-f]{{{PART_DIGITS}}})"
)

_RANDOM_OF_EARLIER = r"(?:-[0-9a-f]{8})?"
_OF_EARLIER_VERSIONS = re.compile(
    r"(?:objects-[0-9a-f]{2}-[0-9a-f]{64}"
    r"|journal-[0-9a-f]{16}-[0-9]{8}\.age"
    r"|keys-[0-9]{1,9}\.age"
    r"|README\.txt|vault\.json"
    r"|(?:tmp-)?(?:probe|doctor)-[0-9a-f]{8}"
    rf"|(?:tmp-)?apart-[0-9a-f]{{16}}){_RANDOM_OF_EARLIER}"
)


@dataclass(frozen=True)
class Writer:
    """The writer of a part; each field is hexadecimal, and empty if unknown."""

    device: str = ""
    run: str = ""
    """The holder of the home's lock: while it is held, no other run of this home writes."""
    process: str = ""

    @classmethod
    def of_run(cls, device_id: str, run_digest: str) -> "Writer":
        """Return the writer of a device and a run by their longer ids."""
        return cls(device_id[:DEVICE_DIGITS], run_digest[:RUN_DIGITS])

    def in_new_process(self) -> "Writer":
        """Return this writer in a process of its own."""
        return Writer(self.device, self.run, secrets.token_hex(PROCESS_DIGITS // 2))

    @property
    def digits(self) -> str:
        """The beginning of the names of its parts; empty unless every field is known."""
        known = self.device and self.run and self.process
        return f"{self.device}{self.run}{self.process}" if known else ""


NOBODY = Writer()
"""An unknown writer."""


def new_part(writer: Writer = NOBODY) -> str:
    """Return a new unique part name, without a folder."""
    rest = PART_DIGITS - len(writer.digits)
    return f"{PART_PREFIX}{writer.digits}{secrets.token_hex(PART_DIGITS)[:rest]}"


def claim_prefix(name: str) -> str:
    """Return how every claim to a name begins; other names begin differently."""
    return f"{CLAIM_PREFIX}{hashlib.sha256(name.encode()).hexdigest()[:CLAIMED_DIGITS]}-"


def new_claim(name: str, writer: Writer = NOBODY) -> str:
    """Return a new unique name of a claim, without a folder."""
    return f"{claim_prefix(name)}{new_part(writer).removeprefix(PART_PREFIX)}"


def is_left_by(part: str, writer: Writer, ended: frozenset[Writer]) -> bool:
    """Return whether this computer wrote a part or claim and its writer has certainly ended.

    ``writer``: the run that holds the home's lock now; ``ended``: its processes that ended.
    Another computer's part never is, whatever its age.
    """
    ours = _OURS.fullmatch(part)
    if ours is None or not (writer.device and writer.run):
        return False
    digits = ours.group(1)
    if not digits.startswith(writer.device):
        return False
    of_this_run = digits.startswith(f"{writer.device}{writer.run}")
    return not of_this_run or any(digits.startswith(one.digits) for one in ended if one.digits)


def is_of_computer(part: str, writer: Writer) -> bool:
    """Return whether the writer's computer wrote a part or claim, in this run or an earlier one."""
    ours = _OURS.fullmatch(part)
    return ours is not None and bool(writer.digits) and ours.group(1).startswith(writer.device)


def is_unfinished(name: str) -> bool:
    """Return whether a name directly below ``tmp/`` is an upload in parts that has not ended."""
    return _UPLOAD.fullmatch(name) is not None


def is_ours(name: str) -> bool:
    """Return whether a name directly below ``tmp/`` is one that this program makes.

    Earlier versions named a part after its object.
    """
    kinds = (_OURS, _UPLOAD, _OF_EARLIER_VERSIONS)
    return any(kind.fullmatch(name) for kind in kinds)
