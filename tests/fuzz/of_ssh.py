"""What ssh, a server at the login and key files say, given to what reads it."""

import struct
from collections.abc import Callable
from typing import cast

import paramiko

from picup_desktop.files.ssh_key import kind_of
from picup_desktop.messages.catalogue import in_english
from picup_desktop.names import shown
from picup_desktop.storage.sftp.login.greeting import first_line
from picup_desktop.storage.sftp.login.userauth import (
    INTERACTIVE,
    LONGEST_TEXT,
    MOST_PROMPTS,
    PASSWORD,
    LoginTransport,
    Question,
    Userauth,
)
from picup_desktop.storage.sftp.packets import string
from picup_desktop.storage.sftp.ssh.known import known_of
from picup_desktop.storage.sftp.ssh.settings import settings_in, values_in
from picup_desktop.storage.sftp.ssh.stderr import NotTrusted, Told
from tests.fuzz.target import Target

SSH_KEYS = (
    b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHI=\n-----END",
    b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
    b"PuTTY-User-Key-File-3: ssh-ed25519\n",
    b"ssh-ed25519 AAAA me",
)


def _ssh_key(data: bytes) -> None:
    kind_of(data)
    line = first_line(data)
    assert line == shown(line)


# ``ssh -G`` says what the user's configuration means, which another program may have written.

SETTINGS = (
    b"port 22\n",
    (
        b"host nas\nuser anna\nhostname 10.0.0.2\nport 2222\nidentityfile ~/.ssh/%h_%r\n"
        b'userknownhostsfile ~/.ssh/known_hosts "/a b/c"\nproxyjump none\nhostkeyalias box\n'
    ),
    b"identityfile none\nidentityagent ${SOCK}\nidentitiesonly yes\nproxycommand a %h:%p\n",
)


def _settings(data: bytes) -> None:
    said = values_in(data.decode("utf-8", "replace"))
    settings = settings_in(said, "nas")
    assert 0 <= settings.port <= 65535
    _ = settings.identities.tried


# What ``ssh`` writes on its standard error has the server's own words in it.

STDERR = (
    b"debug1: Server host key: ssh-ed25519 SHA256:abc\r\nHost key verification failed.\r\n",
    b"debug1: Authenticated to nas\nsubsystem request failed on channel 0\n",
    b"anna@nas: Permission denied (publickey,password).\n",
    b"ssh: connect to host nas port 22: Connection refused\n",
    b"Unable to negotiate with nas port 22: no matching cipher found. Their offer: 3des-cbc\n",
    b"kex_exchange_identification: banner line contains invalid characters\n\x1b[2Jhello",
)


def _stderr(data: bytes) -> None:
    told = Told()
    for line in data.decode("utf-8", "replace").splitlines():
        told.learn(line)
    try:
        error = told.error("nas", "anna", "anna@10.0.0.2")
    except NotTrusted:
        return
    text = in_english(error.message)
    assert not set(text) & set("\n\r\x1b\u202e\u2028")


KNOWN_HOSTS = (
    b"nas,10.0.0.2 ssh-ed25519 AAAA me\n@revoked * ssh-rsa AAAA\n",
    b"|1|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|AAAAAAAAAAAAAAAAAAAAAAAAAAA= ssh-ed25519 AAAA\n",
    b"@cert-authority *.home,!bad?.home ssh-ed25519 AAAA\n",
)


def _known(data: bytes) -> None:
    known_of(data.decode("utf-8", "replace").splitlines(), "[nas.home]:2222")


# Packets of a login; the server's questions are made into what a person reads.

QUESTIONS = (
    bytes([60])
    + string(b"a")
    + string(b"b")
    + string(b"")
    + struct.pack(">I", 1)
    + string(b"Password: ")
    + b"\0",
    bytes([51]) + string(b"password,publickey") + b"\0",
    bytes([52]),
    bytes([53]) + string(b"a banner") + string(b"en"),
)


class _NobodyThere:
    """What stands for a transport, which nothing is sent on."""

    def _auth_trigger(self) -> None:
        """Begin a delayed compression, which there is none of."""


def _login(data: bytes) -> None:
    """As paramiko's thread hands on a packet of the server."""
    nobody = _NobodyThere()
    auth = Userauth(cast("LoginTransport", nobody), "anna", 1.0)
    for method in (INTERACTIVE, PASSWORD):
        auth.auth_method = method
        handler = auth._client_handler_table.get(data[0] if data else 0)
        if handler is not None:
            cast("Callable[[paramiko.Message], None]", handler)(paramiko.Message(data[1:]))
    while not auth._answers.empty():
        answer = auth._answers.get_nowait()
        if isinstance(answer, Question):
            assert len(answer.prompts) <= MOST_PROMPTS
            assert all(len(one) <= LONGEST_TEXT for one in answer.prompts)


SSH_TARGETS = (
    Target("ssh_key", lambda: SSH_KEYS, _ssh_key, ()),
    Target("ssh_config", lambda: SETTINGS, _settings, ()),
    Target("ssh_words", lambda: STDERR, _stderr, ()),
    Target("known_hosts", lambda: KNOWN_HOSTS, _known, ()),
    Target("login", lambda: QUESTIONS, _login, ()),
)
