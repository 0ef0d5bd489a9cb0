"""Answers into a file or a pipe: no name and no mark ends a command, whatever the encoding."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.picup import command

KOREAN, ACCENTED = "한글 앨범", "사진 é ß 😀.jpg"
COMMANDS = (
    ("status",),
    ("photos",),
    ("events",),
    ("album", "list"),
    ("doctor",),
    ("album", "add", "/nowhere/사진 é"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault on two folders with an album and a photo that no old encoding can name."""
    folder = tmp_path_factory.mktemp("piped")
    album = folder / KOREAN
    album.mkdir()
    (album / ACCENTED).write_bytes(b"\xff\xd8\xff\xe0 a photo")
    storages = [f"--{role}={(folder / role).as_uri()}" for role in ("main", "backup")]
    for words in (
        ["setup", *storages, f"--recovery-kit={folder / 'kit.txt'}"],
        ["album", "add", str(album)],
        ["sync"],
    ):
        done = run(folder / "home", words, {})
        assert done.returncode == 0, done.stderr
    return folder / "home"


def run(
    home: Path, words: "list[str] | tuple[str, ...]", surroundings: dict[str, str]
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*command(), "--home", str(home), *words],
        env={**os.environ, "PICUP_PASSPHRASE": "a passphrase", **surroundings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "cp949:strict"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["cp1252", "cp949", "ascii", "C"],
)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_ends_as_it_does_elsewhere(
    home: Path, words: tuple[str, ...], surroundings: dict[str, str]
) -> None:
    done = run(home, words, surroundings)
    assert done.returncode == (2 if words[:2] == ("album", "add") else 0), done.stderr
    for told in (done.stdout, done.stderr):
        assert b"Traceback" not in told
        told.decode("utf-8")
    # In a locale without letters even the system's own name of a file is bytes, which are escaped.
    if words == ("photos",) and "LC_ALL" not in surroundings:
        assert f"{KOREAN}/{ACCENTED}" in done.stdout.decode("utf-8")
    if words == ("doctor",):
        assert "✓" in done.stdout.decode("utf-8") + done.stderr.decode("utf-8")
