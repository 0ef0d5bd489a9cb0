"""Servers that look at one request for the service only: Go's library, and asyncssh."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.login_server import PASSWORD, USER
from tests.servers.python_servers import python_server
from tests.servers.running import Absent, RunningServer, child, free_port, new_key, program
from tests.storage.sftp.login.conftest import Said


@pytest.fixture(scope="module")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """``rclone serve sftp`` with a user, a password and a key."""
    folder = tmp_path_factory.mktemp("rclone")
    try:
        command = program("rclone", "rclone")
        key = new_key(folder / "client_key")
    except Absent as absent:
        pytest.skip(str(absent))
    shutil.copy(f"{key}.pub", folder / "authorized_keys")
    (folder / "root").mkdir()
    port = free_port()
    words = [
        *(command, "serve", "sftp", str(folder / "root"), "--addr", f"127.0.0.1:{port}"),
        *("--key", str(new_key(folder / "host_key")), "--user", USER, "--pass", PASSWORD),
        *("--authorized-keys", str(folder / "authorized_keys")),
        *("--config", str(folder / "rclone.conf")),
    ]
    with child(words, port, folder / "log"):
        yield RunningServer(port, folder / "root", "", key, USER)


@pytest.fixture(scope="module")
def asyncssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    try:
        with python_server("asyncssh", "asyncssh")(
            tmp_path_factory.mktemp("asyncssh") / "server"
        ) as server:
            yield server
    except Absent as absent:
        pytest.skip(str(absent))


def test_a_refused_key_is_followed_by_the_password(
    rclone: RunningServer, tmp_path: Path, said: Said
) -> None:
    wrong = new_key(tmp_path / "wrong")
    assert said(rclone.url("vault"), key_file=wrong, password=PASSWORD) == "in"
    sentence = said(rclone.url("vault"), key_file=wrong, password="wrong")
    assert "(a key was refused; the password was refused)" in sentence


@pytest.mark.parametrize("name", ["rclone", "asyncssh"])
def test_the_second_key_is_looked_at(name: str, request: pytest.FixtureRequest, said: Said) -> None:
    server: RunningServer = request.getfixturevalue(name)
    keys = Path.home() / ".ssh"
    new_key(keys / "id_ed25519")
    assert "(a key was refused)" in said(server.url("vault"))
    shutil.copy(server.key_file, keys / "id_ecdsa")
    assert said(server.url("vault")) == "in"


@pytest.mark.parametrize("name", ["rclone", "asyncssh"])
def test_one_of_many_keys_of_an_agent(
    name: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    said: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server: RunningServer = request.getfixturevalue(name)
    listens = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(listens)], stdout=subprocess.DEVNULL)
    try:
        while not listens.exists():
            assert agent.poll() is None
        monkeypatch.setenv("SSH_AUTH_SOCK", str(listens))
        keys = [new_key(tmp_path / f"wrong{number}") for number in range(3)]
        for key in (*keys, server.key_file):
            subprocess.run(["ssh-add", "-q", str(key)], check=True)
        assert said(server.url("vault")) == "in"
    finally:
        agent.terminate()
        agent.wait()
