"""What the scenarios of coming back look at: other homes on the same two storages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from picup_desktop.ledger.ledger import Ledger, open_ledger
from tests.in_process import run_here
from tests.picup import Result, Vault


class Home:
    """A computer: a home of its own that knows nothing of any other one."""

    def __init__(self, vault: Vault, name: str) -> None:
        self.vault = vault
        self.folder = vault.folder / name
        if self.folder != vault.home:
            # The servers' folder outlives a test; no computer of another one does.
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *args: object, code: int = 0) -> Result:
        """Run a command of this computer."""
        return run_here(self.folder, *args, code=code)

    def json(self, *args: object, code: int = 0) -> Any:
        return self.run(*args, "--json", code=code).json

    def open(self, role: str = "backup", code: int = 0) -> Any:
        server = self.vault.servers[role]
        return self.json(
            *("open", "--from", server.url, "--recovery-kit", self.vault.kit),
            *("--ssh-key", self.vault.main.key_file),
            code=code,
        )

    def photos(self) -> dict[str, dict[str, Any]]:
        """By album and path; each must stand there once."""
        listed = self.json("photos")
        photos = {f"{photo['album']}/{photo['path']}": photo for photo in listed}
        assert len(photos) == len(listed), listed
        return photos

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        opened = open_ledger(self.folder / "ledger.sqlite")
        try:
            yield opened
        finally:
            opened.close()


def files_below(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and its time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def same_list(one: Home, two: Home) -> None:
    """Two computers tell the same of every photo."""

    def told(home: Home) -> dict[str, tuple[Any, ...]]:
        return {
            name: (p["size"], p["mtime_ns"], p["sha256"], p["state"], p["copies"]["main"]["object"])
            for name, p in home.photos().items()
        }

    assert told(one) == told(two)
