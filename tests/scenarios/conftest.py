"""What every scenario needs of its servers."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_login_shell() -> Iterator[None]:
    """The server answers SFTP itself.

    An external sftp-server is started by the account's shell, whose start files
    may hang: a version manager's lock that a killed session left does for a minute.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.sshd.sftp_server_program", lambda: "internal-sftp")
        yield
