"""The parsers of foreign bytes: good samples of each, and the errors that it may raise."""

import io
import json
import re
import struct
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from picup_desktop.errors import PicupError
from picup_desktop.storage.base import ObjectInfo, Probe
from picup_desktop.storage.courier import answers
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import packets
from picup_desktop.storage.sftp.packets import Packet, SftpStatus, WireBroken
from picup_desktop.strict_json import NotStrictJson
from picup_desktop.sync.journal.keys import names_a_storage
from picup_desktop.sync.journal.trust import NamedRing, believe
from picup_desktop.vault import age
from picup_desktop.vault.journal import AlbumAdded, Segment, replay, segment_name
from picup_desktop.vault.journal.segment import pack, unpack
from picup_desktop.vault.keys import (
    SIGNED_PREFIX,
    KeyRing,
    RingStorage,
    open_bytes,
    open_key_ring,
    seal_bytes,
    seal_key_ring,
)
from picup_desktop.vault.kit import read_kit, write_kit_text
from picup_desktop.vault.kit_content import KitStorage, RecoveryKit
from picup_desktop.vault.layout import is_newer, read_vault_json, vault_json
from picup_desktop.vault.objects import (
    OpenedPhoto,
    exact_sealed_bytes,
    length_of_named,
    seal_photo,
)
from picup_desktop.vault.tar_header import PhotoHeader
from picup_desktop.vault.trust import (
    KIT,
    Anchors,
    Kind,
    SigningKey,
    Statement,
    judge,
    restate,
    state,
)
from picup_desktop.words import Role
from tests.fuzz.of_faces import FACE_TARGETS
from tests.fuzz.of_files import FILE_TARGETS
from tests.fuzz.of_pictures import PICTURE_TARGETS
from tests.fuzz.of_ssh import SSH_TARGETS
from tests.fuzz.target import Target
from tests.unit.journal.test_journal_segment import make_keys, stored

KEYS = make_keys()
VAULT = KEYS.author.vault_id
SIGNER = SigningKey(KEYS.author.device_id, KEYS.author.device_key)
ANCHORS = Anchors(VAULT, None, KEYS.devices)
STRANGER = SigningKey("f" * 16, b"9" * 32)
LEAST_COST = 10


# age files: whoever holds a storage writes them, with any header.

IDENTITIES = (KEYS.vault, age.ScryptIdentity("a passphrase", most_work_factor=LEAST_COST))


@cache
def _age_files() -> Sequence[bytes]:
    recipients: tuple[list[age.Recipient], ...] = (
        KEYS.recipients,
        [age.ScryptRecipient("a passphrase", LEAST_COST)],
        [age.HybridIdentity.generate().recipient()],
    )
    return [seal_bytes(content, to) for to in recipients for content in (b"", b"some content")]


def _open_age(data: bytes) -> None:
    for identity in IDENTITIES:
        with suppress(PicupError):
            open_bytes(data, [identity])
    with suppress(PicupError):
        length_of_named("objects/aa/aa", data)


# What is inside a sealed file: anybody who has the public recipients writes it.


def _opened_photo(data: bytes) -> None:
    sealed = seal_bytes(data, [KEYS.vault.recipient()])
    photo = OpenedPhoto(io.BytesIO(sealed), [KEYS.vault])
    # As a new computer does where no list has the photo.
    assert exact_sealed_bytes(photo.header, age.header_length(io.BytesIO(sealed))) > 0
    for _ in photo.pieces():
        """Read to the end."""


@cache
def _photos() -> Sequence[bytes]:
    headers = (
        PhotoHeader("Sommer", "a/b.jpg", 1_700_000_000_123_456_789, 9),
        PhotoHeader("여름", "\udcff.jpg", -1, 9),
    )
    found = []
    for header in headers:
        sealed = io.BytesIO()
        seal_photo(io.BytesIO(b"the photo"), header, sealed, [KEYS.vault.recipient()])
        found.append(open_bytes(sealed.getvalue(), [KEYS.vault]))
    return found


def _keys_files() -> Sequence[bytes]:
    storages = {"main": {"url": "sftp://a@b/c", "host_key": "ssh-ed25519 AAAA"}}
    plain = {
        "vault_key": str(KEYS.vault),
        "albums": {"a1b2": "YQ==", "c3d4": ""},
        "devices": KEYS.devices,
        "storages": storages,
    }
    signed = open_bytes(seal_key_ring(_ring(), [KEYS.vault.recipient()], SIGNER), [KEYS.vault])
    return [json.dumps(plain).encode(), json.dumps({**plain, "vault_key": None}).encode(), signed]


def _ring() -> KeyRing:
    return KeyRing(
        vault_key=str(KEYS.vault),
        albums={"a1b2": b"a"},
        devices=KEYS.devices,
        storages={"backup": RingStorage("sftp://a@b/c", "ssh-ed25519 AAAA")},
        former_keys=("AGE-SECRET-KEY-1FORMER",),
        statements=(state(VAULT, SIGNER, Kind.NAME, device=SIGNER.signer, name="a", at=1),),
        vault_id=VAULT,
        number=1,
    )


def _open_keys(data: bytes) -> None:
    ring = open_key_ring(seal_bytes(data, [KEYS.vault.recipient()]), [KEYS.vault])
    for text in (*ring.devices, *ring.albums, *ring.storages, *ring.vault_keys, ring.vault_id):
        text.encode()


def _bodies() -> Sequence[bytes]:
    """The first line of a signed keys file."""
    signed = open_bytes(seal_key_ring(_ring(), [KEYS.vault.recipient()], SIGNER), [KEYS.vault])
    return [signed.partition(b"\n")[0]]


def _believe(data: bytes) -> None:
    """Signed by a computer of the vault, as one that was taken over can, and by a stranger."""
    vault_id = re.search(b'"vault": ?"([0-9a-f]+)"', data)
    anchors = replace(ANCHORS, kit_key=STRANGER.public)
    if vault_id:
        anchors = replace(anchors, vault_id=vault_id[1].decode())
    for by in (SIGNER, STRANGER):
        key = Ed25519PrivateKey.from_private_bytes(by.private)
        last = {"by": SIGNER.signer, "signature": key.sign(SIGNED_PREFIX + data).hex()}
        plain = data + b"\n" + json.dumps(last).encode() + b"\n"
        ring = open_key_ring(seal_bytes(plain, [KEYS.vault.recipient()]), [KEYS.vault])
        believed = believe([NamedRing(Role.MAIN, "keys/1.age", ring)], (), anchors)
        (left,) = believed.rings
        assert by is SIGNER or not left.vault_keys, "nobody of the vault signed it"
        assert set(believed.trust.members) >= {SIGNER.signer} - believed.trust.removed.keys()
        for storage in left.storages.items():
            names_a_storage(*storage)


def _segments() -> Sequence[bytes]:
    """The signed lines of a segment."""
    one = KEYS.seal(AlbumAdded(1, 1, "Sommer", "age1x"), stored(1), stored(2, "사진.jpg"))
    lines = unpack(open_bytes(one.data, [KEYS.vault])).splitlines(keepends=True)
    return [b"".join(lines[:-1])]


def _opened_segment(data: bytes) -> None:
    """Signed by a computer of the vault, as one that was taken over can."""
    data = _of_this_run(data)
    signature = Ed25519PrivateKey.from_private_bytes(KEYS.author.device_key).sign(data)
    plain = data + json.dumps({"signature": signature.hex()}).encode() + b"\n"
    name = segment_name(KEYS.author.device_id, 1)
    found = KEYS.read(name, seal_bytes(pack(plain), [KEYS.vault.recipient()]))
    if isinstance(found, Segment):
        state = replay(found.device_id, [found])
        for photo in state.photos.values():
            assert -(2**63) <= photo.mtime_ns < 2**63, "too large for SQLite"
        for album in state.albums.values():
            album.recipient.encode()


def _of_this_run(data: bytes) -> bytes:
    """Put this run's vault and computer in place of those of the run that a case is from."""
    header, feed, rest = data.partition(b"\n")
    device = KEYS.author.device_id
    for name, ours in (("vault", VAULT), ("device", device), ("key", KEYS.devices[device])):
        theirs = f'"{name}":"[0-9a-f]{{{len(ours)}}}"'.encode()
        header = re.sub(theirs, f'"{name}":"{ours}"'.encode(), header)
    return header + feed + rest


def _packed(data: bytes) -> None:
    unpack(data)


# Who belongs to the vault, as a computer of it says that was taken over.


def _statements() -> Sequence[bytes]:
    other = SigningKey("b" * 16, b"8" * 32)
    said = (
        state(VAULT, SIGNER, Kind.MEMBER, device=other.signer, key=other.public),
        state(VAULT, SIGNER, Kind.REMOVED, device=other.signer, number=5, at=6),
        state(VAULT, SIGNER, Kind.KIT, key=other.public, recipient="age1x", number=2, at=6),
        state(VAULT, SIGNER, Kind.VAULT_KEY, recipient="age1x", number=2, kit="a", without=["b"]),
        state(VAULT, SIGNER, Kind.CARD, device=SIGNER.signer, recipient="age1x"),
        state(VAULT, SIGNER, Kind.NAME, device=SIGNER.signer, name="사무실", at=6),
    )
    return [one.text.encode() for one in said]


def _judge(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    try:
        signed = restate(Statement(text, "", ""), SIGNER)
    except UnicodeEncodeError:
        signed = Statement(text, SIGNER.signer, "00")
    # A case of another run names the vault of that run.
    vault_id = re.search('"vault":"([0-9a-f]+)"', text)
    anchors = replace(ANCHORS, vault_id=vault_id[1]) if vault_id else ANCHORS
    trust = judge([signed, Statement(text, KIT, "00")], anchors)
    assert judge(trust.valid, anchors).valid == trust.valid
    for said in (*trust.names.values(), *trust.cards.values(), *trust.members):
        said.encode()


SAID_BY = {
    KIT: SigningKey(KIT, b"7" * 32),
    **{device: SigningKey(device, device[:1].encode() * 32) for device in ("a" * 16, "b" * 16)},
}
MOST_SAID = 12


def _sets() -> Sequence[bytes]:
    """Lists of ``[signer, kind, facts]``, of a vault with a kit and two computers."""
    (a, b), first, c = ("a" * 16, "b" * 16), SAID_BY["a" * 16], STRANGER
    let_in = [
        [KIT, "member", {"device": a, "key": first.public}],
        [a, "member", {"device": b, "key": SAID_BY[b].public}],
        [b, "member", {"device": c.signer, "key": c.public}],
    ]
    removal = [a, "removed", {"device": b, "number": 3, "at": 5}]
    back = [b, "removed", {"device": a, "number": 3, "at": 4}]
    names = [[a, "name", {"device": b, "name": "old", "at": 1}]]
    names += [[b, "name", {"device": b, "name": "new", "at": 1}]]
    keys = [[a, "vault-key", {"recipient": "age1x", "number": 2, "kit": "k", "without": [b]}]]
    kit = {"key": c.public, "recipient": "age1y", "number": 2, "at": 3}
    sets = (let_in, [*let_in, removal, back], [*let_in, *names, *keys, [KIT, "kit", kit]])
    return [json.dumps(one, separators=(",", ":")).encode() for one in sets]


def _judge_set(data: bytes) -> None:
    """What follows does not depend on the order, and a stranger's word changes nothing."""
    said = _said_of(data)
    anchors = Anchors(VAULT, SAID_BY[KIT].public, {})
    trust = judge(said, anchors)
    assert judge(said[::-1], anchors) == trust
    # Whom a removed device let in is not said any more.
    assert replace(judge(trust.valid, anchors), ever=trust.ever) == trust
    let_in = {"device": "c" * 16, "key": "0" * 64}
    forged = [
        replace(
            state(VAULT, replace(STRANGER, private=b"0" * 32), Kind.MEMBER, **let_in), signer=by
        )
        for by in (*SAID_BY, STRANGER.signer, "c" * 16)
    ]
    assert judge([*said, *forged], anchors) == trust
    assert not trust.removed.keys() & trust.members.keys()


def _said_of(data: bytes) -> list[Statement]:
    try:
        return [_signed(*one) for one in json.loads(data)[:MOST_SAID]]
    except (ValueError, TypeError, KeyError, RecursionError):
        # It is no list of statements.
        return []


def _signed(signer: str, kind: str, facts: dict[str, object]) -> Statement:
    text = json.dumps({**facts, "kind": kind, "vault": VAULT})
    return restate(Statement(text, "", ""), SAID_BY.get(signer, STRANGER))


# Plain files, and what people type.


def _kits() -> Sequence[bytes]:
    host_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2Zz1H7Xv4Zz8k1L0m4J0bW9kqf7cVq0v3v6v1Qm8aJ"
    storages = (
        KitStorage("main", "sftp://a@b/c", host_key),
        KitStorage("backup", "file:///d", None),
    )
    kit = RecoveryKit("a vault", str(KEYS.recovery), 1_700_000_000.0, storages)
    text = write_kit_text(kit)
    words = [line.partition(": ")[2] for line in text.splitlines() if "# words: " in line]
    return [text.encode(), str(KEYS.recovery).encode(), " ".join(words).encode()]


def _vault_json(data: bytes) -> None:
    is_newer(data)
    read_vault_json(data)


def _url(data: bytes) -> None:
    place = parse_place(data.decode("utf-8", "surrogateescape"))
    assert parse_place(place.url) == place


URLS = (
    *(b"sftp://user@host:22/path", b"sftp://u%40@[::1]:2222/~/a%20b", b"file:///a/b%2Fc"),
    *(b"sftp://host/%ED%95%9C", b"file://host/a", b"SFTP://a:b@c:0/d?e#f", b"s3://a/b"),
)

# Servers and children.


def _sftp(data: bytes) -> None:
    """Every reader, on the payload of every kind of answer."""
    payload = memoryview(data)
    readers: tuple[Callable[[tuple[int, memoryview]], object], ...] = (
        packets.check_status,
        packets.handle_of,
        packets.data_of,
        packets.attributes_of,
        packets.space_of,
        packets.largest_of,
        lambda answer: list(packets.entries_of(answer)),
        lambda answer: list(packets.extensions_of(answer[1])),
    )
    for read in readers:
        for kind in Packet:
            with suppress(WireBroken, SftpStatus):
                read((kind, payload))


ATTRIBUTES = struct.pack(">IQIIIII", 0xD, 2**40, 0o100644, 0, 1_700_000_000, 0, 0)
SFTP = (
    struct.pack(">I", 4) + packets.string(b"no such file") + packets.string(b"en"),
    packets.string(b"handle"),
    ATTRIBUTES,
    struct.pack(">I", 2) + (packets.string(b"a") + packets.string(b"-rw") + ATTRIBUTES) * 2,
    struct.pack(">11Q", *(4096,) * 11),
    struct.pack(">IIIII", 0x80000000, 2, 1, 1, 1),
    packets.string(b"limits@openssh.com") + packets.string(b"1"),
)


def _courier(data: bytes) -> None:
    readers: tuple[answers.Heard[object], ...] = (
        *(answers.info, answers.items, answers.probe, answers.error, answers.truth),
        *(answers.free_bytes, answers.moved_bytes, answers.nothing),
        *(answers.puts(2), answers.removals(2), answers.sums(2)),
    )
    told = answers.parsed(data)
    for read in readers:
        with suppress(NotStrictJson):
            read(told)


INFO = ObjectInfo("objects/ab/abcd", 5, 1.5)
COURIER = (
    answers.say_items([INFO, INFO]),
    answers.say(INFO),
    answers.say(Probe(0.1, 5, "ssh-ed25519 AAAA", ("tmp",))),
    answers.say([ObjectNotFound("no-such-photo", photo="a"), None]),
    answers.say([True, ObjectNotFound("timed-out")]),
)


TARGETS = (
    Target("age", _age_files, _open_age, ()),
    Target("object", _photos, _opened_photo, (PicupError,)),
    Target("keys", _keys_files, _open_keys, (PicupError,)),
    Target("belief", _bodies, _believe, (PicupError,)),
    Target("trust", _statements, _judge, ()),
    Target("trust_set", _sets, _judge_set, ()),
    Target("segment", _segments, _opened_segment, ()),
    Target("packed", lambda: [pack(b"some lines")], _packed, (PicupError,)),
    Target("kit", _kits, read_kit, (PicupError,)),
    Target("vault_json", lambda: [vault_json("a vault")], _vault_json, (PicupError,)),
    Target("url", lambda: URLS, _url, (PicupError,)),
    Target("sftp", lambda: SFTP, _sftp, ()),
    Target("courier", lambda: COURIER, _courier, (NotStrictJson,)),
    *SSH_TARGETS,
    *FACE_TARGETS,
    *FILE_TARGETS,
    *PICTURE_TARGETS,
)
