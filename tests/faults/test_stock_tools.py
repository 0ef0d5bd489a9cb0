"""A photo comes back without us: the kit, ``age`` and ``tar`` are enough (docs/format.md)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.picup import ROLES, Vault, photo_bytes


@pytest.mark.skipif(
    not shutil.which("age") or not shutil.which("tar"), reason="age or tar is not installed"
)
def test_the_stock_command_gives_name_bytes_and_time_back(vault: Vault, tmp_path: Path) -> None:
    names = ["beach.jpg", "2024/Übermut & Söhne.heic", "x" * 240 + ".jpg", "empty.jpg"]
    for name in names:
        vault.add(name, photo_bytes(name, 70_000))
    vault.add("empty.jpg", b"")
    vault.sync()

    for role in ROLES:
        for name in names:
            folder = tmp_path / role
            folder.mkdir(exist_ok=True)
            sealed = vault.object_file(role, name)
            subprocess.run(
                ["/bin/sh", "-c", 'age -d -i "$1" "$2" | tar x', "sh", vault.kit, sealed],
                cwd=folder,
                check=True,
            )
            given = folder / name
            assert given.read_bytes() == vault.photos_made[name]
            assert given.stat().st_mtime_ns == (vault.album / name).stat().st_mtime_ns
        assert sum(path.is_file() for path in folder.rglob("*")) == len(names)
