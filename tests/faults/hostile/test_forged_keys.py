"""Keys files of an enemy, who has the public recipients and one storage (6-4)."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.sync.join.from_storage import scratch_folders
from picup_desktop.sync.join.kit import NoVaultThere, VaultKeys, WrongKit, open_keys
from picup_desktop.sync.join.vault import VaultOpening, new_secrets
from picup_desktop.sync.journal.trust import MOST_UNSIGNED_ALBUMS, trust_of
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.vault.age import X25519Identity, parse_recipient
from picup_desktop.vault.journal import SegmentCheck
from picup_desktop.vault.keys import (
    KeyRing,
    RingStorage,
    make_album_key,
    open_key_ring,
    seal_key_ring,
)
from picup_desktop.vault.kit import RecoveryKit, read_kit, write_kit_text
from picup_desktop.vault.trust import Kind, SigningKey, state
from picup_desktop.words import Role
from tests.picup import photo_bytes
from tests.small import Small, joined, small_vault

THIEF = SigningKey("f" * 16, b"t" * 32)
THIEFS_KEY = X25519Identity(b"k" * 32)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "small", ["a.jpg"])
    made.sync()
    return made


def kit_of(small: Small, *, bare: bool = False) -> RecoveryKit:
    assert small.kit is not None
    return RecoveryKit("", small.kit.identity, 0.0, ()) if bare else small.kit


def opened(small: Small, kit: RecoveryKit) -> VaultKeys:
    return open_keys(Role.MAIN, small.storages()[Role.MAIN], kit)


def forged(small: Small, *, signed: bool) -> bytes:
    """A keys file with the thief's vault key, sealed to the public recipients of the vault."""
    with small.ledger() as ledger:
        vault = ledger.vaults.get()
        said = tuple(trust_of(ledger).valid)
    assert vault is not None
    of_thief = {"device": THIEF.signer, "key": THIEF.public}
    mine = state(vault.vault_id, THIEF, Kind.MEMBER, **of_thief)
    ring = KeyRing(
        vault_key=str(THIEFS_KEY),
        albums={"age1flood": b"of the thief"},
        devices={THIEF.signer: THIEF.public},
        storages={"backup": RingStorage("file:///tmp/of-the-thief")},
        statements=(*said, mine),
        vault_id=vault.vault_id,
        number=9,
    )
    recipients = [parse_recipient(vault.recovery_recipient), parse_recipient(vault.vault_recipient)]
    return seal_key_ring(ring, recipients, THIEF if signed else None)


def keys_files(small: Small, role: Role = Role.MAIN) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in (small.root(role) / "keys").iterdir()}


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("bare", [False, True])
def test_a_keys_file_of_a_thief_beside_the_genuine_ones_is_not_believed(
    small: Small, signed: bool, bare: bool
) -> None:
    file = forged(small, signed=signed)
    (small.root(Role.MAIN) / "keys/9.age").write_bytes(file)
    keys = opened(small, kit_of(small, bare=bare))
    assert keys.vault_key == small.secrets.vault_key
    assert THIEF.signer not in keys.believed.trust.ever
    assert keys.ring.storages["backup"].url != "file:///tmp/of-the-thief"
    found = [(one.check, one.place) for one in keys.findings]
    assert found == ([(SegmentCheck.BAD_SIGNATURE, "keys/9.age")] if signed else [])


@pytest.mark.parametrize("signed", [False, True])
def test_a_storage_with_nothing_but_a_thief_s_keys_is_refused(small: Small, signed: bool) -> None:
    file = forged(small, signed=signed)
    shutil.rmtree(small.root(Role.MAIN) / "keys")
    (small.root(Role.MAIN) / "keys").mkdir()
    (small.root(Role.MAIN) / "keys/1.age").write_bytes(file)
    with pytest.raises(NoVaultThere) as refused:
        opened(small, kit_of(small))
    assert refused.value.message.code == "keys-there-not-signed-for-kit"


def test_a_pass_takes_nothing_from_a_thief_s_keys_and_repair_leaves_what_others_may_open(
    small: Small,
) -> None:
    before = keys_files(small)
    (small.root(Role.MAIN) / "keys/9.age").write_bytes(forged(small, signed=True))
    unknown = seal_key_ring(KeyRing(None, {}, {}), [THIEFS_KEY.recipient()])
    (small.root(Role.MAIN) / "keys/10.age").write_bytes(unknown)
    (small.root(Role.MAIN) / "keys/11.age").write_bytes(b"age-encryption.org/v1\ngarbage")
    small.sync()
    with small.ledger() as ledger:
        assert THIEF.signer not in {one.device_id for one in ledger.devices.all()}
        assert "age1flood" not in ledger.trust.former_album_keys()
        vault = ledger.vaults.get()
        assert vault is not None
        assert vault.vault_recipient == str(_identity(small).recipient())
    small.verify(repair=True)
    left = keys_files(small)
    assert left["10.age"] == unknown
    assert "11.age" not in left
    assert before.items() <= left.items()
    again = small.verify(repair=True)
    assert keys_files(small) == left, again


def test_a_keys_file_that_no_key_of_ours_opens_is_told_until_a_repair_wrote_ours_beside_it(
    small: Small,
) -> None:
    folder = small.root(Role.MAIN) / "keys"
    before = keys_files(small)
    unknown = seal_key_ring(KeyRing(None, {}, {}), [THIEFS_KEY.recipient()])
    (folder / "9.age").write_bytes(unknown)
    small.sync()
    assert told(small) == ["keys/9.age"]
    small.verify(repair=False)
    assert told(small) == ["keys/9.age"]

    small.verify(repair=True)
    after = keys_files(small)
    assert before.items() <= after.items()
    assert after.pop("9.age") == unknown
    assert len(after) == len(before) + 2
    assert told(small) == []
    small.sync()
    small.verify(repair=True)
    assert {**after, "9.age": unknown} == keys_files(small)
    assert told(small) == []

    # The same bytes under another name are the same file; others are told.
    (folder / "9.age").rename(folder / "30.age")
    small.sync()
    assert told(small) == []
    (folder / "30.age").write_bytes(seal_key_ring(KeyRing(None, {}, {}), [THIEFS_KEY.recipient()]))
    assert small.verify(repair=False)["journal"]
    assert told(small) == ["keys/30.age"]


def album_keys(small: Small) -> dict[str, bytes]:
    """The sealed keys of the albums of a computer, by recipient."""
    with small.ledger() as ledger:
        return {one.recipient: one.sealed_identity for one in ledger.albums.all(removed=True)}


def with_albums(albums: dict[str, bytes], small: Small, by: SigningKey | None) -> bytes:
    """A keys file that holds these keys of albums and nothing else."""
    with small.ledger() as ledger:
        vault = ledger.vaults.get()
    assert vault is not None
    ring = KeyRing(None, albums, {}, vault_id=vault.vault_id, number=9)
    recipients = [parse_recipient(vault.recovery_recipient), parse_recipient(vault.vault_recipient)]
    return seal_key_ring(ring, recipients, by)


@pytest.mark.parametrize("by", ["nobody", "a thief", "a computer of the vault"])
@pytest.mark.parametrize("how", ["garbage", "the key of another"])
def test_6_4_no_keys_file_takes_the_key_of_an_album_away(small: Small, by: str, how: str) -> None:
    genuine = album_keys(small)
    (recipient,) = genuine
    with small.ledger() as ledger:
        signing_key = signer_of(ledger, small.secrets).signing_key
        vault = ledger.vaults.get()
    assert vault is not None
    both = [vault.vault_recipient, vault.recovery_recipient]
    put = b"garbage"
    if how != "garbage":
        put = make_album_key(both, post_quantum=False).sealed_identity
    signer = {"nobody": None, "a thief": THIEF}.get(by, signing_key)
    (small.root(Role.MAIN) / "keys/9.age").write_bytes(
        with_albums({recipient: put, "age1flood": b"x"}, small, signer)
    )
    assert opened(small, kit_of(small)).ring.albums[recipient] == genuine[recipient]

    second = joined(small, small.folder / "second")
    assert album_keys(second)[recipient] == genuine[recipient]
    with second.ledger() as ledger:
        found = next(one for one in ledger.listing.photos() if one.photo.path == "a.jpg")
        assert second.read(ledger, found.photo) == photo_bytes("a.jpg", 3000)
    small.sync()
    assert genuine.items() <= album_keys(small).items()


def test_6_4_a_key_of_an_album_that_was_none_is_learnt_again(small: Small) -> None:
    """A home that took garbage for a key, as earlier versions did."""
    second = joined(small, small.folder / "second")
    genuine = album_keys(small)
    (recipient,) = genuine
    with second.ledger() as ledger, ledger.transaction():
        ledger.others.learn_keys({recipient: b"garbage"})
        ledger.vaults.note(Note.JOURNAL_SEEN, "")
    second.sync()
    assert album_keys(second)[recipient] == genuine[recipient]


def test_6_2_of_a_flood_of_album_keys_that_nobody_signed_few_are_tried(small: Small) -> None:
    flood = {f"age1{number}": b"x" for number in range(5000)}
    for number in (8, 9):
        file = with_albums({**flood, f"age1of{number}": b"x"}, small, None)
        (small.root(Role.MAIN) / f"keys/{number}.age").write_bytes(file)
    albums = opened(small, kit_of(small)).ring.albums
    assert len(albums) == MOST_UNSIGNED_ALBUMS + len(album_keys(small))
    assert album_keys(small).items() <= albums.items()


def told(small: Small) -> list[str]:
    """The places of the keys files that an attention item names."""
    with small.ledger() as ledger:
        texts = [item.text for item in ledger.attention.all()]
    return [word for text in texts for word in text.split() if word.startswith("keys/")]


def _identity(small: Small) -> X25519Identity:
    from picup_desktop.vault.age import parse_identity

    identity = parse_identity(small.secrets.vault_key)
    assert isinstance(identity, X25519Identity)
    return identity


def test_keys_files_of_another_vault_are_no_keys_of_this_one(small: Small, tmp_path: Path) -> None:
    other = small_vault(tmp_path / "other", ["b.jpg"])
    for name, data in keys_files(other).items():
        (small.root(Role.MAIN) / "keys" / f"9{name}").write_bytes(data)
    keys = opened(small, kit_of(small))
    assert keys.vault_key == small.secrets.vault_key
    assert {one.check for one in keys.findings} == {SegmentCheck.OTHER_KEY}
    shutil.rmtree(small.root(Role.MAIN) / "keys")
    shutil.copytree(other.root(Role.MAIN) / "keys", small.root(Role.MAIN) / "keys")
    with pytest.raises(WrongKit):
        opened(small, kit_of(small))


def test_a_dropped_keys_file_takes_nothing_away_and_a_new_computer_is_vouched_for(
    small: Small, tmp_path: Path
) -> None:
    names = sorted(keys_files(small), key=lambda name: int(name.removesuffix(".age")))
    (small.root(Role.MAIN) / "keys" / names[-1]).unlink()
    kit = kit_of(small)
    keys = opened(small, kit)
    assert keys.vault_key == small.secrets.vault_key
    secrets = new_secrets(keys, {}, {}, {})
    (tmp_path / "two").mkdir()
    with closing(open_ledger(tmp_path / "two/ledger.sqlite")) as ledger:
        opening = VaultOpening(ledger, keys, SystemClock(), scratch_folders(tmp_path / "two"))
        opening.record(kit, {}, secrets)
        report = opening.take_in(Role.MAIN, small.storages()[Role.MAIN], secrets)
        vault = ledger.vaults.get()
        assert vault is not None
        assert (report.photos, report.findings) == (1, ())
        assert opening.join({Role.MAIN: small.storages()[Role.MAIN]}, secrets) == []
    small.sync()
    with small.ledger() as ledger:
        assert vault.device_id in {one.device_id for one in ledger.devices.all()}
        assert vault.device_id in trust_of(ledger).members


def test_an_older_keys_file_under_a_later_number_is_named_and_not_used(small: Small) -> None:
    oldest = keys_files(small)["1.age"]
    (small.root(Role.MAIN) / "keys/99.age").write_bytes(oldest)
    keys = opened(small, kit_of(small))
    assert [(f.check, f.place) for f in keys.findings] == [
        (SegmentCheck.WRONG_PLACE, "keys/99.age")
    ]
    assert keys.vault_key == small.secrets.vault_key


def test_the_kit_names_the_key_that_it_signs_with(small: Small) -> None:
    kit = kit_of(small)
    text = write_kit_text(kit)
    assert read_kit(text.encode()).signs
    line = next(one for one in text.splitlines() if one.startswith("# trust:"))
    with pytest.raises(Exception, match="contradicts itself"):
        read_kit(text.replace(line, "# trust: " + "0" * 64).encode())
    assert not read_kit(write_kit_text(replace(kit, signs=False)).encode()).signs


def test_every_keys_file_of_the_vault_is_signed_by_its_device(small: Small) -> None:
    with small.ledger() as ledger:
        vault = ledger.vaults.get()
    assert vault is not None
    for data in keys_files(small).values():
        ring = open_key_ring(data, [_identity(small)])
        assert ring.envelope is not None
        assert ring.envelope.is_of(vault.device_key)
