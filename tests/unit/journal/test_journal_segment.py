"""One segment: sealed, opened, and refused by the name of the check that it fails."""

import gzip
import hashlib
import io
import json
import os
from dataclasses import dataclass, field, replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.journal import (
    AlbumAdded,
    Author,
    ChainHead,
    Entry,
    PhotoStored,
    Refused,
    SealedSegment,
    Segment,
    SegmentCheck,
    SegmentRefused,
    UnknownEntry,
    open_segment,
    parse_name,
    seal_entries,
    seal_segment,
    segment_name,
    try_segment,
)
from picup_desktop.vault.journal.segment import (
    PLAIN_LIMIT_BYTES,
    SEALED_LIMIT_BYTES,
    pack,
    unpack,
)
from picup_desktop.vault.keys import device_public_key, make_identity, make_vault, seal_bytes
from tests.unit.journal.test_journal_entries import a_hash, an_object


@dataclass(frozen=True)
class Keys:
    """A vault with some devices, for a test."""

    recovery: age.Identity
    vault: age.Identity
    author: Author
    devices: dict[str, str] = field(default_factory=dict)

    @property
    def recipients(self) -> list[age.Recipient]:
        return [self.recovery.recipient(), self.vault.recipient()]

    def open(self, name: str, data: bytes) -> Segment:
        return open_segment(
            name, data, [self.vault], vault_id=self.author.vault_id, devices=self.devices
        )

    def read(self, name: str, data: bytes) -> Segment | Refused:
        return try_segment(
            name, data, [self.vault], vault_id=self.author.vault_id, devices=self.devices
        )

    def seal(self, *entries: Entry, after: ChainHead | None = None) -> SealedSegment:
        return seal_segment(entries, self.author, self.recipients, after=after)


def make_keys(*, post_quantum: bool = False) -> Keys:
    new = make_vault(post_quantum=post_quantum)
    return Keys(
        new.recovery_key,
        new.vault_key,
        Author(new.vault_id, new.device_id, new.device_key),
        {new.device_id: device_public_key(new.device_key)},
    )


def stored(photo_id: int, path: str = "a.jpg", *, sealed: int = 0) -> PhotoStored:
    return PhotoStored(
        at=100,
        photo_id=photo_id,
        album_id=1,
        path=path,
        mtime_ns=1_700_000_000_123_456_789,
        size_bytes=1000,
        sha256=a_hash(("plain", sealed or photo_id)),
        object=an_object(sealed or photo_id),
        sealed_bytes=2000,
    )


ENTRIES = (AlbumAdded(1, 1, "Sommer", "age1x"), stored(1), stored(2, "caf\udce9.jpg"))


def refusal(keys: Keys, name: str, data: bytes) -> SegmentCheck:
    with pytest.raises(SegmentRefused) as caught:
        keys.open(name, data)
    assert keys.read(name, data) == Refused(name, caught.value.check)
    return caught.value.check


def crafted(keys: Keys, plain: bytes) -> bytes:
    """What anyone can seal who knows the public recipients."""
    return seal_bytes(pack(plain), keys.recipients)


def signed(keys: Keys, *lines: bytes) -> bytes:
    body = b"".join(line + b"\n" for line in lines)
    signature = Ed25519PrivateKey.from_private_bytes(keys.author.device_key).sign(body)
    return crafted(keys, body + json.dumps({"signature": signature.hex()}).encode() + b"\n")


def header(keys: Keys, **changes: object) -> bytes:
    plain: dict[str, object] = {
        "format": "picup-journal",
        "version": 1,
        "vault": keys.author.vault_id,
        "device": keys.author.device_id,
        "number": 1,
        "previous": None,
    }
    return json.dumps(plain | changes).encode()


@pytest.mark.parametrize("post_quantum", [False, True])
def test_a_segment_opens_with_either_key_as_it_was_sealed(*, post_quantum: bool) -> None:
    keys = make_keys(post_quantum=post_quantum)
    first = keys.seal(*ENTRIES)
    second = keys.seal(after=first.head)
    opened = keys.open(first.name, first.data)
    assert (opened.entries, opened.previous, opened.name) == (ENTRIES, None, first.name)
    assert opened.head == first.head
    assert first.hash == hashlib.sha256(first.data).hexdigest()
    assert keys.open(second.name, second.data).previous == first.hash
    assert replace(keys, vault=keys.recovery).open(first.name, first.data) == opened


def test_names_are_canonical() -> None:
    device = "0123456789abcdef"
    assert segment_name(device, 7) == f"journal/{device}/00000007.age"
    assert parse_name(segment_name(device, 123_456_789)) == (device, 123_456_789)
    for strange in ("7", "00000000", "000000007", "0000000\uff17"):
        assert parse_name(f"journal/{device}/{strange}.age") is None
    assert parse_name(f"journal/../{device}/00000001.age") is None


def test_every_changed_byte_is_seen() -> None:
    keys = make_keys()
    sealed = keys.seal(ENTRIES[0])
    for position in range(0, len(sealed.data), 7):
        changed = bytearray(sealed.data)
        changed[position] ^= 1
        assert refusal(keys, sealed.name, bytes(changed)) is SegmentCheck.UNREADABLE


def test_sealed_with_other_keys_or_far_too_large_is_unreadable() -> None:
    keys, other = make_keys(), make_identity(post_quantum=False)
    sealed = seal_segment(ENTRIES, keys.author, [other.recipient()], after=None)
    assert refusal(keys, sealed.name, sealed.data) is SegmentCheck.UNREADABLE
    large = seal_bytes(bytes(SEALED_LIMIT_BYTES), keys.recipients)
    assert refusal(keys, sealed.name, large) is SegmentCheck.UNREADABLE


def test_a_name_that_is_none_is_not_even_opened() -> None:
    keys = make_keys()
    sealed = keys.seal()
    assert refusal(keys, sealed.name + ".part", sealed.data) is SegmentCheck.STRANGE_NAME


def test_signed_by_another_key_is_a_bad_signature() -> None:
    keys, stranger = make_keys(), make_keys()
    forger = Author(keys.author.vault_id, keys.author.device_id, stranger.author.device_key)
    forged = seal_segment(ENTRIES, forger, keys.recipients, after=None)
    assert refusal(keys, forged.name, forged.data) is SegmentCheck.BAD_SIGNATURE
    unsigned = crafted(keys, header(keys) + b'\n{"signature":""}\n')
    assert refusal(keys, forged.name, unsigned) is SegmentCheck.BAD_SIGNATURE


def test_an_entry_changed_under_the_signature_is_a_bad_signature() -> None:
    keys = make_keys()
    sealed = keys.seal(*ENTRIES)
    plain = unpack(b"".join(_plain_parts(keys, sealed)))
    changed = crafted(keys, plain.replace(b"Sommer", b"Winter"))
    assert refusal(keys, sealed.name, changed) is SegmentCheck.BAD_SIGNATURE


def _plain_parts(keys: Keys, sealed: SealedSegment) -> list[bytes]:
    opened = age.Decryptor(io.BytesIO(sealed.data), [keys.vault])
    parts = []
    while part := opened.read(1 << 16):
        parts.append(part)
    return parts


def test_another_key_in_the_header_is_a_bad_signature() -> None:
    keys = make_keys()
    data = signed(keys, header(keys, key="00" * 32))
    assert refusal(keys, segment_name(keys.author.device_id, 1), data) is SegmentCheck.BAD_SIGNATURE


def test_a_device_nobody_knows() -> None:
    keys, stranger = make_keys(), make_keys()
    author = replace(stranger.author, vault_id=keys.author.vault_id)
    sealed = seal_segment(ENTRIES, author, keys.recipients, after=None)
    assert refusal(keys, sealed.name, sealed.data) is SegmentCheck.UNKNOWN_DEVICE


def test_a_genuine_segment_at_another_place() -> None:
    keys = make_keys()
    sealed = keys.seal(*ENTRIES)
    number_two = segment_name(keys.author.device_id, 2)
    assert refusal(keys, number_two, sealed.data) is SegmentCheck.WRONG_PLACE
    other_folder = segment_name("0123456789abcdef", 1)
    assert refusal(keys, other_folder, sealed.data) is SegmentCheck.WRONG_PLACE
    other_vault = replace(keys, author=replace(keys.author, vault_id="another"))
    assert refusal(other_vault, sealed.name, sealed.data) is SegmentCheck.WRONG_PLACE


@pytest.mark.parametrize(
    "changes",
    [
        {"previous": "00" * 32},
        {"previous": 7},
        {"checkpoint": {"part": 2, "parts": 1}},
        {"checkpoint": {"part": 1}},
        {"checkpoint": [1, 1]},
    ],
)
def test_a_signed_header_that_makes_no_sense(changes: dict[str, object]) -> None:
    keys = make_keys()
    name = segment_name(keys.author.device_id, 1)
    keys.open(name, signed(keys, header(keys)))
    assert refusal(keys, name, signed(keys, header(keys, **changes))) is SegmentCheck.BAD_CONTENT


def test_signed_entries_that_make_no_sense() -> None:
    keys = make_keys()
    name = segment_name(keys.author.device_id, 1)
    for line in (b"", b"[]", b'{"kind":"photo-back"}'):
        assert refusal(keys, name, signed(keys, header(keys), line)) is SegmentCheck.BAD_CONTENT


def test_a_later_format_asks_for_a_newer_program() -> None:
    keys = make_keys()
    name = segment_name(keys.author.device_id, 1)
    assert refusal(keys, name, signed(keys, header(keys, version=2))) is SegmentCheck.NEWER_FORMAT


@pytest.mark.parametrize(
    "plain", [b"", b"\n", b"photo", b"{}\n{}\n", b'[]\n{"signature":""}\n', b'{}\n{"signature":1}']
)
def test_what_is_no_segment_at_all(plain: bytes) -> None:
    keys = make_keys()
    name = segment_name(keys.author.device_id, 1)
    assert refusal(keys, name, crafted(keys, plain)) is SegmentCheck.BAD_CONTENT


def test_a_decompression_bomb_is_refused_in_bounded_memory() -> None:
    keys = make_keys()
    name = segment_name(keys.author.device_id, 1)
    bomb = gzip.compress(bytes(64 * PLAIN_LIMIT_BYTES), compresslevel=1)
    assert len(bomb) < SEALED_LIMIT_BYTES
    assert refusal(keys, name, seal_bytes(bomb, keys.recipients)) is SegmentCheck.BAD_CONTENT


def test_the_limit_of_plain_bytes_is_kept_to_the_byte() -> None:
    assert len(unpack(gzip.compress(bytes(PLAIN_LIMIT_BYTES)))) == PLAIN_LIMIT_BYTES
    with pytest.raises(Damaged, match="8 MiB"):
        unpack(gzip.compress(bytes(PLAIN_LIMIT_BYTES + 1)))


@pytest.mark.parametrize("tail", [b"\0\0x", gzip.compress(b"more", mtime=0)])
def test_nothing_may_hide_behind_the_signed_part(tail: bytes) -> None:
    keys = make_keys()
    sealed = keys.seal()
    packed = b"".join(_plain_parts(keys, sealed))
    data = seal_bytes(packed + tail, keys.recipients)
    assert refusal(keys, sealed.name, data) is SegmentCheck.BAD_CONTENT
    without_checksum = gzip.compress(unpack(packed))[:-8]
    cut = seal_bytes(without_checksum, keys.recipients)
    assert refusal(keys, sealed.name, cut) is SegmentCheck.BAD_CONTENT


def test_the_size_of_a_segment_tells_little() -> None:
    keys = make_keys()
    sizes = {len(keys.seal(stored(1, "x" * length)).data) for length in range(1, 200, 20)}
    assert len(sizes) == 1


def test_many_entries_go_into_segments_below_the_limit() -> None:
    keys = make_keys()
    # Random hexadecimal digits shrink by half only: the worst that entries can be.
    lines = [f'{{"kind":"noise","x":"{os.urandom(60_000).hex()}"}}' for _ in range(150)]
    entries = [UnknownEntry("noise", line) for line in lines]
    segments = seal_entries(entries, keys.author, keys.recipients, after=None)
    assert len(segments) == 3
    assert all(len(one.data) <= SEALED_LIMIT_BYTES for one in segments)
    opened = [keys.open(one.name, one.data) for one in segments]
    assert [entry for one in opened for entry in one.entries] == entries
    assert [one.previous for one in opened[1:]] == [one.hash for one in segments[:-1]]
    with pytest.raises(ValueError, match="too much"):
        keys.seal(*entries)


def test_the_worst_segment_stays_below_the_sealed_limit() -> None:
    keys = make_keys()
    sealed = seal_bytes(pack(os.urandom(PLAIN_LIMIT_BYTES)), keys.recipients)
    assert len(sealed) <= SEALED_LIMIT_BYTES


def test_no_segment_follows_on_another_devices() -> None:
    keys, other = make_keys(), make_keys()
    with pytest.raises(ValueError, match="one device"):
        keys.seal(after=other.seal().head)
