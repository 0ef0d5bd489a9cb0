"""The log: JSON lines that rotate, with nothing secret, and nothing of it on the terminal."""

import json
import logging
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.errors import HomeInUse, UsageError
from picup_desktop.home import Home
from picup_desktop.log import (
    LOG_FILE_BYTES,
    LOG_FILES,
    Mask,
    log_files,
    nameless,
    start_logging,
)
from picup_desktop.words import Role

ours = logging.getLogger("picup_desktop.sync.upload.upload")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    return made


def lines(home: Home) -> list[dict[str, Any]]:
    """What stands in the log, without the line that each beginning writes."""
    read = [json.loads(line) for line in home.log.read_text("ascii").splitlines()]
    return [line for line in read if not line["message"].endswith(" begins")]


def test_a_line_says_when_where_what_and_which_scenario(home: Home) -> None:
    with start_logging(home, to_terminal=False):
        ours.warning("%s of %d\n\udcff", "a photo", 3, extra={"scenario": "1-3"})
        ours.info("well")
        ours.debug("too much")
    first, second = lines(home)
    assert first["level"] == "WARNING"
    assert first["logger"] == "picup_desktop.sync.upload.upload"
    assert first["message"] == "a photo of 3\n\udcff"
    assert first["scenario"] == "1-3"
    assert first["thread"] == "MainThread"
    assert first["at"].endswith("Z")
    assert "scenario" not in second


def test_errors_bring_their_traceback(home: Home) -> None:
    with start_logging(home, to_terminal=False):
        try:
            int("photo.jpg")
        except ValueError:
            ours.exception("a fault")
    (line,) = lines(home)
    assert "ValueError" in line["exception"]
    assert line["raised"][0] == "ValueError"
    assert "photo.jpg" not in str(line["raised"])


def test_what_ends_a_command_is_logged(home: Home) -> None:
    with pytest.raises(HomeInUse), start_logging(home, to_terminal=False):
        raise HomeInUse("Somebody works here.")
    with pytest.raises(ZeroDivisionError), start_logging(home, to_terminal=False):
        _ = 1 / 0
    expected, fault = lines(home)
    assert "Already running. Somebody works here." in expected["message"]
    assert (expected["level"], fault["level"]) == ("ERROR", "CRITICAL")
    assert "ZeroDivisionError" in fault["exception"]


def test_the_log_rotates_and_never_grows_beyond_its_files(home: Home) -> None:
    text = "x" * 50_000
    with start_logging(home, to_terminal=False):
        for _ in range(LOG_FILE_BYTES * (LOG_FILES + 1) // 100_000):
            ours.warning(text)
    files = log_files(home)
    assert len(files) == LOG_FILES
    assert set(home.log.parent.iterdir()) == set(files)
    assert all(file.stat().st_size <= LOG_FILE_BYTES for file in files)


def test_other_libraries_are_heard_without_their_noise(home: Home) -> None:
    with start_logging(home, to_terminal=False):
        for name in ("paramiko.transport", "apscheduler.executors", "apprise", "urllib3.pool"):
            logging.getLogger(name).info("info of %s", name)
            logging.getLogger(name).warning("warning of %s", name)
            logging.getLogger(name).error("error of %s", name)
        paramiko = logging.getLogger("paramiko.transport")
        for line in (
            "Traceback (most recent call last):",
            '  File "transport.py", line 3, in run',
            "    self.packetizer.send()",
            "paramiko.ssh_exception.SSHException: no banner",
            "",
        ):
            paramiko.error(line)
        warnings.showwarning("old", DeprecationWarning, "module.py", 3)
    assert [line["message"] for line in lines(home)][:-1] == [
        "warning of paramiko.transport",
        "error of paramiko.transport",
        "error of apscheduler.executors",
    ]
    assert "DeprecationWarning: old" in lines(home)[-1]["message"]


def test_a_closed_log_leaves_everything_as_it_was(home: Home) -> None:
    root, package = logging.getLogger(), logging.getLogger("picup_desktop")
    before = [*root.handlers], package.level, warnings.showwarning
    with start_logging(home, to_terminal=True):
        assert len(root.handlers) == len(before[0]) + 2
    assert ([*root.handlers], package.level, warnings.showwarning) == before


def test_a_log_that_can_not_be_written_stops_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.log.mkdir()
    with start_logging(home, to_terminal=False):
        ours.warning("nobody can read this")
    assert capsys.readouterr().err == ""


def test_a_program_in_the_foreground_also_tells_the_terminal(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with start_logging(home, to_terminal=True):
        ours.warning("key %s", "AGE-SECRET-KEY-1QQ")
    assert "WARNING key AGE-SECRET-KEY-…" in capsys.readouterr().err


def test_commands_show_no_raw_log_lines() -> None:
    """In a process of its own, as Python's last resort writes only where no test listens."""
    program = (
        "import logging, sys\n"
        "from picup_desktop.cli import main\n"
        "sys.argv = ['picup', '--version']\n"
        "try:\n    main()\n"
        "except SystemExit:\n    logging.getLogger('picup_desktop.sync').warning('raw')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=60, check=True, text=True
    )
    assert done.stderr == ""


# Secrets


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("kit AGE-SECRET-KEY-1QYQSZQGPQYQSZQGP ok", "QYQSZ"),
        ("kit age-secret-key-pq-1qyqszqgpqyqszqgp ok", "qyqsz"),
        ("to sftp://me:hidden@nas:22/photos", "hidden"),
        ("to sftp://me:hid/d@en@nas:22/photos", "hid/d@en"),
        ("at https://hooks.slack.com/services/T1/B2/hidden.", "hidden"),
        ("tgram://123:hidden/456", "hidden"),
        ("Max retries exceeded with url: /services/T1/hidden (Caused by ...)", "hidden"),
        ("env PICUP_SSH_KEY_PASSPHRASE=hidden here", "hidden"),
        ("the passphrase is correct horse", "correct horse"),
        ("the password is abc!", "abc"),
        (" ".join(["abandon"] * 23 + ["art"]), "abandon"),
    ],
)
def test_secrets_are_masked(text: str, secret: str) -> None:
    environment = {
        "PICUP_PASSPHRASE": "correct horse",
        "PICUP_MAIN_PASSWORD": "abc",
        "PICUP_BACKUP_PASSWORD": "",
    }
    assert secret in text
    assert secret not in Mask(environment)(text)


@pytest.mark.parametrize(
    "text",
    [
        "sftp://me@nas.example.org:22/~/photos and file:///mnt/photos",
        "abcdef is no word of its own",
        "The home is /home/me, as PICUP_HOME=/home/me says.",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    environment = {"PICUP_HOME": "/home/me", "PICUP_MAIN_PASSWORD": "abc", "HOME": "/home/me"}
    assert Mask(environment)(text) == text


@given(secret=st.text(min_size=4), before=st.text(), after=st.text())
def test_what_a_variable_holds_is_in_no_line(secret: str, before: str, after: str) -> None:
    masked = Mask({"PICUP_PASSPHRASE": secret})(before + secret + after)
    assert secret not in masked or secret in before + "…" + after


def test_secrets_are_masked_in_tracebacks_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICUP_PASSPHRASE", "correct horse")
    with start_logging(home, to_terminal=False):
        ours.error("%s", "correct horse", exc_info=ValueError("sftp://me:hidden@nas/"))
    written = home.log.read_text("ascii")
    assert "horse" not in written
    assert "hidden" not in written


# Names


def record(message: str, *args: object, name: str = "picup_desktop.sync") -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "file.py", 1, message, args, None)


@pytest.mark.parametrize(
    ("logged", "told"),
    [
        (
            record("%s on %s failed: %s", "sweeping", Role.MAIN, UsageError("IMG_1.jpg")),
            "… on main failed: That can't be used",
        ),
        (record("%d of %s on %s", 3, "IMG_1.jpg", "backup"), "3 of … on backup"),
        (record("%d photos", "IMG_1.jpg"), "%d photos"),
        (record("%s", OSError(2, "No such file", "IMG_1.jpg")), "FileNotFoundError"),
        (record("Socket exception: IMG_1.jpg", name="paramiko.transport"), "Socket exception"),
        (record('Job "%s" raised', "IMG_1.jpg", name="apscheduler"), 'Job "%s" raised'),
    ],
)
def test_the_nameless_twin_holds_no_name(logged: logging.LogRecord, told: str) -> None:
    assert nameless(logged) == told


@given(st.lists(st.text(st.characters(categories=["Lu"]), min_size=3), min_size=1, max_size=4))
def test_no_text_that_is_handed_on_stands_in_the_nameless_twin(names: list[str]) -> None:
    told = nameless(record("photo: " + "%s, " * len(names), *names))
    assert not any(name in told for name in names)
