"""The files that people name as SSH keys: what is read, and what is told for what it is."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from picup_desktop.files.ssh_key import KeyKind, kind_of, needs_passphrase
from picup_desktop.storage.errors import LoginRefused
from picup_desktop.storage.sftp.login.keys import load_key

PASSPHRASE = "öffne dich"
ED25519 = ed25519.Ed25519PrivateKey.generate()
ECDSA = ec.generate_private_key(ec.SECP384R1())
RSA = rsa.generate_private_key(65537, 2048)
FORMATS = {
    "openssh": PrivateFormat.OpenSSH,
    "pem": PrivateFormat.TraditionalOpenSSL,
    "pkcs8": PrivateFormat.PKCS8,
}
LOCKS: dict[str, KeySerializationEncryption] = {
    "open": NoEncryption(),
    "locked": BestAvailableEncryption(PASSPHRASE.encode()),
}
TYPES = {"ssh-ed25519": ED25519, "ecdsa-sha2-nistp384": ECDSA, "ssh-rsa": RSA}


def _written(path: Path, key: object, kind: str, lock: str) -> bytes:
    data: bytes = key.private_bytes(Encoding.PEM, FORMATS[kind], LOCKS[lock])  # type: ignore[attr-defined]
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", TYPES)
def test_every_format_that_ssh_reads_is_read(
    tmp_path: Path, name: str, kind: str, lock: str
) -> None:
    if (name, kind) == ("ssh-ed25519", "pem"):
        return
    path = tmp_path / "key"
    data = _written(path, TYPES[name], kind, lock)
    assert kind_of(data) is (KeyKind.LOCKED if lock == "locked" else KeyKind.PRIVATE)
    assert needs_passphrase(path) is (lock == "locked")
    key = load_key(path, PASSPHRASE)
    assert key.get_name() == name
    assert key.can_sign()
    if lock == "locked":
        for wrong, words in ((None, "has a passphrase"), ("", "has a"), ("x", "phrase is wrong")):
            with pytest.raises(LoginRefused, match=words):
                load_key(path, wrong)


@pytest.mark.parametrize("change", [lambda d: d.replace(b"\n", b"\r\n"), bytes.rstrip])
def test_other_ends_of_lines_are_read(tmp_path: Path, change: object) -> None:
    path = tmp_path / "key"
    path.write_bytes(change(_written(path, ED25519, "openssh", "open")))  # type: ignore[operator]
    assert load_key(path, None).get_name() == "ssh-ed25519"


PUBLIC = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHUU5tyK0MYmvTbBwnSv8xVBJHzTBpYwqdGMFpBcTTHl me\n"


@pytest.mark.parametrize(
    ("name", "data", "kind", "sentence"),
    [
        ("key.pub", PUBLIC, KeyKind.PUBLIC, "public half of a key.*private half, such as .*/key."),
        ("key", PUBLIC, KeyKind.PUBLIC, "private half, such as .*/id_ed25519"),
        ("key", b"---- BEGIN SSH2 PUBLIC KEY ----\n", KeyKind.PUBLIC, "public half"),
        ("key.ppk", b"PuTTY-User-Key-File-3: ssh-ed25519\n", KeyKind.PUTTY, "puttygen"),
        ("key", b"-----BEGIN DSA PRIVATE KEY-----\nabc", KeyKind.DSA, "DSA key.*ssh-keygen"),
        ("key", b"", KeyKind.NONE, "no private key"),
        ("key", bytes(range(256)), KeyKind.NONE, "no private key"),
        ("key", b"-----BEGIN CERTIFICATE-----\nabc", KeyKind.NONE, "no private key"),
        ("key", b"-----BEGIN PRIVATE KEY-----\nabc", KeyKind.PRIVATE, "no private key"),
        ("key", b"-----BEGIN OPENSSH PRIVATE KEY-----\n!", KeyKind.PRIVATE, "no private key"),
        ("key", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", KeyKind.PRIVATE, "no private key"),
    ],
)
def test_what_is_no_private_key_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, kind: KeyKind, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert kind_of(data) is kind
    assert not needs_passphrase(path)
    with pytest.raises(LoginRefused, match=sentence):
        load_key(path, "any")


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (dsa.generate_private_key(1024), "DSA key"),
        (ed448.Ed448PrivateKey.generate(), "type that is not read here"),
        (ec.generate_private_key(ec.SECP256K1()), "type that is not read here"),
    ],
)
def test_keys_of_other_types(tmp_path: Path, key: object, sentence: str) -> None:
    _written(tmp_path / "key", key, "pkcs8", "open")
    with pytest.raises(LoginRefused, match=sentence):
        load_key(tmp_path / "key", None)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(LoginRefused, match=r"is a folder\. Name the key file itself"):
        load_key(tmp_path, None)
    with pytest.raises(LoginRefused, match="no key file"):
        load_key(tmp_path / "none", None)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(LoginRefused, match="can't be read"):
        load_key(tmp_path / "loop", None)
    assert not needs_passphrase(tmp_path)
    assert not needs_passphrase(tmp_path / "loop")
    assert not needs_passphrase(tmp_path / ("n" * 300))
    assert not needs_passphrase(Path("a\0b"))


def test_a_certificate_beside_a_key_is_shown_and_another_ones_is_not(tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    for name in ("key", "other"):
        _keygen("-t", "ed25519", "-N", "", "-f", str(tmp_path / name))
    for name in ("key", "other"):
        _keygen("-s", str(tmp_path / "key"), "-I", name, str(tmp_path / f"{name}.pub"))
    assert load_key(tmp_path / "key", None).public_blob is not None
    assert load_key(tmp_path / "key-cert.pub", None).public_blob is not None
    shutil.copy(tmp_path / "other-cert.pub", tmp_path / "key-cert.pub")
    assert load_key(tmp_path / "key", None).public_blob is None
    for words in (b"", b"ssh-ed25519 AAAA"):
        with pytest.raises(LoginRefused, match="does not belong to the key beside it"):
            load_key(tmp_path / "key-cert.pub", None)
        (tmp_path / "key-cert.pub").write_bytes(words)
    assert load_key(tmp_path / "key", None).public_blob is None


def _keygen(*words: str) -> None:
    subprocess.run(["ssh-keygen", "-q", *words], check=True)
