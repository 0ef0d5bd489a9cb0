"""AppRun: which of both programs an AppImage starts; `make appimage-test` runs a whole one."""

import shutil
import subprocess
import sys
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


@pytest.mark.parametrize("another", [False, True])
def test_whose_work_stands_at_its_front_is_told(tmp_path: Path, *, another: bool) -> None:
    documents = tmp_path / "usr/share/doc/picup-desktop"
    (documents / "licences/texts").mkdir(parents=True)
    (documents / "copyright").write_text("Libraries\n", "utf-8")
    terms = tmp_path / "terms"
    terms.write_text("libfuse: LGPL-2.1", "utf-8")
    words = [terms] if another else []

    subprocess.run(
        [sys.executable, ROOT / "packaging/appimage/licence.py", tmp_path, *words], check=True
    )

    told = (documents / "copyright").read_text("utf-8")
    assert told.startswith("Libraries\n\nAt the front of this AppImage\n")
    assert ("libfuse: LGPL-2.1" in told) == another
    assert ("squashfuse (BSD-2-Clause)" in told) != another
    texts = {file.stem for file in (documents / "licences/texts").iterdir()}
    assert texts == (set() if another else {"appimage-runtime", "xz", "zlib"})


def test_another_runtime_is_not_taken_without_its_licences(tmp_path: Path) -> None:
    script = (ROOT / "packaging/appimage/build.sh").read_text("utf-8")
    refusal = script[script.index("if [ -n") : script.index("runtime=")]
    runtime = tmp_path / "runtime"
    runtime.write_text("elf")

    for terms, code in (("", 1), (str(runtime), 0)):
        given = {"PATH": "/usr/bin:/bin", "RUNTIME": str(runtime), "RUNTIME_LICENCES": terms}
        done = subprocess.run(["bash", "-c", refusal], env=given, capture_output=True, check=False)
        assert done.returncode == code
