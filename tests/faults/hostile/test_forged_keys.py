"""Keys files of an enemy, who has the public recipients and one storage (6-4)."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.sync.join.from_storage import scratch_folders
from picup_desktop.sync.join.kit import NoVaultThere, VaultKeys, WrongKit, open_keys
from picup_desktop.sync.join.vault import VaultOpening, new_secrets
from picup_desktop.sync.journal.trust import trust_of
from picup_desktop.vault.age import X25519Identity, parse_recipient
from picup_desktop.vault.journal import SegmentCheck
from picup_desktop.vault.keys import KeyRing, RingStorage, open_key_ring, seal_key_ring
from picup_desktop.vault.kit import RecoveryKit, read_kit, write_kit_text
from picup_desktop.vault.trust import Kind, SigningKey, state
from picup_desktop.words import Role
from tests.small import Small, small_vault

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
    secrets = new_secrets(keys, {}, {})
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
