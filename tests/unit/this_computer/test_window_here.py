"""Whether the window can be opened: on which screens, and what is typed where it is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop.program.window import command_that_installs, screens_wanted

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only here a screen may be missing")
X11, WAYLAND = frozenset({"xcb"}), frozenset({"wayland"})


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, frozenset()),
        ({"DISPLAY": ""}, frozenset()),
        ({"DISPLAY": ":0"}, X11),
        ({"WAYLAND_DISPLAY": "wayland-0"}, WAYLAND),
        ({"WAYLAND_SOCKET": "5"}, WAYLAND),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, X11 | WAYLAND),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "x", "QT_QPA_PLATFORM": "xcb"}, X11),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland"}, frozenset()),
        ({"WAYLAND_DISPLAY": "x", "QT_QPA_PLATFORM": "wayland-egl;xcb"}, WAYLAND),
        ({"QT_QPA_PLATFORM": "offscreen"}, None),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, None),
        ({"QT_QPA_PLATFORM": "xcb;offscreen"}, None),
    ],
)
def test_a_window_wants_the_screens_that_the_environment_names(
    environment: dict[str, str], wanted: frozenset[str] | None
) -> None:
    assert screens_wanted(environment) == wanted


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        (None, 'pip install "picup-desktop[window]"'),
        ("pipx_metadata.json", 'pipx install --force "picup-desktop[window]"'),
        ("uv-receipt.toml", 'uv tool install "picup-desktop[window]"'),
    ],
)
def test_the_command_that_installs_it_is_that_of_whoever_installed_the_rest(
    mark: str | None, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    if mark is not None:
        (tmp_path / mark).touch()
    assert command_that_installs() == command


@pytest.mark.parametrize("installer", ["apt", "dnf", "zypper"])
def test_in_a_package_it_is_the_system_s(
    installer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / installer).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command_that_installs() == f"sudo {installer} install picup-desktop"


@LINUX
@pytest.mark.parametrize(
    ("screen", "sentence"),
    [
        ({}, "There is no screen here"),
        ({"DISPLAY": ":6543"}, "The screen :6543 does not let this program in"),
        ({"WAYLAND_DISPLAY": "gone"}, "There is no screen here"),
    ],
)
@pytest.mark.parametrize("words", [("-m", "picup_desktop"), ("-m", "picup_desktop.ui.start.main")])
def test_without_a_screen_it_says_so_and_ends_by_itself(
    words: tuple[str, ...], screen: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    others = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, *words],
        env=others | screen | {"PICUP_HOME": str(tmp_path / "home"), "XDG_RUNTIME_DIR": "/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"The window can't be opened. {sentence}")
    assert done.stderr.endswith("picup run\n")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "home").exists()
