"""Opening a segment: every check that needs no other segment, in a fixed order.

The order is name, age file, form, format version, device, signature, place, entries;
the first check that fails is reported.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from picup_desktop.errors import PicupError
from picup_desktop.names import shown
from picup_desktop.strict_json import parse_object, text_of
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.journal.entries import LONGEST_LINE_BYTES, decode_entry
from picup_desktop.vault.journal.findings import SegmentCheck, SegmentRefused
from picup_desktop.vault.journal.segment import (
    FORMAT,
    SEALED_LIMIT_BYTES,
    VERSION,
    CheckpointPart,
    Refused,
    Segment,
    parse_name,
    unpack,
)
from picup_desktop.vault.keys import open_bytes

# Ed25519, in hexadecimal.
LONGEST_SIGNATURE = 128

_HASH = re.compile(r"[0-9a-f]{64}")


def open_segment(
    name: str,
    data: bytes,
    identities: Sequence[age.Identity],
    *,
    vault_id: str,
    devices: Mapping[str, str],
) -> Segment:
    """Open the file ``name`` of a storage; SegmentRefused names the failed check.

    ``devices`` are the vault's own: hexadecimal Ed25519 public keys by device id.
    """
    if parse_name(name) is None:
        raise SegmentRefused(SegmentCheck.STRANGE_NAME, "segment-name-strange", name=shown(name))
    lines, body, signature = _unsealed(name, data, identities)
    header = _read_header(name, lines[0])
    device_id = str(header.get("device"))
    if device_id not in devices:
        raise SegmentRefused(SegmentCheck.UNKNOWN_DEVICE, "segment-from-unknown-device", name=name)
    _check_signature(name, devices[device_id], signature, body)
    if header.get("key", devices[device_id]) != devices[device_id]:
        raise SegmentRefused(SegmentCheck.BAD_SIGNATURE, "segment-names-another-key", name=name)
    if (header.get("vault"), device_id, header.get("number")) != (vault_id, *_place(name)):
        raise SegmentRefused(SegmentCheck.WRONG_PLACE, "segment-belongs-elsewhere", name=name)
    try:
        return Segment(
            device_id=device_id,
            number=_place(name)[1],
            previous=_previous(header),
            part=_part(header),
            entries=tuple(decode_entry(line) for line in lines[1:]),
            hash=hashlib.sha256(data).hexdigest(),
        )
    except (Damaged, ValueError, KeyError, TypeError) as error:
        raise SegmentRefused(
            SegmentCheck.BAD_CONTENT, "segment-makes-no-sense", name=name
        ) from error


def try_segment(
    name: str,
    data: bytes,
    identities: Sequence[age.Identity],
    *,
    vault_id: str,
    devices: Mapping[str, str],
) -> Segment | Refused:
    """As ``open_segment``, but return a refusal, as ``check_journal`` expects it."""
    try:
        return open_segment(name, data, identities, vault_id=vault_id, devices=devices)
    except SegmentRefused as refusal:
        return Refused(name, refusal.check)


def _place(name: str) -> tuple[str, int]:
    place = parse_name(name)
    if place is None:
        raise ValueError("not a segment's name")
    return place


def _unsealed(
    name: str, data: bytes, identities: Sequence[age.Identity]
) -> tuple[list[bytes], bytes, bytes]:
    if len(data) > SEALED_LIMIT_BYTES:
        raise SegmentRefused(SegmentCheck.UNREADABLE, "segment-too-large", name=name)
    try:
        packed = open_bytes(data, identities)
    except (Damaged, NotForThisKey) as error:
        raise SegmentRefused(
            SegmentCheck.UNREADABLE, "segment-cant-be-opened", name=name, why=error.message
        ) from error
    try:
        plain = unpack(packed)
        body, feed, last = plain.removesuffix(b"\n").rpartition(b"\n")
        signature = bytes.fromhex(text_of(_object(last)["signature"], most=LONGEST_SIGNATURE))
    except (PicupError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SegmentRefused(SegmentCheck.BAD_CONTENT, "holds-no-segment", name=name) from error
    return body.split(b"\n"), body + feed, signature


def _object(line: bytes) -> dict[str, object]:
    return parse_object(line, most_bytes=LONGEST_LINE_BYTES)


def _read_header(name: str, line: bytes) -> dict[str, object]:
    try:
        header = _object(line)
        if header["format"] != FORMAT or type(header["version"]) is not int:
            raise SegmentRefused(SegmentCheck.BAD_CONTENT, "holds-no-segment", name=name)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SegmentRefused(SegmentCheck.BAD_CONTENT, "holds-no-segment", name=name) from error
    if header["version"] != VERSION:
        raise SegmentRefused(SegmentCheck.NEWER_FORMAT, "segment-format-is-newer", name=name)
    return header


def _check_signature(name: str, public: str, signature: bytes, body: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, body)
    except InvalidSignature as error:
        raise SegmentRefused(
            SegmentCheck.BAD_SIGNATURE, "segment-not-signed-by-device", name=name
        ) from error


def _previous(header: Mapping[str, object]) -> str | None:
    previous = header["previous"]
    if previous is None and header["number"] == 1:
        return None
    if header["number"] == 1 or not isinstance(previous, str) or not _HASH.fullmatch(previous):
        raise ValueError("a segment does not say what it follows")
    return previous


def _part(header: Mapping[str, object]) -> CheckpointPart | None:
    plain = header.get("checkpoint")
    if plain is None:
        return None
    number, count = (plain["part"], plain["parts"]) if isinstance(plain, dict) else (0, 0)
    if type(number) is not int or type(count) is not int or not 1 <= number <= count:
        raise ValueError("a checkpoint does not say which part it is")
    return CheckpointPart(number, count)
