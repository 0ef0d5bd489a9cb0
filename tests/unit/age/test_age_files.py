"""age files: both ways with the ``age`` program, at every size, refused when touched."""

import io
import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.errors import UsageError
from picup_desktop.vault import age
from picup_desktop.vault.age.file import CHUNK_BYTES
from picup_desktop.vault.errors import Damaged, NotForThisKey
from tests.unit.age.age_armor import armored, unarmored

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
# Kept from the first version that wrote them: what once was sealed must open for ever.
VECTORS = Path(__file__).parent / "age_vectors"


def _seal(plain: bytes, *recipients: age.Recipient) -> bytes:
    sealed = io.BytesIO()
    age.encrypt(io.BytesIO(plain), sealed, recipients)
    return sealed.getvalue()


def _open(sealed: bytes, *identities: age.Identity) -> bytes:
    opened = age.Decryptor(io.BytesIO(sealed), identities)
    parts = []
    while part := opened.read(50_000):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("kind", [age.X25519Identity, age.HybridIdentity])
@settings(deadline=None, max_examples=40)
@given(chunks=st.integers(0, 33), off=st.integers(-2, 2))
def test_every_size_comes_back(
    kind: type[age.X25519Identity | age.HybridIdentity], chunks: int, off: int
) -> None:
    plain = os.urandom(max(0, chunks * CHUNK_BYTES + off))
    identity = kind.generate()
    sealed = _seal(plain, identity.recipient())
    assert _open(sealed, identity) == plain


@settings(deadline=None, max_examples=150)
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_any_flipped_byte_is_refused(where: float, flip: int) -> None:
    identity = age.X25519Identity(b"\x42" * 32)
    sealed = bytearray(_seal(b"x" * (CHUNK_BYTES + 9), identity.recipient()))
    sealed[int(where * len(sealed))] ^= flip
    with pytest.raises((Damaged, NotForThisKey)):
        _open(bytes(sealed), identity)


@settings(deadline=None, max_examples=100)
@given(where=st.floats(0, 1, exclude_max=True))
def test_any_cut_is_refused(where: float) -> None:
    identity = age.X25519Identity(b"\x42" * 32)
    sealed = _seal(b"x" * (2 * CHUNK_BYTES), identity.recipient())
    with pytest.raises(Damaged):
        _open(sealed[: min(int(where * len(sealed)), len(sealed) - 1)], identity)


def test_several_recipients_each_open_it() -> None:
    one, two = age.X25519Identity.generate(), age.X25519Identity.generate()
    sealed = _seal(b"album and kit", one.recipient(), two.recipient())
    assert _open(sealed, one) == _open(sealed, two) == b"album and kit"


def test_hybrid_and_classic_never_share_a_file() -> None:
    recipients: list[age.Recipient] = [
        age.HybridIdentity.generate().recipient(),
        age.X25519Identity.generate().recipient(),
    ]
    with pytest.raises(ValueError, match="share a file"):
        _seal(b"", *recipients)


def test_a_passphrase_stands_alone() -> None:
    with pytest.raises(ValueError, match="share a file"):
        _seal(b"", age.ScryptRecipient("a", 10), age.ScryptRecipient("b", 10))


def test_wrong_keys_are_told() -> None:
    sealed = _seal(b"", age.X25519Identity.generate().recipient())
    with pytest.raises(NotForThisKey):
        _open(sealed, age.X25519Identity.generate())
    with pytest.raises(NotForThisKey):
        _open(_seal(b"", age.ScryptRecipient("right", 10)), age.ScryptIdentity("wrong"))


@pytest.mark.parametrize("kind", [age.X25519Identity, age.HybridIdentity])
def test_keys_survive_as_text(kind: type[age.X25519Identity | age.HybridIdentity]) -> None:
    identity = kind.generate()
    assert age.parse_identity(str(identity)) == identity
    assert age.parse_recipient(str(identity.recipient())) == identity.recipient()
    assert str(identity) not in repr(identity)
    assert repr(identity.secret) not in repr(identity)


@pytest.mark.parametrize(
    "text", ["", "AGE-SECRET-KEY-1", "age1qqqq", "AGE-SECRET-KEY-1QQQQQQQQQQQQQQ", "hello"]
)
def test_what_is_no_key_gets_a_sentence(text: str) -> None:
    with pytest.raises(UsageError):
        age.parse_identity(text)


@pytest.mark.parametrize("name", ["x25519", "hybrid", "scrypt"])
def test_what_was_sealed_once_opens_for_ever(name: str) -> None:
    key = (VECTORS / f"{name}.key").read_text().strip()
    identity = age.ScryptIdentity(key) if name == "scrypt" else age.parse_identity(key)
    sealed = unarmored((VECTORS / f"{name}.age").read_bytes())
    assert _open(sealed, identity) == f"PicUp vector for {name}\n".encode() * 20


def test_armor_comes_back() -> None:
    for size in (0, 1, 47, 48, 49, 96, 1000):
        data = os.urandom(size)
        assert unarmored(armored(data)) == data


@needs_age
@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, 3 * CHUNK_BYTES + 1])
def test_the_age_program_opens_ours(tmp_path: Path, size: int) -> None:
    identity, plain = age.X25519Identity.generate(), os.urandom(size)
    (tmp_path / "key").write_text(f"# a comment\n{identity}\n")
    sealed = _seal(plain, identity.recipient(), age.X25519Identity.generate().recipient())
    for form in (sealed, armored(sealed)):
        done = subprocess.run(
            ["age", "-d", "-i", str(tmp_path / "key")], input=form, capture_output=True, check=True
        )
        assert done.stdout == plain


@needs_age
@pytest.mark.parametrize("armor", [[], ["-a"]])
def test_we_open_what_the_age_program_made(armor: list[str]) -> None:
    identity, plain = age.X25519Identity.generate(), os.urandom(200_000)
    done = subprocess.run(
        ["age", *armor, "-r", str(identity.recipient())],
        input=plain,
        capture_output=True,
        check=True,
    )
    assert _open(unarmored(done.stdout) if armor else done.stdout, identity) == plain


def _age_with_passphrase(arguments: list[str], passphrase: str) -> None:
    """The age program asks at a terminal only, so it is given one."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", *arguments])
    said = b""
    while True:
        try:
            heard = os.read(terminal, 1024)
        except OSError:
            break
        if not heard:
            break
        said += heard
        if said.rstrip().endswith(b":"):
            said = b""
            os.write(terminal, f"{passphrase}\n".encode())
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@needs_age
def test_passphrases_both_ways_with_the_age_program(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"two boxes")
    _age_with_passphrase(["-p", "-o", str(tmp_path / "theirs"), str(plain)], "long enough")
    theirs = (tmp_path / "theirs").read_bytes()
    assert _open(theirs, age.ScryptIdentity("long enough")) == b"two boxes"
    (tmp_path / "ours").write_bytes(_seal(b"two boxes", age.ScryptRecipient("long enough", 12)))
    arguments = ["-d", "-o", str(tmp_path / "back"), str(tmp_path / "ours")]
    _age_with_passphrase(arguments, "long enough")
    assert (tmp_path / "back").read_bytes() == b"two boxes"
