"""How the program is started as another of its parts; a build's ``frozen`` flag is set here."""

import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop import __version__
from picup_desktop.__main__ import main
from picup_desktop.program import ProgramPart, background_command_of, command_of, part_of


@pytest.mark.parametrize("part", ProgramPart)
def test_an_installed_build_is_asked_for_the_part_that_its_command_names(
    part: ProgramPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = command_of(part)
    assert part_of([*command, "--home", "x"]) == (part, [command[0], "--home", "x"])


@pytest.mark.parametrize(
    ("program", "part"),
    [("/usr/bin/picup", ProgramPart.COMMAND_LINE), ("picup-desktop.exe", ProgramPart.WINDOW)],
)
def test_an_installed_build_goes_by_its_name(
    program: str, part: ProgramPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert part_of([program, "status"]) == (part, [program, "status"])


def test_from_source_it_is_the_command_line_when_given_arguments() -> None:
    assert part_of(["program"])[0] is ProgramPart.WINDOW
    assert part_of(["program", "status"])[0] is ProgramPart.COMMAND_LINE


@pytest.mark.parametrize(
    ("system", "started_as", "named"),
    [
        ("win32", "picup.exe", "picup-desktop.exe"),
        ("win32", "picup-desktop.exe", "picup-desktop.exe"),
        ("darwin", "picup-desktop", "picup"),
        ("linux", "picup-desktop", "picup-desktop"),
    ],
)
def test_what_the_system_starts_opens_no_console(
    system: str, started_as: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "executable", f"/programs/{started_as}")

    command = background_command_of(ProgramPart.COMMAND_LINE)

    assert command == [str(Path("/programs") / named), "--command-line"]
    assert part_of(command) == (ProgramPart.COMMAND_LINE, command[:1])


@pytest.mark.parametrize(
    ("folder", "started"),
    [
        ("/tmp/.mount_PicUpA", "/home/alex/Pic Up 한글.AppImage"),
        ("/tmp/.mount_EditorB", "/tmp/.mount_PicUpA/usr/lib/picup-desktop/picup"),
        ("", "/tmp/.mount_PicUpA/usr/lib/picup-desktop/picup"),
    ],
)
def test_what_runs_out_of_an_appimage_is_started_from_its_file_and_never_from_another_programs(
    folder: str, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "executable", "/tmp/.mount_PicUpA/usr/lib/picup-desktop/picup")
    monkeypatch.setenv("APPIMAGE", "/home/alex/Pic Up 한글.AppImage")
    monkeypatch.setenv("APPDIR", folder)

    assert background_command_of(ProgramPart.WINDOW) == [started, "--open-window"]
    assert command_of(ProgramPart.WINDOW)[0] == sys.executable


def test_from_source_the_system_starts_what_anybody_does() -> None:
    assert background_command_of(ProgramPart.WINDOW) == command_of(ProgramPart.WINDOW)


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["--version"], False),
        (["--version", "status"], True),
        (["--home", "/v", "--version"], True),
    ],
)
def test_its_version_is_told_without_the_library_of_commands(
    words: list[str], loaded: bool
) -> None:
    told = f"import sys; sys.argv = ['picup', *{words}]\n"
    told += "from picup_desktop.__main__ import main\ntry:\n    main()\nfinally:\n"
    told += "    print('typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == f"picup {__version__}\n{loaded}\n"


def test_an_installed_build_without_a_console_can_be_spoken_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["picup-desktop.exe", "--command-line", "--version"])
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)

    main()

    given = (sys.stdin, sys.stdout, sys.stderr)
    for stream in given:
        stream.close()
