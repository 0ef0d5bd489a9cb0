"""Who speaks SSH, and why."""

import base64
import subprocess
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.ssh.target import is_security_key, speaker_for, that_count
from picup_desktop.words import SshSpeaker

BUILTIN, OPENSSH = SshSpeaker


@pytest.mark.parametrize(
    ("chosen", "needs", "speaker", "why"),
    [
        (None, ((), False, False), BUILTIN, "ssh-builtin-usual"),
        (None, (("ProxyJump",), True, True), OPENSSH, "ssh-openssh-configured"),
        (None, ((), True, True), OPENSSH, "ssh-openssh-security-key"),
        (None, ((), False, True), OPENSSH, "ssh-openssh-authority"),
        (BUILTIN, (("ProxyJump",), True, True), BUILTIN, "ssh-builtin-chosen"),
        (OPENSSH, ((), False, False), OPENSSH, "ssh-openssh-chosen"),
        (OPENSSH, (("ProxyJump",), True, True), OPENSSH, "ssh-openssh-chosen"),
    ],
)
def test_who_speaks_follows_from_the_choice_and_from_what_is_needed(
    chosen: SshSpeaker | None,
    needs: tuple[tuple[str, ...], bool, bool],
    speaker: SshSpeaker,
    why: str,
) -> None:
    asks, hardware, authority = needs
    found, message = speaker_for(chosen, asks, security_key=hardware, by_authority_only=authority)
    assert (found, message.code) == (speaker, why)


@pytest.mark.parametrize(
    ("login", "counted"),
    [
        ({}, ("ProxyJump", "BindAddress", "IdentityAgent", "GSSAPIAuthentication")),
        ({"key_file": Path("key")}, ("ProxyJump", "BindAddress")),
        ({"password": "secret"}, ("ProxyJump",)),
        ({"password": "", "key_file": Path("key")}, ("ProxyJump",)),
    ],
)
def test_a_login_that_works_goes_on_working(
    login: dict[str, Any], counted: tuple[str, ...]
) -> None:
    asks = ("ProxyJump", "BindAddress", "IdentityAgent", "GSSAPIAuthentication")
    assert that_count(asks, Access(Path("known_hosts"), **login)) == counted


def test_the_first_option_is_named() -> None:
    _, message = speaker_for(
        None, ("ProxyJump", "BindAddress"), security_key=False, by_authority_only=False
    )
    assert message.values == {"option": "ProxyJump"}


def test_security_keys_are_known_by_their_public_half(tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    assert not is_security_key(key)
    assert not is_security_key(key.with_suffix(".pub"))
    public = tmp_path / "id_ed25519_sk.pub"
    public.write_text("sk-ssh-ed25519@openssh.com AAAAGnNrLXNza me@here\n")
    assert is_security_key(public)
    lines = key.read_text().splitlines()
    key.write_text(
        "\n".join([lines[0], _body(b"openssh-key-v1\0sk-ecdsa-sha2-nistp256"), lines[-1]])
    )
    assert is_security_key(key)


@pytest.mark.parametrize("content", [b"", b"\0" * 10, b"-----BEGIN OPENSSH PRIVATE KEY-----\n%%"])
def test_what_is_no_key_is_no_security_key(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert not is_security_key(tmp_path / "file")
    assert not is_security_key(tmp_path)
    assert not is_security_key(tmp_path / "away")


def _body(content: bytes) -> str:
    return base64.b64encode(content).decode()
