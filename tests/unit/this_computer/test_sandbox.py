"""What is taken from the process that opens untrusted files (S17)."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop.messages.catalogue import in_english
from picup_desktop.sync.health.checkup import check_sandbox
from picup_desktop.thumbnails import sandbox
from picup_desktop.thumbnails.sandbox import (
    NUMBERS,
    RET_ALLOW,
    RET_ERRNO,
    RET_KILL_PROCESS,
    CallNumbers,
    Guard,
    call_filter,
    file_rights,
    offered,
    own_numbers,
    ruleset,
)

O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_CLOEXEC = 0o1, 0o2, 0o100, 0o1000, 0o2000, 0o2000000
REFUSED, MISSING = RET_ERRNO | errno.EPERM, RET_ERRNO | errno.ENOSYS

# What a decoder that was taken over might try. Each line prints whether it was refused.
TRIED = """
import os, socket, sys
from pathlib import Path
from picup_desktop.thumbnails import sandbox
without, folder = sys.argv[1], Path(sys.argv[2])
if without == "landlock":
    sandbox._landlock_version = lambda: -1
if without == "seccomp":
    sandbox.NUMBERS.clear()
guards = sandbox.confine()
photo = folder / "photo.jpg"

def tcp():
    socket.create_connection(("127.0.0.1", int(sys.argv[3])), timeout=5)

tries = {
    "read": photo.read_bytes,
    "write": lambda: open(photo, "r+b"),
    "make": lambda: open(folder / "new", "wb"),
    "truncate": lambda: os.truncate(photo, 0),
    "remove": photo.unlink,
    "rename": lambda: photo.rename(folder / "other"),
    "link": lambda: (folder / "link").symlink_to(photo),
    "folder": (folder / "sub").mkdir,
    "program": lambda: os.execv("/bin/true", ["true"]),
    "tcp": tcp,
    "socket": socket.socketpair,
    "mode": lambda: photo.chmod(0o777),
    "signal": lambda: os.kill(os.getppid(), 0),
}
for name, attempt in tries.items():
    try:
        attempt()
    except PermissionError:
        print(name, "refused")
    else:
        print(name, "done")
print(*sorted(guard.value for guard in guards))
"""
NEVER_READING = {
    *("write", "make", "truncate", "remove", "rename", "link", "folder", "program", "tcp"),
}


def tried(without: str, folder: Path, port: int) -> tuple[set[str], list[str]]:
    """Return what was refused, and the guards that took effect."""
    (folder / "photo.jpg").write_bytes(b"a photo")
    told = subprocess.run(
        [sys.executable, "-c", TRIED, without, str(folder), str(port)],
        cwd=Path(sandbox.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return {line.split()[0] for line in told[:-1] if line.endswith("refused")}, told[-1].split()


@pytest.mark.skipif(offered() != frozenset(Guard), reason="this kernel lacks some of it")
def test_s17_a_decoder_that_was_taken_over_can_read_and_nothing_else(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        refused, guards = tried("", tmp_path, port)
        assert refused == NEVER_READING | {"socket", "mode", "signal"}
        assert guards == ["landlock", "no_new_privs", "seccomp"]
        # Each of the two does it alone as well, where a kernel lacks the other.
        refused, guards = tried("landlock", tmp_path, port)
        assert refused == NEVER_READING | {"socket", "mode", "signal"}
        assert guards == ["no_new_privs", "seccomp"]
        refused, guards = tried("seccomp", tmp_path, port)
        assert refused >= NEVER_READING
        assert guards == ["landlock", "no_new_privs"]
    assert (tmp_path / "photo.jpg").read_bytes() == b"a photo"
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def outcome(numbers: CallNumbers, architecture: int, number: int, *arguments: int) -> int:
    """Run the filter as the kernel does; return what it says about a call."""
    program, at, word = call_filter(numbers), 0, 0
    while True:
        operation, if_true, if_false, value = program[at]
        at += 1
        match operation:
            case 0x20:
                named = {0: number, 4: architecture}
                named |= {16 + 8 * n: one for n, one in enumerate(arguments)}
                word = named[value]
            case 0x15:
                at += if_true if word == value else if_false
            case 0x35:
                at += if_true if word >= value else if_false
            case 0x45:
                at += if_true if word & value else if_false
            case 0x06:
                return value
            case _:
                raise AssertionError(operation)


SOCKET, READ, EXECVE = (
    {"x86_64": 41, "aarch64": 198},
    {"x86_64": 0, "aarch64": 63},
    {"x86_64": 59, "aarch64": 221},
)


@pytest.mark.parametrize("machine", NUMBERS)
def test_s17_the_filter_refuses_what_changes_and_lets_the_rest_pass(machine: str) -> None:
    numbers = NUMBERS[machine]

    def said(number: int, *arguments: int) -> int:
        return outcome(numbers, numbers.architecture, number, *arguments)

    assert said(READ[machine]) == RET_ALLOW
    assert said(SOCKET[machine]) == said(EXECVE[machine]) == REFUSED
    assert all(said(number) == REFUSED for number in numbers.refused)
    assert said(437) == MISSING
    assert said(0x4000_0000) == said(0x4000_0000 | READ[machine]) == REFUSED
    assert outcome(numbers, 0x4000_0003, READ[machine]) == RET_KILL_PROCESS
    for number, at in numbers.opens.items():
        before = [O_WRONLY | O_CREAT] * at
        for flags in (0, O_CLOEXEC, O_APPEND):
            assert said(number, *before, flags) == RET_ALLOW
        for flags in (O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_WRONLY | O_CLOEXEC):
            assert said(number, *before, flags) == REFUSED


def test_s17_a_process_of_32_bits_on_such_a_processor_gets_no_filter_of_64() -> None:
    for machine in NUMBERS:
        assert own_numbers(machine, bits=64) is NUMBERS[machine]
        assert own_numbers(machine, bits=32) is None
    assert own_numbers("riscv64", bits=64) is None


def test_s17_each_version_of_landlock_gets_the_rights_that_it_knows() -> None:
    reading = 0b1100
    assert [file_rights(version).bit_length() for version in range(1, 8)] == [
        *(13, 14, 15, 15, 16, 16, 16)
    ]
    assert not any(file_rights(version) & reading for version in range(1, 8))
    assert [len(ruleset(version)) for version in range(1, 8)] == [8, 8, 8, 16, 16, 24, 24]


def test_s17_doctor_says_what_the_system_lacks() -> None:
    whole = check_sandbox(frozenset(Guard))
    assert whole.ok
    assert not whole.advice
    lacking = check_sandbox(frozenset({Guard.PRIVILEGES, Guard.SECCOMP}))
    assert lacking.ok
    assert lacking.advice == (sys.platform == "linux")
    assert "it lacks: landlock." in in_english(lacking.text)
