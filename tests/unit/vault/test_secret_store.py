"""Secrets of this computer: kept whole, privately, and never in clear."""

import json
import os
import stat
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.messages.catalogue import in_english
from picup_desktop.names import spellings
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, VaultError
from picup_desktop.vault.keys import open_bytes, seal_bytes
from picup_desktop.vault.sealed_file_store import SealedFileStore, WrongPassphrase
from picup_desktop.vault.secret_store import (
    NoSecrets,
    Secrets,
    SecretStore,
    decode_secrets,
    encode_secrets,
    make_passphrase_check,
    passphrase_opens,
)
from tests.small import LOW_COST

SECRETS = Secrets(
    vault_key="AGE-SECRET-KEY-1EXAMPLE",
    device_key="0f" * 32,
    passwords={"main": "pässword\n", "backup": '"'},
    key_passphrases={"backup": "日本"},
    notify_urls=("slack://token",),
)
OTHER = Secrets("AGE-SECRET-KEY-1OTHER", "f0" * 32)


# Secrets as text


def test_secrets_survive_as_json() -> None:
    assert decode_secrets(encode_secrets(SECRETS)) == SECRETS
    assert decode_secrets(encode_secrets(OTHER).encode()) == OTHER


def test_nothing_secret_is_shown_by_chance() -> None:
    assert repr(SECRETS) == "Secrets()"
    assert "correct horse" not in repr(SealedFileStore(Path("x"), "correct horse"))


def test_missing_fields_have_defaults_and_later_ones_are_passed_over() -> None:
    plain = {"vault_key": OTHER.vault_key, "device_key": OTHER.device_key, "later": [1]}
    assert decode_secrets(json.dumps(plain)) == OTHER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"vault_key": "k", "device_key": "abc"}',
        '{"vault_key": "k", "device_key": "00"}',
        json.dumps({"vault_key": 7, "device_key": "00" * 32}),
        json.dumps({"vault_key": "k", "device_key": "00" * 32, "passwords": ["x"]}),
        json.dumps({"vault_key": "k", "device_key": "00" * 32, "passwords": {"main": 1}}),
        json.dumps({"vault_key": "k", "device_key": "00" * 32, "notify_urls": 1}),
    ],
)
def test_what_makes_no_sense_is_damaged(text: str) -> None:
    with pytest.raises(Damaged, match="recovery kit"):
        decode_secrets(text)


# A sealed file


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sealed") / "secrets.age"
    SealedFileStore(path, "correct horse", LOW_COST).save(SECRETS)
    return path.read_bytes()


def test_a_sealed_file_comes_back_and_holds_nothing_in_clear(tmp_path: Path) -> None:
    store: SecretStore = SealedFileStore(tmp_path / "secrets.age", "correct horse")
    store.save(SECRETS)
    assert store.load() == SECRETS
    data = (tmp_path / "secrets.age").read_bytes()
    assert b"EXAMPLE" not in data
    assert b"slack" not in data
    assert str(tmp_path) in in_english(store.describe())
    assert "correct horse" not in in_english(store.describe())


def test_a_wrong_passphrase_is_no_permission(tmp_path: Path, sealed: bytes) -> None:
    path = tmp_path / "secrets.age"
    path.write_bytes(sealed)
    for wrong in ("wrong", "", "correct horse "):
        with pytest.raises(WrongPassphrase, match="does not open") as told:
            SealedFileStore(path, wrong).load()
        assert told.value.exit_code is ExitCode.NO_PERMISSION


def test_a_passphrase_must_be_something(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="empty"):
        SealedFileStore(tmp_path / "secrets.age", "").save(SECRETS)
    with pytest.raises(UsageError, match="UTF-8"):
        SealedFileStore(tmp_path / "secrets.age", "\udcff").save(SECRETS)
    assert list(tmp_path.iterdir()) == []


def test_a_cut_file_is_damaged(tmp_path: Path, sealed: bytes) -> None:
    path = tmp_path / "secrets.age"
    for length in (0, 10, len(sealed) // 2, len(sealed) - 1):
        path.write_bytes(sealed[:length])
        with pytest.raises(Damaged, match=r"secrets\.age is damaged"):
            SealedFileStore(path, "correct horse").load()


@settings(deadline=None, max_examples=25)
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_flipped_byte_never_passes(
    tmp_path_factory: pytest.TempPathFactory, sealed: bytes, where: float, flip: int
) -> None:
    path = tmp_path_factory.mktemp("flipped") / "secrets.age"
    data = bytearray(sealed)
    data[int(where * len(data))] ^= flip
    path.write_bytes(data)
    with pytest.raises((Damaged, WrongPassphrase)):
        SealedFileStore(path, "correct horse").load()


def test_a_file_that_would_cost_too_much_memory_is_refused(tmp_path: Path, sealed: bytes) -> None:
    path = tmp_path / "secrets.age"
    lines = sealed.split(b"\n")
    assert lines[1].endswith(b" 10")
    lines[1] = lines[1][:-2] + b"18"
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(Damaged):
        SealedFileStore(path, "correct horse").load()


def cost(path: Path) -> int:
    return int(path.read_bytes().split(b"\n")[1].rpartition(b" ")[2])


@pytest.mark.full_cost
def test_a_passphrase_costs_what_is_promised(tmp_path: Path) -> None:
    path = tmp_path / "secrets.age"
    SealedFileStore(path, "correct horse").save(SECRETS)
    assert cost(path) == 17
    before = path.read_bytes()
    store = SealedFileStore(path, "correct horse")
    store.renew(store.load())
    assert path.read_bytes() == before


@pytest.mark.full_cost
@pytest.mark.parametrize("low", [15, 16])
def test_a_file_of_less_cost_is_sealed_anew_once_it_opened(tmp_path: Path, low: int) -> None:
    path = tmp_path / "secrets.age"
    SealedFileStore(path, "correct horse", low).save(SECRETS)
    store = SealedFileStore(path, "correct horse")
    assert store.load() == SECRETS
    store.renew(SECRETS)
    assert (cost(path), store.load()) == (17, SECRETS)


@pytest.mark.full_cost
def test_a_wrong_passphrase_seals_nothing_anew(tmp_path: Path, sealed: bytes) -> None:
    path = tmp_path / "secrets.age"
    path.write_bytes(sealed)
    SealedFileStore(path, "wrong").renew(OTHER)
    assert path.read_bytes() == sealed


@pytest.mark.full_cost
def test_a_disk_that_refuses_keeps_the_file_of_less_cost(
    tmp_path: Path, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secrets.age"
    path.write_bytes(sealed)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    SealedFileStore(path, "correct horse").renew(SECRETS)
    assert path.read_bytes() == sealed


def test_the_locks_own_passphrase_costs_as_much_and_earlier_checks_open() -> None:
    check = make_passphrase_check("correct horse")
    assert check.startswith("11")
    assert passphrase_opens(check, "correct horse")
    assert not passphrase_opens(check, "wrong")
    # Made by the version before, which kept salt and hash alone (2**15).
    salt = bytes(range(16))
    digest = Scrypt(salt, 32, n=2**15, r=8, p=1).derive(b"correct horse")
    assert passphrase_opens((salt + digest).hex(), "correct horse")
    assert not passphrase_opens((salt + digest).hex(), "wrong")
    # A cost of somebody else's choice is not paid.
    assert not passphrase_opens("1f" + check[2:], "correct horse")


def test_a_missing_file_points_to_the_kit(tmp_path: Path) -> None:
    with pytest.raises(NoSecrets, match="recovery kit") as told:
        SealedFileStore(tmp_path / "secrets.age", "correct horse").load()
    assert told.value.exit_code is ExitCode.NO_PERMISSION


def test_what_is_no_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoSecrets, match="can't be read"):
        SealedFileStore(tmp_path, "correct horse").load()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_sealed_file_is_private_whatever_lay_there_before(tmp_path: Path) -> None:
    path, left_by_a_crash = tmp_path / "secrets.age", tmp_path / "secrets.age.new"
    for old in (path, left_by_a_crash):
        old.write_bytes(b"old")
        old.chmod(0o666)
    SealedFileStore(path, "correct horse").save(SECRETS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_save_leaves_the_old_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SealedFileStore(tmp_path / "secrets.age", "correct horse")
    store.save(SECRETS)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(VaultError, match="No space left"):
            store.save(OTHER)
    assert store.load() == SECRETS
    assert list(tmp_path.iterdir()) == [tmp_path / "secrets.age"]


def test_the_new_file_is_flushed_before_it_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, steps = SealedFileStore(tmp_path / "secrets.age", "correct horse"), []
    flush, replace = os.fsync, Path.replace

    def watched_flush(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        flush(descriptor)

    def watched_replace(path: Path, target: Path) -> Path:
        steps.append("replace")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", watched_flush)
    monkeypatch.setattr(Path, "replace", watched_replace)
    store.save(SECRETS)
    assert steps == (
        ["file", "replace"] if sys.platform == "win32" else ["file", "replace", "folder"]
    )


COMPOSED, APART = (normalize(form, "가을 사진 보관함 é") for form in ("NFC", "NFD"))


@pytest.mark.parametrize("chosen", [COMPOSED, APART])
def test_a_passphrase_opens_however_its_letters_are_spelled(tmp_path: Path, chosen: str) -> None:
    """A keyboard sends 가 as one sign; copied from a Mac's file name it is two, and looks alike."""
    path = tmp_path / "secrets.age"
    SealedFileStore(path, chosen, LOW_COST).save(SECRETS)
    check = make_passphrase_check(chosen)
    for typed in (COMPOSED, APART):
        assert SealedFileStore(path, typed, LOW_COST).load() == SECRETS
        assert passphrase_opens(check, typed)
    with pytest.raises(WrongPassphrase):
        SealedFileStore(path, COMPOSED[:-1] + "e", LOW_COST).load()
    assert not passphrase_opens(check, COMPOSED[:-1] + "e")


def test_what_was_sealed_by_letters_taken_apart_before_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "secrets.age"
    recipient = age.ScryptRecipient(APART, LOW_COST)
    path.write_bytes(seal_bytes(encode_secrets(SECRETS).encode(), [recipient]))
    assert SealedFileStore(path, APART, LOW_COST).load() == SECRETS
    assert SealedFileStore(path, COMPOSED, LOW_COST).load() == SECRETS


def test_stock_age_opens_by_what_a_keyboard_sends(tmp_path: Path) -> None:
    path = tmp_path / "secrets.age"
    SealedFileStore(path, APART, LOW_COST).save(SECRETS)
    identity = age.ScryptIdentity(COMPOSED, LOW_COST)
    assert decode_secrets(open_bytes(path.read_bytes(), [identity])) == SECRETS
    assert spellings("only ASCII") == ("only ASCII",)
