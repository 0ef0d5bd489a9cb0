"""Every kind of server that the storage contract and the walk run against."""

from collections.abc import Mapping

from tests.servers.openssh import REFUSED, openssh, openssh_in_a_cage
from tests.servers.programs import dropbear, proftpd, rclone
from tests.servers.python_servers import python_server
from tests.servers.running import Kind

KINDS: Mapping[str, Kind] = {
    "OpenSSH": openssh(),
    "OpenSSH, the user shut into a folder": openssh_in_a_cage,
    "OpenSSH, sftp-server without extensions": openssh(refuse=REFUSED),
    "OpenSSH, one session a connection": openssh(more="MaxSessions 1\nMaxStartups 4"),
    "AsyncSSH": python_server("asyncssh", "asyncssh"),
    "AsyncSSH, rename overwrites": python_server("asyncssh-renames-over", "asyncssh"),
    "Twisted Conch": python_server("conch", "twisted"),
    "rclone serve sftp": rclone,
    "ProFTPD mod_sftp": proftpd,
    "Dropbear": dropbear,
}

TOO_OLD = ("Twisted Conch", "Dropbear")
"""Their SSH has nothing that counts as safe today and that the program itself speaks."""
