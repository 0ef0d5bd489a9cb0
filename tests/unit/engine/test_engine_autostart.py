"""Starting with the computer: each system's entry says what it should, and goes again."""

import configparser
import plistlib
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop.autostart.entry import Autostart, AutostartFailed, Entry, own_command
from picup_desktop.autostart.here import autostart_here
from picup_desktop.autostart.linux import UNIT, SystemdAutostart, xdg_autostart
from picup_desktop.autostart.macos import LABEL, launch_agents
from picup_desktop.autostart.windows import VALUE, RegistryRunKey, WindowsAutostart
from tests.outside.run_key import FakeRunKey

ODD_HOME = Path("/home/me/odd $name \"100%\" 'a' \\b")
ENTRY = Entry(("/opt/pic up/picup",), ODD_HOME)
WORDS = ["/opt/pic up/picup", "--home", str(ODD_HOME), "run", "--wait"]


def systems(folder: Path) -> list[Autostart]:
    return [
        xdg_autostart(folder / "autostart"),
        SystemdAutostart(folder / "systemd", "true"),
        launch_agents(folder / "agents"),
        WindowsAutostart(FakeRunKey()),
    ]


@pytest.mark.parametrize("number", range(4))
def test_on_and_off_and_twice_each(tmp_path: Path, number: int) -> None:
    system = systems(tmp_path)[number]
    assert not system.is_on()
    for _ in range(2):
        system.switch_on(ENTRY)
        assert system.is_on()
        assert system.where
    for _ in range(2):
        system.switch_off()
        assert not system.is_on()
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []


def test_the_desktop_entry_starts_these_very_words(tmp_path: Path) -> None:
    system = xdg_autostart(tmp_path)
    system.switch_on(ENTRY)
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys are case-sensitive there
    parser.read(system.where, encoding="utf-8")

    # First as any string of such a file; then, unlike in a shell, \$ within quotes is a dollar.
    line = parser["Desktop Entry"]["Exec"].replace("\\\\", "\\").replace("\\$", "$")

    assert [word.replace("%%", "%") for word in shlex.split(line)] == WORDS
    assert parser["Desktop Entry"]["TryExec"] == WORDS[0], "without it nothing is started"


def test_the_unit_is_wanted_and_starts_these_very_words(tmp_path: Path) -> None:
    system = SystemdAutostart(tmp_path, "true")
    system.switch_on(ENTRY)
    assert (tmp_path / "default.target.wants" / UNIT).resolve() == tmp_path / UNIT
    text = (tmp_path / UNIT).read_text()
    (line,) = [row for row in text.splitlines() if row.startswith("ExecStart=")]
    plain = line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$")

    # Within double quotes systemd and a shell escape alike, but for the dollar.
    assert shlex.split(plain) == WORDS
    assert f"ConditionPathExists={WORDS[0]}" in text.splitlines(), "else it fails at each login"


def test_the_agent_and_the_run_key_start_these_very_words(tmp_path: Path) -> None:
    agent, key = launch_agents(tmp_path), FakeRunKey()
    agent.switch_on(ENTRY)
    WindowsAutostart(key).switch_on(ENTRY)

    assert plistlib.loads((tmp_path / f"{LABEL}.plist").read_bytes())["ProgramArguments"] == WORDS
    assert key.values[VALUE] == subprocess.list2cmdline(WORDS)


def test_an_installed_build_on_windows_starts_its_windows_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", "/programs/PicUp Desktop/picup.exe")
    key = FakeRunKey()

    WindowsAutostart(key).switch_on(Entry(own_command()))

    folder = Path("/programs/PicUp Desktop")
    assert key.values == {VALUE: f'"{folder}/picup-desktop.exe" --command-line run --wait'}


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AutostartFailed, match="can't be changed"):
        xdg_autostart(tmp_path / "file").switch_on(ENTRY)


def test_here_it_goes_into_the_users_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert autostart_here().where.startswith(str(tmp_path / "autostart"))
    assert autostart_here(service=True).where == str(tmp_path / "systemd/user" / UNIT)
    assert Path(own_command()[0]).exists()


def test_where_there_is_no_registry_it_is_told() -> None:
    if sys.platform == "win32":
        pytest.skip("there is one")
    with pytest.raises(AutostartFailed, match="registry"):
        WindowsAutostart(RegistryRunKey()).switch_on(ENTRY)
