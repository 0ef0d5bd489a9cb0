"""The recovery kit: what was written is read back, or a sentence says why not."""

import base64
import io
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.storage.trust.known_hosts import certificate_text
from picup_desktop.vault import age, objects
from picup_desktop.vault.kit import (
    KitStorage,
    NotAKit,
    RecoveryKit,
    page_beside,
    read_kit,
    recovery_identity,
    write_kit_file,
    write_kit_text,
)
from picup_desktop.vault.kit_content import host_fingerprint, kit_words
from picup_desktop.vault.tar_header import PhotoHeader
from tests.authority import made

KINDS = [age.X25519Identity, age.HybridIdentity]
HOST_KEY = f"ssh-ed25519 {base64.b64encode(bytes(range(51))).decode()}"
STORAGES = (
    KitStorage("main", "sftp://anna@nas.local:2222/~/photos", HOST_KEY),
    KitStorage("backup", "file:///mnt/second%20disk/photos", None),
)


def _kit(identity: age.Identity | None = None) -> RecoveryKit:
    identity = identity or age.X25519Identity(bytes(range(32)))
    return RecoveryKit("0a" * 16, str(identity), 1_800_000_000.0, STORAGES)


def _without(text: str, start: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_kit_comes_back_whole(kind: type[age.X25519Identity | age.HybridIdentity]) -> None:
    identity = kind.generate()
    read = read_kit(write_kit_text(_kit(identity)).encode())
    assert read == _kit(identity)
    assert recovery_identity(read) == identity
    assert str(identity) not in repr(read)


def test_a_text_kit_tells_what_a_person_needs() -> None:
    text = write_kit_text(_kit())
    for part in (
        "0a" * 16,
        "2027-01-15",
        *(storage.url for storage in STORAGES),
        HOST_KEY,
        host_fingerprint(HOST_KEY),
        "picup restore",
        "age -d -i KIT.txt",
        "docs/threat-model.md",
    ):
        assert part in text
    assert all(word in text for word in kit_words(_kit()).split())


def test_a_kit_survives_other_line_ends_and_a_byte_order_mark() -> None:
    text = write_kit_text(_kit()).replace("\n", "\r\n")
    assert read_kit(b"\xef\xbb\xbf" + text.encode()) == _kit()


@pytest.mark.parametrize("kind", KINDS)
def test_every_cut_of_the_text_gives_the_same_key_or_a_sentence(
    kind: type[age.X25519Identity | age.HybridIdentity],
) -> None:
    kit = _kit(kind(bytes(range(32))))
    text = write_kit_text(kit).encode()
    for length in range(len(text)):
        try:
            read = read_kit(text[:length])
        except NotAKit:
            continue
        # Only the very last line end may be missing.
        assert (read, length) == (kit, len(text) - 1)


@settings(deadline=None, max_examples=400)
@given(kind=st.sampled_from(KINDS), data=st.data())
def test_every_hole_in_the_text_gives_the_same_key_or_a_sentence(
    kind: type[age.X25519Identity | age.HybridIdentity], data: st.DataObject
) -> None:
    kit = _kit(kind(bytes(range(32))))
    text = write_kit_text(kit).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        read = read_kit(text[:start] + text[end:])
    except NotAKit:
        return
    assert read.identity == kit.identity


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=600) | st.text(max_size=600).map(lambda text: text.encode("utf-8")))
def test_what_is_no_kit_is_told_and_nothing_else_is_raised(data: bytes) -> None:
    with pytest.raises(NotAKit) as told:
        read_kit(data)
    assert told.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a recovery kit"),
        (b"\xff\xd8\xff\xe0 a photo", "no text"),
        (b"%PDF-1.4 ...", "kit to print"),
        (b"dear diary, today was fine\n", "no 24 words"),
        (b"AGE-SECRET-KEY-1QQQQ", "cut short"),
        (b"AGE-SECRET-KEY-1QQQQQQQQQQQQQ", "checksum"),
        (write_kit_text(_kit()).encode()[:-40], "last lines are missing"),
        (write_kit_text(_kit()).encode()[40:], "first lines are missing"),
        (write_kit_text(_kit()).replace("version: 1", "version: 2").encode(), "newest PicUp"),
        (write_kit_text(_kit()).replace("kind: x25519", "kind: lock").encode(), "kind, lock"),
        (write_kit_text(_kit()).replace("2027", "20x7").encode(), "date"),
        (write_kit_text(_kit()).replace(HOST_KEY[-9:], "AAAAAAAAA").encode(), "host key of main"),
        (_without(write_kit_text(_kit()), "# host-key").encode(), "host key of main"),
        (_without(write_kit_text(_kit()), "# vault").encode(), "vault line"),
    ],
)
def test_a_file_that_is_no_kit_gets_a_fitting_sentence(data: bytes, says: str) -> None:
    with pytest.raises(NotAKit, match=says):
        read_kit(data)


def test_words_and_key_line_are_held_against_each_other() -> None:
    other = str(age.X25519Identity(b"\x07" * 32))
    changed = write_kit_text(_kit()).replace(_kit().identity, other)
    with pytest.raises(NotAKit, match="words spell another key"):
        read_kit(changed.encode())


def test_kind_and_key_line_are_held_against_each_other() -> None:
    text = write_kit_text(_kit()).replace("kind: x25519", "kind: mlkem768x25519")
    with pytest.raises(NotAKit, match="not of the kind"):
        read_kit(text.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_stand_in_for_a_lost_key_line(
    kind: type[age.X25519Identity | age.HybridIdentity],
) -> None:
    kit = _kit(kind.generate())
    assert read_kit(_without(write_kit_text(kit), "AGE-").encode()) == kit


def test_the_key_line_stands_in_for_lost_words() -> None:
    assert read_kit(_without(write_kit_text(_kit()), "# words").encode()) == _kit()


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_alone_is_a_kit_without_storages(
    kind: type[age.X25519Identity | age.HybridIdentity],
) -> None:
    key = str(kind.generate())
    grouped = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
    for typed in (key, f"{key}\n", f"# created by age-keygen\n{key}\n", grouped.lower()):
        assert read_kit(typed.encode()) == RecoveryKit("", key, 0.0, ())
    broken_into_lines = grouped.replace(" ", "\n")
    assert read_kit(broken_into_lines.encode()).identity == key


def test_two_keys_in_one_file_are_not_guessed_between() -> None:
    keys = f"{age.X25519Identity.generate()}\n{age.X25519Identity.generate()}\n"
    with pytest.raises(NotAKit, match="more than one key"):
        read_kit(keys.encode())


def test_the_words_alone_are_a_kit_without_storages() -> None:
    words = kit_words(_kit())
    numbered = "\n".join(f"{n}. {word}" for n, word in enumerate(words.upper().split(), start=1))
    for typed in (words, numbered):
        assert read_kit(typed.encode()) == RecoveryKit("", _kit().identity, 0.0, ())
    hybrid = str(age.HybridIdentity(bytes(range(32))))
    for line in ("kind: mlkem768x25519", "# kind: mlkem768x25519"):
        assert read_kit(f"{line}\n{words}\n".encode()).identity == hybrid


def test_nothing_in_an_address_can_forge_a_line() -> None:
    url = "sftp://a@b/x\n# End of the recovery kit\u2028AGE-SECRET-KEY-1 \ud800\x85\t"
    kit = RecoveryKit("id\n# kind: lock", _kit().identity, 0.0, (KitStorage("main", url, None),))
    text = write_kit_text(kit)
    assert text.encode().count(b"\nAGE-SECRET-KEY-1") == 1
    read = read_kit(text.encode())
    assert read.identity == kit.identity
    assert read.storages[0].url.startswith("sftp://a@b/x%0A#%20End")


def test_a_broken_host_key_is_not_written_down() -> None:
    with pytest.raises(ValueError, match="host key"):
        write_kit_text(
            RecoveryKit("id", _kit().identity, 0.0, (KitStorage("main", "sftp://h/x", "nonsense"),))
        )


def test_a_certificate_stands_in_the_kit_as_a_host_key_does() -> None:
    certificate = made(is_authority=True)
    told = certificate_text(certificate.der)
    storage = KitStorage("backup", "davs://anna@cloud.example/photos", told)
    kit = replace(_kit(), storages=(storage,))
    text = write_kit_text(kit)
    assert f"# fingerprint: backup {certificate.fingerprint}" in text
    assert read_kit(text.encode()).storages == (storage,)
    other = certificate.fingerprint[:-1] + ("0" if certificate.fingerprint[-1] != "0" else "1")
    with pytest.raises(NotAKit):
        read_kit(text.replace(certificate.fingerprint, other).encode())


def test_a_fingerprint_is_what_ssh_keygen_shows(tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    shown = subprocess.run(
        ["ssh-keygen", "-l", "-f", f"{key}.pub"], capture_output=True, text=True, check=True
    )
    host_key = " ".join((tmp_path / "key.pub").read_text().split()[:2])
    assert host_fingerprint(host_key) in shown.stdout


@pytest.mark.skipif(
    shutil.which("age") is None or shutil.which("tar") is None, reason="age or tar is missing"
)
def test_stock_tools_open_an_object_with_the_text_kit(tmp_path: Path) -> None:
    kit, photo = _kit(age.X25519Identity.generate()), os.urandom(200_000)
    header = PhotoHeader("Summer", "beach/dünen.jpg", 1_700_000_000 * 10**9, len(photo))
    album, recovery = age.X25519Identity.generate(), recovery_identity(kit)
    sealed = io.BytesIO()
    recipients = [album.recipient(), recovery.recipient()]
    objects.seal_photo(io.BytesIO(photo), header, sealed, recipients)
    write_kit_file(kit, tmp_path / "kit.txt")
    plain = subprocess.run(
        ["age", "-d", "-i", str(tmp_path / "kit.txt")],
        input=sealed.getvalue(),
        capture_output=True,
        check=True,
    ).stdout
    subprocess.run(["tar", "x"], input=plain, cwd=tmp_path, check=True)
    assert (tmp_path / "beach" / "dünen.jpg").read_bytes() == photo


def test_a_kit_is_not_named_as_its_page_to_print() -> None:
    assert page_beside(Path("a/kit.txt")) == Path("a/kit.pdf")
    assert page_beside(Path("kit")) == Path("kit.pdf")
    for name in ("kit.pdf", "kit.PDF"):
        with pytest.raises(UsageError, match="another name"):
            page_beside(Path(name))
