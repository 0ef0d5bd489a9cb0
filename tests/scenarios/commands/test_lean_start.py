"""What people type most often loads little: each of these libraries costs more than the answer."""

import subprocess
import sys

import pytest

from tests.picup import Vault

NEVER = {"apprise", "apscheduler", "av", "cryptography", "fpdf", "httpx", "keyring", "numpy"}
NEVER |= {
    "obstore",
    "paramiko",
    "PIL",
    "PySide6",
    "rawpy",
    "requests",
    "rich",
    "tifffile",
    "zxcvbn",
}
NEVER |= {
    f"picup_desktop.{name}" for name in ("app", "storage", "thumbnails", "ui", "vault", "demo")
}
ANSWERS_AT_ONCE = NEVER | {"peewee", "sqlite3", "picup_desktop.ledger", "picup_desktop.log"}
SHELVED = NEVER | {
    f"picup_desktop.ledger.{name}" for name in ("gallery.gallery", "journal.others", "trust")
}
LISTS = "import sys\nfrom picup_desktop.cli import main\ntry:\n    main()\nfinally:\n"
LISTS += "    print(*sys.modules, sep='\\n', file=sys.stderr)"


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [(("--version",), ANSWERS_AT_ONCE), (("status",), SHELVED), (("status", "--json"), SHELVED)],
)
def test_a_command_loads_what_it_needs(
    words: tuple[str, ...], unwanted: set[str], vault: Vault
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTS, *words],
        env=vault.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = set(done.stderr.splitlines())
    assert done.returncode == 0
    assert "picup_desktop.cli.main" in loaded
    assert sorted(loaded & unwanted) == []


def test_a_courier_loads_none_of_what_it_must_not_know() -> None:
    listed = "import sys, picup_desktop.storage.courier.process as courier\n"
    listed += "import picup_desktop.storage.sftp.storage\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines())
    ours = ("app", "cli", "engine", "home", "ledger", "settings", "sync", "vault")
    assert "picup_desktop.storage.courier.process" in loaded
    unwanted = {"typer", "rich", "peewee", "sqlite3", "platformdirs"}
    assert sorted(loaded & (unwanted | {f"picup_desktop.{name}" for name in ours})) == []
