"""What ``ssh`` says, and the error that it means."""

import pytest

from picup_desktop.storage.errors import LoginRefused, OutdatedSsh, StorageUnreachable
from picup_desktop.storage.sftp.ssh.stderr import MOST_LINES, NotTrusted, Told

KEY = "debug1: Server host key: ssh-ed25519 SHA256:abc"


def _told(*lines: str) -> Told:
    told = Told()
    for line in lines:
        told.learn(line)
    return told


@pytest.mark.parametrize(
    ("lines", "kind", "code"),
    [
        (
            (KEY, "ann@10.0.0.9: Permission denied (publickey)."),
            LoginRefused,
            "ssh-openssh-lets-nobody-in",
        ),
        (
            (KEY, "Received disconnect from 10.0.0.9 port 22:2: Too many authentication failures"),
            LoginRefused,
            "ssh-openssh-too-many-keys",
        ),
        (
            ("ann@jump: Permission denied (publickey).", "Connection closed by UNKNOWN port 65535"),
            StorageUnreachable,
            "ssh-way-not-open",
        ),
        (
            ("No ED25519 host key is known for jump", "Host key verification failed."),
            StorageUnreachable,
            "ssh-way-not-trusted",
        ),
        (
            ("ssh: Could not resolve hostname nas: Name or service not known",),
            StorageUnreachable,
            "server-cant-be-reached",
        ),
        (
            (
                "channel 0: open failed: connect failed: No route to host",
                "Connection closed by UNKNOWN port 65535",
            ),
            StorageUnreachable,
            "server-cant-be-reached",
        ),
        (
            ("ssh: connect to host 10.0.0.9 port 22: Connection refused",),
            StorageUnreachable,
            "server-cant-be-reached",
        ),
        (
            ("Unable to negotiate with 10.0.0.9 port 22: no matching cipher found.",),
            OutdatedSsh,
            "ssh-server-lacks",
        ),
        (
            ("no matching key exchange method found. Their offer: x",),
            OutdatedSsh,
            "ssh-server-lacks",
        ),
        (
            (KEY, "Authenticated to nas", "subsystem request failed on channel 0"),
            StorageUnreachable,
            "server-offers-no-sftp",
        ),
        (
            (KEY, 'Authenticated to nas ([10.0.0.9]:22) using "publickey".'),
            StorageUnreachable,
            "server-offers-no-sftp",
        ),
        (
            ("Connection timed out during banner exchange", "Connection to 10.0.0.9 timed out"),
            StorageUnreachable,
            "server-speaks-no-ssh-in-time",
        ),
        (
            ("Connection to 10.0.0.9 port 22 timed out",),
            StorageUnreachable,
            "server-speaks-no-ssh-in-time",
        ),
        ((), StorageUnreachable, "ssh-connection-failed"),
        (
            ("kex_exchange_identification: Connection closed",),
            StorageUnreachable,
            "ssh-connection-failed",
        ),
    ],
)
def test_what_it_says(lines: tuple[str, ...], kind: type[Exception], code: str) -> None:
    error = _told(*lines).error("nas", "ann", "10.0.0.9")
    assert type(error) is kind
    assert error.message.code == code
    assert "10.0.0.9" not in error.sentence, "an alias keeps its address to itself"
    assert "nas" in error.sentence


def test_a_key_that_is_not_trusted() -> None:
    told = _told(KEY, "Host key verification failed.")
    assert told.shown_key == "SHA256:abc"
    with pytest.raises(NotTrusted):
        told.error("nas", "ann", "10.0.0.9")


def test_talk_without_end_is_bounded() -> None:
    told = _told(*(f"banner {number} " + "x" * 10_000 for number in range(10_000)))
    assert len(told.words) == MOST_LINES
    assert max(map(len, told.words)) <= 400
    assert _told("debug1: something", "debug2: else").words == []
