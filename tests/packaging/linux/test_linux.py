"""What the Linux packages hold beside the program; that they install is seen by `make deb-test`."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from picup_desktop import __version__
from picup_desktop.cli.main import COMMANDS
from picup_desktop.program.parts import desktop_name
from tests.picup import wait_until

ROOT = Path(__file__).parents[3]
LINUX = ROOT / "packaging/linux"
DESKTOP = ROOT / "resources/picup-desktop.desktop"
SCRIPTS = sorted([*(ROOT / "packaging").rglob("*.sh"), ROOT / "packaging/appimage/AppRun"])
CHANGED = datetime(2026, 2, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, LINUX / "man.py", CHANGED.isoformat()],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(re.findall(r"^==> (\S+)\n(.*?)(?=^==> |\Z)", done.stdout, re.MULTILINE | re.DOTALL))


def test_the_manual_has_every_command(pages: dict[str, str]) -> None:
    headings = re.findall(r'^\.SS "picup (\S+)', pages["picup"], re.MULTILINE)
    assert set(headings) == {command.name.replace("-", "\\-") for command in COMMANDS}


@pytest.mark.parametrize("name", ["picup", "picup-desktop"])
def test_a_page_says_of_what_it_is(pages: dict[str, str], name: str) -> None:
    first = pages[name].splitlines()[0]
    assert first == f'.TH "{name.upper()}" 1 "2026-02-03" "PicUp Desktop {__version__}"'


def test_no_line_of_a_page_is_taken_for_a_request_of_roff(pages: dict[str, str]) -> None:
    known = {".TH", ".SH", ".SS", ".TP", ".B", ".I", ".BR"}
    requests = {line.split()[0] for line in pages["picup"].splitlines() if line[:1] in {".", "'"}}
    assert requests <= known


def test_the_shop_opens_the_window_by_its_entry() -> None:
    text = (LINUX / "org.picup.desktop.metainfo.xml").read_text("utf-8")
    root = ElementTree.fromstring(text)
    assert root.findtext("launchable") == DESKTOP.name
    window = (ROOT / "picup_desktop/ui/main.py").read_text("utf-8")
    assert "setDesktopFileName(desktop_name())" in window
    assert desktop_name() == DESKTOP.stem
    languages = [
        [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in root.iter(tag)]
        for tag in ("summary", "p", "li")
    ]
    assert all(found.count(None) == found.count("ko") > 0 for found in languages)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.relative_to(ROOT)))
def test_scripts_can_be_read(script: Path) -> None:
    shell = "bash" if "bash" in script.read_text("utf-8").partition("\n")[0] else "sh"
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


LASTING = [
    "picup-desktop",
    "/usr/bin/picup-desktop --home /a",
    "/usr/lib/picup-desktop/picup --open-window --hidden",
    "picup run",
    "/usr/lib/picup-desktop/picup --command-line --home /a run --wait",
]
TYPED = [
    "picup",
    "picup sync",
    "picup --home run sync",
    "picup deletions run --now",
    "picup get run",
]


@pytest.mark.parametrize("words", [*LASTING, *TYPED])
def test_an_upgrade_starts_again_what_went_on_by_itself(words: str) -> None:
    script = f'. {LINUX / "running.sh"}; picup_lasting_words "$@"'
    done = subprocess.run(["sh", "-c", script, "sh", *words.split()], check=False)
    assert (done.returncode == 0) == (words in LASTING)


def _running(script: str, *words: str) -> str:
    whole = f". {LINUX / 'running.sh'}; program=$1; shift; {script}"
    return subprocess.run(
        ["sh", "-c", whole, "sh", *words], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(not Path("/proc/self/ns/mnt").exists(), reason="Linux alone has these packages")
def test_s8_an_upgrade_looks_after_its_own_program_and_not_one_of_that_name_in_a_container(
    tmp_path: Path,
) -> None:
    program, other = tmp_path / "picup", tmp_path / "other" / "picup"
    other.parent.mkdir()
    for file in (program, other):
        shutil.copy(shutil.which("sleep") or "", file)
    contained = f"mount --bind {other} {program} && exec {program} 60"
    commands = [
        [str(program), "60"],
        [str(other), "60"],
        ["unshare", "--mount", str(program), "60"],
        ["unshare", "--mount", "sh", "-c", contained],
    ]
    started = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for command in commands]
    try:
        wait_until(lambda: all(_runs_or_ended(one, "picup") for one in started), "they run")
        seen = {one.pid for one in started if one.poll() is None and _exe(one) == str(program)}
        told = {int(pid) for pid in _running("picup_processes", str(program)).split()}
        assert told == {started[0].pid}
        if os.getuid() == 0:
            assert len(seen) == 3, "by its path alone, two of them would be taken for ours"
        assert _running(f"picup_owner {started[0].pid}", str(program)) == f"{os.getuid()}\n"
    finally:
        for one in started:
            one.kill()
            one.wait()


def _exe(process: "subprocess.Popen[bytes]") -> str:
    return str(Path(f"/proc/{process.pid}/exe").readlink())


def _runs_or_ended(process: "subprocess.Popen[bytes]", name: str) -> bool:
    return process.poll() is not None or Path(_exe(process)).name == name


def test_s8_nothing_but_an_environment_goes_before_the_words_that_are_started_again() -> None:
    given = ["HOME=/home/a", "/bin/sh", "-c", "id > x", "=x", "1A=b", "a b=c", "", "_PYI_A=1"]
    given += ["LD_LIBRARY_PATH=/x", "WORDS=a b\nc=d", "EMPTY="]
    told = subprocess.run(
        ["sh", "-c", f". {LINUX / 'running.sh'}; picup_environment"],
        input="".join(f"{one}\0" for one in given),
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("\0")[:-1] == ["HOME=/home/a", "WORDS=a b\nc=d", "EMPTY="]
