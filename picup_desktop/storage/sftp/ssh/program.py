"""The program ``ssh``: where it is, and running it for a short answer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from picup_desktop.program import environment_without_secrets, is_installed

SECONDS = 10.0
"""How long an answer may take; ``Match exec`` of the configuration runs within it."""
MOST_BYTES = 1024 * 1024
NOT_FOR_SSH = ("SSH_ASKPASS", "LC_ALL", "LANGUAGE")
LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
BEFORE_THE_BUNDLE = "_ORIG"
"""What PyInstaller adds to the name of a variable for the value that it had."""


def ssh_program() -> str | None:
    """Return the path of ``ssh``; None if this computer has none."""
    return shutil.which("ssh")


def ssh_environment() -> dict[str, str]:
    """Return our environment for ``ssh``: English, nobody asked, and none of our secrets."""
    kept = {
        name: value
        for name, value in environment_without_secrets().items()
        if name not in NOT_FOR_SSH
    }
    for name in LIBRARY_PATHS if is_installed() else ():
        # The libraries of an installed bundle are not those that the system's ssh was made with.
        kept.pop(name, None)
        before = kept.pop(f"{name}{BEFORE_THE_BUNDLE}", None)
        if before is not None:
            kept[name] = before
    return {**kept, "LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "never"}


def home_of_ssh() -> Path:
    """Return the home that ``ssh`` uses, which is the system's and not ``HOME``."""
    if os.name != "posix":
        return Path.home()
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return Path.home()


@cache
def leash() -> tuple[str, ...]:
    """Return the command before which another one ends when our thread does; empty without any."""
    command = ("setpriv", "--pdeathsig", "KILL")
    if sys.platform != "linux" or shutil.which(command[0]) is None:
        return ()
    try:
        code, _, _ = answer_of([*command, "true"])
    except OSError:
        return ()
    return command if code == 0 else ()


def has_terminal() -> bool:
    """Return whether this process has a terminal at which a child could ask."""
    if os.name != "posix":
        return False
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def answer_of(command: Sequence[str]) -> tuple[int, str, str]:
    """Return the exit code, output and last words of a command, each within bounds.

    OSError if it can't be started, TimeoutError if it does not end in time.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ssh_environment(),
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{command[0]} gave no answer") from error
    finally:
        end_group(process)
    return process.returncode, _text(out), _text(err)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a session, and what it started."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, 9)
        else:
            process.kill()
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _text(data: bytes) -> str:
    return data[:MOST_BYTES].decode("utf-8", "replace")
