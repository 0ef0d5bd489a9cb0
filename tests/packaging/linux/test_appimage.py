"""AppRun: which of both programs an AppImage starts; `make appimage-test` runs a whole one."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.linux.test_linux import ROOT

ECHO = '#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@" "${ARGV0-unset}"\n'


@pytest.fixture
def appdir(tmp_path: Path) -> Path:
    folder = tmp_path / "Pic Up 한글"
    (folder / "usr/bin").mkdir(parents=True)
    shutil.copy(ROOT / "packaging/appimage/AppRun", folder)
    for name in ("picup", "picup-desktop"):
        (folder / "usr/bin" / name).write_text(ECHO, "utf-8")
        (folder / "usr/bin" / name).chmod(0o755)
    return folder


WINDOW, COMMAND_LINE = "picup-desktop", "picup"


@pytest.mark.parametrize(
    ("called", "words", "started"),
    [
        ("PicUp.AppImage", [], WINDOW),
        ("PicUp.AppImage", ["--hidden"], WINDOW),
        ("PicUp.AppImage", ["--home", "/a b", "--hidden"], WINDOW),
        ("PicUp.AppImage", ["--home=/a b"], WINDOW),
        ("PicUp.AppImage", ["--home"], WINDOW),
        ("PicUp.AppImage", ["--home", "/a b", "status"], COMMAND_LINE),
        ("PicUp.AppImage", ["--home=/a b", "status", "--json"], COMMAND_LINE),
        ("PicUp.AppImage", ["--version"], COMMAND_LINE),
        ("PicUp.AppImage", ["status"], COMMAND_LINE),
        ("PicUp.AppImage", ["--open-window", "--hidden"], COMMAND_LINE),
        ("picup", [], COMMAND_LINE),
        ("/usr/local/bin/picup", ["--home", "/a"], COMMAND_LINE),
        ("picup-desktop", ["--hidden"], WINDOW),
        ("./picup-desktop", ["status"], WINDOW),
    ],
)
def test_an_appimage_is_the_program_that_it_is_called_or_what_it_is_asked_for(
    appdir: Path, called: str, words: list[str], started: str
) -> None:
    done = subprocess.run(
        [appdir / "AppRun", *words],
        env={"PATH": "/usr/bin:/bin", "ARGV0": called},
        capture_output=True,
        text=True,
        check=True,
    )

    # Nor does the name go on to what the program starts.
    assert done.stdout.splitlines() == [started, *words, "unset"]


def test_unpacked_and_started_without_its_runtime_it_is_the_window(appdir: Path) -> None:
    done = subprocess.run(
        [appdir / "AppRun"], env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=True
    )
    assert done.stdout.splitlines()[0] == WINDOW.encode()
