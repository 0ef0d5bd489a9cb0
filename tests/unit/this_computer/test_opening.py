"""Opening a file of a person, whatever has its name by now: nothing hangs, no link is read."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from picup_desktop.files.opening import NotRegular, open_regular, sha256_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_a_file_is_read_and_hashed(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"a photo" * 1000)

    with open_regular(file) as opened:
        assert opened.read(7) == b"a photo"
    assert sha256_of(file) == hashlib.sha256(file.read_bytes()).hexdigest()


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "empty.jpg"
    file.touch()

    assert sha256_of(file) == hashlib.sha256().hexdigest()


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    place = tmp_path / kind
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    before = descriptors() if sys.platform == "linux" else 0

    with pytest.raises(NotRegular):
        sha256_of(place)

    assert sys.platform != "linux" or descriptors() == before, "what was opened is closed"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"of somebody else")
    link = tmp_path / "a.jpg"
    link.symlink_to(tmp_path / "secret")

    with pytest.raises(OSError, match=r"."):
        open_regular(link)
