"""The disk image for macOS: what can be held against the code on any system."""

import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop import __version__
from picup_desktop.autostart.entry import Entry, own_command
from picup_desktop.autostart.macos import BUNDLE, LABEL, launch_agents
from picup_desktop.vault.keyring_store import SERVICE

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging" / "macos"
BUILD = FOLDER / "build.sh"
SPEC = (ROOT / "packaging" / "bundle" / "picup.spec").read_text("utf-8")
GUIDE = (ROOT / "docs" / "guide" / "windows-macos.md").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "darwin", reason="here it could be built")
def test_elsewhere_than_on_a_mac_it_is_refused_in_a_sentence() -> None:
    done = subprocess.run(["bash", BUILD], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("A disk image for macOS needs macOS")


@pytest.mark.parametrize(
    "script", [*ROOT.glob("packaging/macos/*.sh"), *ROOT.glob("packaging/windows/*.sh")]
)
def test_the_scripts_can_be_read_by_bash(script: Path) -> None:
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    if shutil.which("shellcheck") is not None:
        subprocess.run(["shellcheck", script], check=True)


def test_the_bundle_tells_the_version_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "Info.plist"
    made = {"CFBundleIdentifier": BUNDLE, "CFBundleShortVersionString": "0.0.0"}
    file.write_bytes(plistlib.dumps(made))

    done = subprocess.run(
        [sys.executable, FOLDER / "info_plist.py", file],
        capture_output=True,
        text=True,
        check=True,
    )

    told = plistlib.loads(file.read_bytes())
    assert done.stdout.strip() == __version__
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"]
    assert re.fullmatch(r"\d+(\.\d+){0,2}", told["CFBundleVersion"])
    assert __version__.startswith(told["CFBundleVersion"])
    assert told["CFBundleIdentifier"] == BUNDLE


def test_what_is_asked_of_the_system_can_be_read() -> None:
    asked = plistlib.loads((FOLDER / "entitlements.plist").read_bytes())

    assert asked == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_agent_names_the_app_and_a_program_that_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = "/Applications/PicUp.app/Contents/MacOS"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "executable", f"{programs}/picup-desktop")
    system = launch_agents(tmp_path)

    system.switch_on(Entry(own_command()))

    agent = plistlib.loads(Path(system.where).read_bytes())
    assert agent["ProgramArguments"] == [f"{programs}/picup", "--command-line", "run", "--wait"]
    assert agent["AssociatedBundleIdentifiers"] == [BUNDLE]
    assert f'bundle_identifier="{BUNDLE}"' in SPEC
    assert 'program("picup", True)' in SPEC


def test_the_guide_says_where_things_are() -> None:
    assert f"~/Library/LaunchAgents/{LABEL}.plist" in GUIDE
    assert GUIDE.count(f"*{SERVICE}*") == 2
