"""Starting with the computer from within Flatpak: the portal is asked, and what it says is kept."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.autostart.entry import AutostartFailed, Entry, own_command
from picup_desktop.autostart.here import autostart_here
from picup_desktop.program import ProgramPart, background_command_of, command_of, parts
from tests.outside.portal import Portal, Told, portal

ENTRY = Entry(("picup", "--command-line"), Path("/home/alex/odd $home"))
WORDS = ["picup", "--command-line", "--home", "/home/alex/odd $home", "run", "--wait"]
ON: Told = {"background": ("b", True), "autostart": ("b", True)}
OFF: Told = {"background": ("b", True), "autostart": ("b", False)}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has Flatpak")


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    info = tmp_path / "flatpak-info"
    info.touch()
    monkeypatch.setattr(parts, "FLATPAK_FILE", info)
    monkeypatch.setenv("FLATPAK_ID", "org.picup.desktop")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    return tmp_path


@pytest.fixture
def desktop(sandbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    with portal(sandbox) as found:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", found.address)
        yield found


def test_what_the_portal_starts_is_the_program_within_the_sandbox(sandbox: Path) -> None:
    assert own_command() == ("picup", "--command-line")
    assert background_command_of(ProgramPart.WINDOW) == ["picup", "--open-window"]
    assert command_of(ProgramPart.WINDOW)[0] == sys.executable
    assert (sandbox / "flatpak-info").exists()


def test_the_desktop_knows_our_windows_by_the_name_of_the_sandbox(
    sandbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parts.desktop_name() == "org.picup.desktop"
    monkeypatch.setattr(parts, "FLATPAK_FILE", sandbox / "missing")
    assert parts.desktop_name() == "picup-desktop"


def test_a_variable_of_another_program_is_no_sandbox(
    sandbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "FLATPAK_FILE", sandbox / "missing")
    assert own_command()[0] != "picup"


def test_on_and_off_are_asked_of_the_portal_and_remembered(desktop: Portal) -> None:
    system = autostart_here()
    assert not system.is_on()

    desktop.results = ON
    system.switch_on(ENTRY)
    assert autostart_here().is_on()
    asked = {name: value for name, value in desktop.asked[0].items() if name != "handle_token"}
    assert asked == {"autostart": ("b", True), "commandline": ("as", WORDS)}

    desktop.results = OFF
    system.switch_off()
    assert not autostart_here().is_on()
    assert desktop.asked[1]["autostart"] == ("b", False)


@pytest.mark.parametrize(
    ("code", "results", "told"),
    [
        (0, OFF, "portal-starts-nothing"),
        (0, {}, "portal-starts-nothing"),
        (1, {}, "portal-refused"),
    ],
)
def test_what_is_not_granted_is_not_on(
    desktop: Portal, code: int, results: Told, told: str
) -> None:
    desktop.code, desktop.results = code, results
    with pytest.raises(AutostartFailed) as failed:
        autostart_here().switch_on(ENTRY)
    assert failed.value.message.code == told
    assert not autostart_here().is_on()


def test_what_was_on_and_is_refused_when_asked_again_is_off(desktop: Portal) -> None:
    desktop.results = ON
    autostart_here().switch_on(ENTRY)
    desktop.results = OFF
    with pytest.raises(AutostartFailed):
        autostart_here().switch_on(ENTRY)
    assert not autostart_here().is_on()


def test_a_portal_that_can_not_be_asked_changes_nothing(desktop: Portal) -> None:
    desktop.results = ON
    autostart_here().switch_on(ENTRY)
    desktop.broken = True
    with pytest.raises(AutostartFailed) as failed:
        autostart_here().switch_off()
    assert failed.value.message.code == "portal-does-not-answer"
    assert autostart_here().is_on()


def test_without_a_desktop_that_is_told(sandbox: Path) -> None:
    with pytest.raises(AutostartFailed) as failed:
        autostart_here().switch_on(ENTRY)
    assert failed.value.message.code == "portal-does-not-answer"
    assert not (sandbox / "config").exists()


def test_a_service_is_not_promised_from_within_a_sandbox(sandbox: Path) -> None:
    system = autostart_here(service=True)
    with pytest.raises(AutostartFailed) as failed:
        system.switch_on(ENTRY)
    system.switch_off()
    assert failed.value.message.code == "sandbox-has-no-services"
    assert not system.is_on()
    assert not (sandbox / "config").exists()
