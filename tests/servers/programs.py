"""Servers of Debian's packages besides OpenSSH: ProFTPD, Dropbear, and rclone."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path

from tests.servers.running import (
    Absent,
    RunningServer,
    child,
    free_port,
    new_key,
    program,
)

FETCHED = Path(__file__).parents[2] / "build" / "servers"
"""What ``packaging/test-servers.sh`` unpacks: a package that is installed starts its server."""


@contextmanager
def rclone(folder: Path) -> Iterator[RunningServer]:
    """``rclone serve sftp``: Go's libraries, as several boxes and containers have them."""
    command = program("rclone", "rclone")
    key = _prepared(folder)
    port = free_port()
    words = [
        *(command, "serve", "sftp", str(folder / "root"), "--addr", f"127.0.0.1:{port}"),
        *("--key", str(folder / "host_key"), "--user", getuser()),
        *("--authorized-keys", str(folder / "authorized_keys")),
        # The tests look and change behind its back.
        *("--dir-cache-time", "0s", "--config", str(folder / "rclone.conf"), "--no-checksum"),
    ]
    with child(words, port, folder / "log"):
        yield RunningServer(port, folder / "root", "", key)


@contextmanager
def proftpd(folder: Path) -> Iterator[RunningServer]:
    """ProFTPD with mod_sftp, as several boxes have it."""
    command = program("proftpd", "proftpd-core", FETCHED / "usr/sbin")
    modules = _modules(Path(command).parents[1] / "lib" / "proftpd")
    key = _prepared(folder)
    port, user = free_port(), getuser()
    users = folder / "users"
    users.write_text(f"{user}:!:{os.getuid()}:{os.getgid()}::{folder}/root:/bin/sh\n")
    users.chmod(0o600)
    (folder / "known").mkdir()
    listed = [program("ssh-keygen", "openssh-client"), "-e", "-f", f"{key}.pub"]
    exported = subprocess.run(listed, check=True, capture_output=True).stdout
    (folder / "known" / user).write_bytes(exported)
    configuration = folder / "proftpd.conf"
    configuration.write_text(f"""\
ModulePath {modules}
LoadModule mod_sftp.c
ServerType standalone
ServerName picup-test
DefaultAddress 127.0.0.1
Port {port}
UseIPv6 off
User {user}
RootLogin on
UseReverseDNS off
WtmpLog off
RequireValidShell off
UseFtpUsers off
AuthOrder mod_auth_file.c
AuthUserFile {users}
AllowOverwrite on
PidFile {folder}/pid
ScoreboardFile {folder}/scoreboard
SystemLog {folder}/log
DelayEngine off
SFTPEngine on
SFTPLog {folder}/sftp.log
SFTPHostKey {folder}/host_key
SFTPAuthMethods publickey
SFTPAuthorizedUserKeys file:{folder}/known/%u
""")
    libraries = os.pathsep.join(str(path) for path in FETCHED.glob("**/lib/*-linux-gnu*"))
    environment = os.environ | {"LD_LIBRARY_PATH": libraries}
    words = [command, "-n", "-c", str(configuration)]
    with child(words, port, folder / "log", environment):
        yield RunningServer(port, folder / "root", str(folder / "root"), key)


@contextmanager
def dropbear(folder: Path) -> Iterator[RunningServer]:
    """Dropbear with OpenSSH's sftp-server, as small boxes and routers have it.

    It looks for keys in the user's home alone, so it gets a home of its own: a mount that only
    it sees.
    """
    command = program("dropbear", "dropbear-bin")
    convert = program("dropbearconvert", "dropbear-bin")
    unshare = program("unshare", "util-linux")
    if os.getuid() != 0:
        raise Absent("only root can give dropbear another home")
    if not Path("/usr/lib/sftp-server").exists():
        raise Absent("sftp-server is not installed (Debian's package openssh-sftp-server)")
    key = _prepared(folder)
    port = free_port()
    home = folder / "home"
    (home / ".ssh").mkdir(mode=0o700, parents=True)
    home.chmod(0o700)
    shutil.copy(folder / "authorized_keys", home / ".ssh" / "authorized_keys")
    new_key(folder / "pem")
    key_file = str(folder / "dropbear_key")
    subprocess.run(
        [convert, "openssh", "dropbear", str(folder / "pem"), key_file],
        check=True,
        capture_output=True,
    )
    serve = f'mount --bind "$1" "$2" && exec "$3" -F -E -s -r "$4" -p 127.0.0.1:{port}'
    words = [unshare, "--mount", "sh", "-c", serve, "sh", str(home), str(Path.home()), command]
    with child([*words, key_file], port, folder / "log"):
        yield RunningServer(port, folder / "root", str(folder / "root"), key)


def _modules(folder: Path) -> Path:
    if not (folder / "mod_sftp.so").exists():
        raise Absent("mod_sftp is not installed (Debian's package proftpd-mod-crypto)")
    return folder


def _prepared(folder: Path) -> Path:
    """Make the folder's keys and the vaults' folder; return the key that is let in."""
    folder.mkdir(parents=True)
    (folder / "root").mkdir()
    new_key(folder / "host_key")
    key = new_key(folder / "client_key")
    shutil.copy(f"{key}.pub", folder / "authorized_keys")
    return key
