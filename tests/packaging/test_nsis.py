"""The installer for Windows: built by the real makensis from a stand-in for PyInstaller's work."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from picup_desktop import __version__
from picup_desktop.autostart.entry import Entry, own_command
from picup_desktop.autostart.windows import RUN_KEY, VALUE, WindowsAutostart
from picup_desktop.cli.main import COMMANDS
from picup_desktop.home import default_home
from picup_desktop.vault.keyring_store import SERVICE
from tests.outside.run_key import FakeRunKey

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging" / "windows"
SCRIPT = (FOLDER / "picup.nsi").read_text("utf-8")
WORDS = (FOLDER / "words.nsh").read_text("utf-8")
DEFINED = dict(re.findall(r'^!define (\w+) "?(.*?)"?$', SCRIPT, re.MULTILINE))
INSTALLER = f"PicUp-Desktop-{__version__}-x64-Setup.exe"
FILES = (
    *("picup-desktop.exe", "picup.exe", "_internal/base_library.zip"),
    *(
        "_internal/PySide6/Qt6Core.dll",
        "_internal/한글 folder/b.txt",
        "_internal/한글 folder/a.txt",
    ),
)

needs_makensis = pytest.mark.skipif(
    shutil.which("makensis") is None, reason="not installed: makensis (Debian's name: nsis)"
)


def payload(folder: Path, files: tuple[str, ...] = FILES, written_at: int = 0) -> Path:
    for name in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode() * 500)
        if written_at:
            os.utime(file, (written_at, written_at))
    return folder


def build(
    given: Path,
    out: Path,
    environment: dict[str, str] | None = None,
    more: tuple[str, ...] = (),
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, FOLDER / "build.py", "--payload", given, "--out", out, *more],
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
        check=False,
    )


@needs_makensis
def test_it_is_built_without_a_warning_and_holds_every_file(tmp_path: Path) -> None:
    done = build(payload(tmp_path / "payload"), tmp_path / "out")

    assert (done.returncode, done.stderr) == (0, ""), done
    assert done.stdout.strip() == str(tmp_path / "out" / INSTALLER)
    assert (tmp_path / "out" / INSTALLER).read_bytes()[:2] == b"MZ"
    if shutil.which("7z") is None:
        pytest.skip("not installed: 7z (Debian's name: p7zip-full); only the build was looked at")
    subprocess.run(
        ["7z", "x", f"-o{tmp_path / 'found'}", tmp_path / "out" / INSTALLER],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    found = tmp_path / "found"
    assert {name: (found / name).read_bytes() for name in FILES} == {
        name: name.encode() * 500 for name in FILES
    }
    assert (found / "uninstall.exe").exists()


@needs_makensis
def test_the_same_files_make_the_same_installer(tmp_path: Path) -> None:
    one = payload(tmp_path / "payload", FILES, written_at=1_000_000_000)
    build(one, tmp_path / "one")
    shutil.rmtree(one)
    build(payload(one, FILES[::-1], written_at=1_700_000_000), tmp_path / "two")

    assert (tmp_path / "one" / INSTALLER).read_bytes() == (
        tmp_path / "two" / INSTALLER
    ).read_bytes()


@needs_makensis
def test_one_to_upgrade_from_has_the_number_that_it_is_given(tmp_path: Path) -> None:
    done = build(payload(tmp_path / "payload"), tmp_path / "out", more=("--trial", "0.0.9"))

    assert (done.returncode, done.stderr) == (0, ""), done
    (made,) = (tmp_path / "out").iterdir()
    assert made.name == "PicUp-Desktop-0.0.9-x64-Setup.exe"
    assert "0.0.9".encode("utf-16-le") in made.read_bytes()


@needs_makensis
def test_both_programs_the_uninstaller_and_the_installer_are_signed(tmp_path: Path) -> None:
    signer = tmp_path / "sign"
    signer.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/signed"\n')
    signer.chmod(0o755)

    done = build(
        payload(tmp_path / "payload"), tmp_path / "out", {"PICUP_SIGN_COMMAND": str(signer)}
    )

    assert done.returncode == 0, done
    names = [Path(line).name for line in (tmp_path / "signed").read_text().splitlines()]
    assert [names[0], names[1], names[-1]] == ["picup-desktop.exe", "picup.exe", INSTALLER]
    assert len(names) == 4


@pytest.mark.parametrize(
    "files",
    [
        (),
        FILES[:1],
        (*FILES, "picup"),
        (*FILES, "_internal/$x"),
        (*FILES, f"_internal/{'y' * 200}"),
    ],
    ids=["nothing", "one program", "a stranger", "a variable", "a long path"],
)
def test_what_is_no_build_for_windows_is_refused(tmp_path: Path, files: tuple[str, ...]) -> None:
    if shutil.which("makensis") is None:
        pytest.skip("not installed: makensis")
    done = build(payload(tmp_path / "payload", files), tmp_path / "out")

    assert done.returncode == 1
    assert str(tmp_path / "payload") in done.stderr or "long paths" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("out/*"))


def test_it_starts_with_windows_what_the_programs_own_switch_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", "/PicUp Desktop/picup.exe")
    key = FakeRunKey()
    WindowsAutostart(key).switch_on(Entry(own_command()))

    written = f'"/PicUp Desktop/{DEFINED["WINDOW"]}" {DEFINED["RUN_WORDS"]}'

    assert key.values == {DEFINED["RUN_VALUE"]: written}
    assert (DEFINED["RUN_KEY"], DEFINED["RUN_VALUE"]) == (RUN_KEY, VALUE)
    assert (
        """WriteRegStr HKCU "${RUN_KEY}" "${RUN_VALUE}" '"$INSTDIR\\${WINDOW}" ${RUN_WORDS}'"""
        in (SCRIPT)
    )
    assert "HKLM" not in SCRIPT


def test_it_ends_what_runs_by_a_command_that_there_is() -> None:
    asked = re.findall(r"'\"\$INSTDIR\\\$\{COMMANDS\}\" (\w+) --json'", SCRIPT)

    assert asked == ["stop"]
    assert "stop" in {command.name for command in COMMANDS}


def test_what_is_said_to_stay_is_where_the_program_keeps_it() -> None:
    home = default_home().folder.name

    assert WORDS.count(f"$LOCALAPPDATA\\{home}") == 2
    uninstall = SCRIPT[SCRIPT.index('Section "Uninstall"') :]
    assert home not in uninstall.replace("picup-desktop.exe", "")
    assert DEFINED["UNINSTALL_KEY"].rpartition("\\")[2] == SERVICE


def test_publisher_and_programs_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert DEFINED["PUBLISHER"] == project["authors"][0]["name"]
    assert DEFINED["COMMANDS"] == f"{next(iter(project['scripts']))}.exe"
    assert DEFINED["WINDOW"] == f"{next(iter(project['gui-scripts']))}.exe"


def test_every_sentence_is_there_in_both_languages() -> None:
    used = set(re.findall(r"\$\(([A-Z_]+)\)", SCRIPT))
    said = re.findall(r'insertmacro WORDS ([A-Z_]+) [^"]*"([^"]+)"[^"]*"([^"]+)"', WORDS)

    assert used == {name for name, _, _ in said}
    assert all(name == "PROGRAM" or re.search("[가-힣]", korean) for name, _, korean in said)
