"""What the tests' own nursery forks is what the program would have started (tests/nursery.py)."""

import os
import socket
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from picup_desktop.program import ProgramPart, command_of
from tests.nursery import nursed
from tests.picup import children

PARTS = (ProgramPart.COURIER, ProgramPart.SEALER)


def start(part: ProgramPart, files: list[int], here: bool) -> "subprocess.Popen[bytes]":
    with nursed() if here else nullcontext():
        return subprocess.Popen(
            command_of(part),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={"TZ": "UTC"},
            pass_fds=files,
        )


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_that_is_forked_is_as_one_that_is_started(part: ProgramPart) -> None:
    shown = {}
    for here in (True, False):
        ours, theirs = socket.socketpair()
        with ours, theirs, start(part, [theirs.fileno()], here) as child:
            assert child.pid in children(os.getpid())
            assert child.poll() is None
            own = Path(f"/proc/{child.pid}")
            name = (own / "comm").read_text().strip()
            assert (name == part.name.lower()) is here, "it was forked, or was not"
            sockets = [int(one.name) for one in (own / "fd").iterdir() if one.is_socket()]
            assert sockets == [theirs.fileno()]
            theirs.close()
            folder = (own / "cwd").readlink()
            assert child.stdin is not None
            assert child.stderr is not None
            child.stdin.close()
            last_words = child.stderr.read().splitlines()[-1:]
            code = child.wait(60)
            # Nobody else holds the other end.
            assert ours.recv(1) == b""
        shown[here] = (folder, last_words, code)
    assert shown[True] == shown[False]


def test_it_dies_as_any_child_does() -> None:
    with start(ProgramPart.COURIER, [], here=True) as child:
        child.kill()
        assert child.wait(60) == -9
    assert child.pid not in children(os.getpid())
