#!/usr/bin/env python3
"""Starts each part of a built program, as the program itself does, and fails when one dies.

A build that was never started may lack whatever only a child process imports. Used by each
build on the folder it made, and by the release on what was installed.

usage: check.py PROGRAM          start every part of the built ``picup`` at PROGRAM
       check.py headless PROGRAM the same of one that was packed without its window
       check.py ask DIR INSIDE   write sample photos and ``DIR/asks`` for a thumbnailer that sees
                                 the folder DIR as INSIDE
       check.py answers FILE     check what that thumbnailer answered
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from sample_files import (  # noqa: E402 - found by the line above
    SAMPLES,
    NotShown,
    check_answers,
    make_sample_files,
    write_asks,
)

from picup_desktop.program import ProgramPart  # noqa: E402 - as above

PART_SECONDS = 300.0
"""The longest time that one part may take on a slow build machine."""
LOOK_SECONDS = 0.2
PASSPHRASE = "for the check only"  # noqa: S105 - it seals a throw-away home


Step: TypeAlias = Callable[[Path, Path], None]
"""Takes the program, and a folder for what it makes."""


class PartDied(Exception):
    """A part of the built program does not do its work."""


def main() -> None:
    """Check, and tell on standard error what was seen; exit code 1 where something did not hold."""
    try:
        match sys.argv[1:]:
            case ["ask", folder, inside]:
                ask(Path(folder), inside)
            case ["answers", file]:
                with Path(file).open("rb") as stream:
                    check_answers(stream)
            case ["headless", program]:
                check(Path(program).absolute(), HEADLESS_STEPS)
            case [program]:
                check(Path(program).absolute(), STEPS)
            case _:
                sys.exit(__doc__)
    except (PartDied, NotShown) as error:
        sys.exit(f"The built program does not hold: {error}")


def ask(folder: Path, inside: str) -> None:
    """Write the samples, and the questions about them for a thumbnailer elsewhere."""
    make_sample_files(folder)
    with (folder / "asks").open("wb") as stream:
        write_asks(stream, inside)


def check(program: Path, steps: Mapping[str, Step]) -> None:
    """PartDied or NotShown where a part of ``program`` does not do its work."""
    with tempfile.TemporaryDirectory(prefix="picup-check-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for told, step in steps.items():
            started = time.monotonic()
            step(program, folder)
            sys.stderr.write(f"checked: {told} ({time.monotonic() - started:.1f} s)\n")


def _check_command_line(program: Path, _folder: Path) -> None:
    _run([str(program), "--version"], silent=True)
    _run([str(program), "--help"], silent=True)


def _check_thumbnailer(program: Path, folder: Path) -> None:
    command = [str(program), ProgramPart.THUMBNAILER.switch]
    _run(command)
    photos = folder / "photos"
    ask(photos, photos.as_posix())
    answers = folder / "answers"
    answers.write_bytes(_run(command, (photos / "asks").read_bytes()))
    (photos / "asks").unlink()
    with answers.open("rb") as stream:
        check_answers(stream)


def _check_player(program: Path, _folder: Path) -> None:
    """Qt leaves out a player that can't be loaded, and no window says so."""
    if sys.platform != "linux":
        return
    plugins = program.resolve().parent / "_internal/PySide6/Qt/plugins/multimedia"
    found = sorted(plugins.glob("*.so"))
    if not found:
        raise PartDied(f"there is no player in {plugins}")
    for plugin in found:
        _run([sys.executable, "-c", "import ctypes, sys; ctypes.CDLL(sys.argv[1])", str(plugin)])


def _check_demo(program: Path, _folder: Path) -> None:
    _run([str(program), "demo"])


def _check_window(program: Path, folder: Path) -> None:
    """The window off the screen starts its engine, which protects the photos; both end as asked."""
    home = [str(program), "--home", str(folder / "home")]
    storages = [f"--{role}={(folder / role).as_uri()}" for role in ("main", "backup")]
    _run([*home, "setup", *storages, f"--recovery-kit={folder / 'kit.txt'}"])
    _run([*home, "album", "add", str(folder / "photos")])
    _run([*home, "sync"])
    log = folder / "window.log"
    with log.open("wb") as told:
        window = subprocess.Popen(
            [str(program), ProgramPart.WINDOW.switch, "--home", str(folder / "home")],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            env=_surroundings() | {"QT_QPA_PLATFORM": "offscreen"},
        )
    try:
        _wait_for_engine(window, folder, log)
        _run([*home, "stop"])
        code = window.wait(PART_SECONDS)
        if code != 0:
            raise PartDied(f"the window ended with {code}: {_end_of(log.read_bytes())}")
    finally:
        with suppress(ProcessLookupError):
            window.kill()
        window.wait()


def _check_no_window(program: Path, _folder: Path) -> None:
    """The window says in a sentence that it is not there."""
    for words in ([ProgramPart.WINDOW.switch], ["demo", "--window"]):
        done = subprocess.run(
            [str(program), *words],
            capture_output=True,
            timeout=PART_SECONDS,
            env=_surroundings(),
            check=False,
        )
        if done.returncode != 1 or b"The window is not installed" not in done.stderr:
            raise PartDied(f"the missing window ended with {done.returncode}: {done.stderr!r}")


def _wait_for_engine(window: "subprocess.Popen[bytes]", folder: Path, log: Path) -> None:
    """Until the engine that the window started has protected a photo that came after it."""
    (folder / "photos" / "later.jpg").write_bytes(
        (folder / "photos" / SAMPLES[0].name).read_bytes() + b"later"
    )
    objects, wanted = folder / "backup" / "objects", len(SAMPLES) + 1
    deadline = time.monotonic() + PART_SECONDS
    while time.monotonic() < deadline:
        if window.poll() is not None:
            raise PartDied(f"the window died: {_end_of(log.read_bytes())}")
        if sum(path.is_file() for path in objects.rglob("*")) >= wanted:
            return
        time.sleep(LOOK_SECONDS)
    raise PartDied(f"the window's engine protects nothing: {_end_of(log.read_bytes())}")


def _run(command: list[str], given: bytes = b"", *, silent: bool = False) -> bytes:
    """What a command answers. PartDied where it does not end well.

    A ``silent`` one has nothing to say on standard error; if it does, it is PartDied, too.
    """
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=PART_SECONDS,
            env=_surroundings(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PartDied(f"{' '.join(command)} takes longer than {PART_SECONDS:g} s") from error
    if done.returncode != 0:
        raise PartDied(f"{' '.join(command)} ended with {done.returncode}: {_end_of(done.stderr)}")
    if silent and done.stderr:
        raise PartDied(f"{' '.join(command)} complained: {_end_of(done.stderr)}")
    return done.stdout


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PICUP_PASSPHRASE": PASSPHRASE, "PICUP_HOME": ""}


def _end_of(told: bytes) -> str:
    return told.decode("utf-8", "replace")[-2000:]


STEPS: Mapping[str, Step] = {
    "the command line answers": _check_command_line,
    "the thumbnailer makes pictures": _check_thumbnailer,
    "the player of films can be loaded": _check_player,
    "the demo holds, with practice servers and couriers": _check_demo,
    "the window and its engine start and end": _check_window,
}
HEADLESS_STEPS: Mapping[str, Step] = {
    "the command line answers": _check_command_line,
    "the thumbnailer makes pictures": _check_thumbnailer,
    "the window says that it is not there": _check_no_window,
}


if __name__ == "__main__":
    main()
