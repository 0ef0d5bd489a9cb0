"""A signed keys file: what its signature covers, and that one of format 1 still opens."""

import json

import pytest

from picup_desktop.vault import age
from picup_desktop.vault.errors import NotForThisKey
from picup_desktop.vault.keys import (
    KeyRing,
    RingStorage,
    StrangeKeys,
    device_identity,
    home_identity,
    join_key_rings,
    open_bytes,
    open_key_ring,
    seal_bytes,
    seal_key_ring,
)
from picup_desktop.vault.trust import SigningKey, Statement

KEY, OTHER = age.X25519Identity.generate(), age.X25519Identity.generate()
SIGNER = SigningKey("a" * 16, b"7" * 32)
RING = KeyRing(
    vault_key="AGE-SECRET-KEY-1NEW",
    albums={"age1album": b"sealed"},
    devices={SIGNER.signer: SIGNER.public},
    storages={"main": RingStorage("file:///main", None)},
    former_keys=("AGE-SECRET-KEY-1OLD",),
    statements=(Statement("{}", "kit", "00"),),
    vault_id="v" * 32,
    number=7,
)


def test_a_signed_file_comes_back_as_it_was_and_names_its_signer() -> None:
    opened = open_key_ring(seal_key_ring(RING, [KEY.recipient()], SIGNER), [KEY])
    assert opened.envelope is not None
    assert opened.envelope.signer == SIGNER.signer
    assert opened.envelope.is_of(SIGNER.public)
    assert not opened.envelope.is_of(SigningKey("a", b"8" * 32).public)
    assert not opened.envelope.is_of(None)
    assert opened.vault_keys == ("AGE-SECRET-KEY-1NEW", "AGE-SECRET-KEY-1OLD")
    assert (opened.albums, opened.storages) == (RING.albums, RING.storages)
    assert (opened.statements, opened.vault_id) == (RING.statements, RING.vault_id)
    assert opened.number == RING.number


def test_a_changed_body_is_not_of_its_signer() -> None:
    body = open_bytes(seal_key_ring(RING, [KEY.recipient()], SIGNER), [KEY])
    changed = body.replace(b"1NEW", b"1BAD")
    opened = open_key_ring(seal_bytes(changed, [KEY.recipient()]), [KEY])
    assert opened.envelope is not None
    assert not opened.envelope.is_of(SIGNER.public)


def test_a_file_of_format_1_opens_and_nobody_signed_it() -> None:
    opened = open_key_ring(seal_key_ring(RING, [KEY.recipient()]), [KEY])
    assert opened.envelope is None
    assert (opened.vault_key, opened.vault_id) == (RING.vault_key, "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"{}",
        b'{"format": "picup-keys", "version": 3}',
        b'{"format":"picup-keys","version":2,"vault":"v","vault_key":null,"albums":{},"devices":{}}',
    ],
)
def test_what_opens_and_is_no_keys_file_is_told_apart_from_damage(body: bytes) -> None:
    with pytest.raises(StrangeKeys):
        open_key_ring(seal_bytes(body, [KEY.recipient()]), [KEY])
    with pytest.raises(NotForThisKey):
        open_key_ring(seal_bytes(body, [KEY.recipient()]), [OTHER])


def test_a_reader_of_format_1_finds_its_fields_in_a_signed_file() -> None:
    body, _ = open_bytes(seal_key_ring(RING, [KEY.recipient()], SIGNER), [KEY]).splitlines()
    plain = json.loads(body)
    assert {"vault_key", "albums", "devices", "storages"} <= plain.keys()


def test_joined_rings_keep_every_vault_key() -> None:
    older = KeyRing("AGE-SECRET-KEY-1OLD", {}, {})
    assert set(join_key_rings([older, RING]).vault_keys) == set(RING.vault_keys)


@pytest.mark.parametrize("post_quantum", [False, True])
def test_keys_derived_for_two_purposes_differ(post_quantum: bool) -> None:
    made = {
        str(make(b"1" * 32, post_quantum=post_quantum)) for make in (home_identity, device_identity)
    }
    assert len(made) == 2
