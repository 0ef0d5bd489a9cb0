"""How the program is started as another of its parts; a build's ``frozen`` flag is set here."""

import sys

import pytest

from picup_desktop.program import Part, command_of, part_of


@pytest.mark.parametrize("part", Part)
def test_an_installed_build_is_asked_for_the_part_that_its_command_names(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = command_of(part)
    assert part_of([*command, "--home", "x"]) == (part, [command[0], "--home", "x"])


@pytest.mark.parametrize(
    ("program", "part"),
    [("/usr/bin/picup", Part.COMMAND_LINE), ("picup-desktop.exe", Part.WINDOW)],
)
def test_an_installed_build_goes_by_its_name(
    program: str, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert part_of([program, "status"]) == (part, [program, "status"])


def test_from_source_it_is_the_command_line_when_given_arguments() -> None:
    assert part_of(["program"])[0] is Part.WINDOW
    assert part_of(["program", "status"])[0] is Part.COMMAND_LINE
