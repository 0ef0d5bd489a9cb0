"""Disks that refuse: made with what the system has, taken away again afterwards."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def read_only_disk(folder: Path) -> Iterator[None]:
    """The folder as a disk that is mounted read-only, for this computer's programs."""
    bound = _run("mount", "--bind", str(folder), str(folder))
    if bound.returncode != 0:
        pytest.skip(f"this user may not mount: {bound.stderr.decode().strip()}")
    try:
        made = _run("mount", "-o", "remount,ro,bind", str(folder))
        assert made.returncode == 0, made.stderr
        yield
    finally:
        _run("umount", "--lazy", str(folder)).check_returncode()


@contextmanager
def forbidden_folders(top: Path) -> Iterator[None]:
    """Nothing may be made or removed in ``top`` and below, not even by root."""
    folders = [str(top), *(str(path) for path in top.rglob("*") if path.is_dir())]
    if os.getuid() != 0:
        for folder in folders:
            Path(folder).chmod(0o500)
    elif _run("chattr", "+i", *folders).returncode != 0:
        pytest.skip("nothing is forbidden to root on this file system")
    try:
        yield
    finally:
        if os.getuid() != 0:
            for folder in folders:
                Path(folder).chmod(0o700)
        else:
            _run("chattr", "-i", *folders).check_returncode()


def _run(*command: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, capture_output=True, check=False)
