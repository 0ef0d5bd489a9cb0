"""What is taken from the process that opens untrusted files, by the Linux kernel (S17).

A decoder reads a file and answers; whatever takes it over can neither write, rename or
remove a file, nor reach a network or another process, nor start a program or gain rights.
There are three guards, because each one alone leaves gaps and not every kernel has all:

- no new privileges: no program that it starts has more rights than it has (Linux 3.5);
- Landlock: no write below any folder, no program, no TCP, no signal (Linux 5.13 and later);
- seccomp: the calls themselves are refused, so no kind of socket either (x86-64 and ARM64).

Reading stays free: libraries load their parts late, and files come from any folder.
On other systems there are only the limits of ``process.py``.
"""

import ctypes
import platform
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any


class Guard(Enum):
    """One thing that the kernel offers."""

    PRIVILEGES = "no_new_privs"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


# <linux/prctl.h>
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 38, 39
# <linux/landlock.h>; the numbers of its calls are the same everywhere.
LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF = 444, 446
LANDLOCK_CREATE_RULESET_VERSION = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights of files each version of Landlock knows, from the first that knows them."""
TCP_RIGHTS = 0b11
"""To bind and to connect: version 4."""
SCOPES = 0b11
"""Abstract UNIX sockets and signals: version 6."""
# <linux/seccomp.h>
SECCOMP_SET_MODE_FILTER, SECCOMP_GET_ACTION_AVAIL = 1, 2
SECCOMP_FILTER_FLAG_TSYNC = 1
RET_KILL_PROCESS, RET_ERRNO, RET_ALLOW = 0x8000_0000, 0x0005_0000, 0x7FFF_0000
EPERM, ENOSYS = 1, 38
# <linux/bpf_common.h>: load a word, jump if equal, if not below, if a bit is set; return.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
AT_NUMBER, AT_ARCHITECTURE, AT_ARGUMENTS = 0, 4, 16
"""Where they are in ``struct seccomp_data``."""
TO_WRITE = 0o1 | 0o2 | 0o100 | 0o1000
"""The flags of ``open`` that can change a file: O_WRONLY, O_RDWR, O_CREAT, O_TRUNC."""
X32_CALLS = 0x4000_0000
"""Calls from here on are those of another set, which the tables below don't name."""


@dataclass(frozen=True)
class CallNumbers:
    """The numbers of system calls on one kind of processor."""

    architecture: int
    """Of <linux/audit.h>."""
    seccomp: int
    opens: Mapping[int, int]
    """Calls that open a file, and which argument holds the flags."""
    refused: tuple[int, ...]
    unknown: tuple[int, ...] = (437,)
    """``openat2``, whose flags a filter can't see: as on a kernel before it."""


# Since Linux 5.1 every processor gets the same number for a new call: signals through pidfds,
# io_uring (which opens sockets by itself), mounts, pidfds, chmod, attributes.
_NEW_CALLS = (*range(424, 434), 434, 438, 442, 452, 463, 466, 467, 469)

NUMBERS = {
    "x86_64": CallNumbers(
        architecture=0xC000_003E,
        seccomp=317,
        opens={2: 1, 257: 2},
        refused=(
            # Sockets and what is sent through them.
            *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307),
            # Programs; other processes.
            *(59, 322, 62, 101, 129, 200, 234, 297, 310, 311),
            # Namespaces, mounts, roots, keys, programs for the kernel.
            *(155, 161, 165, 166, 248, 249, 250, 272, 298, 308, 321, 323),
            # Names: rename, mkdir, rmdir, creat, link, unlink, symlink, mknod.
            *(82, 83, 84, 85, 86, 87, 88, 133, 258, 259, 263, 264, 265, 266, 316),
            # Content, modes, owners, times, attributes.
            *(76, 77, 90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199),
            *(235, 260, 261, 268, 280, 285),
            # Memory and messages shared with other processes.
            *(29, 64, 68, 240),
            *_NEW_CALLS,
        ),
    ),
    "aarch64": CallNumbers(
        architecture=0xC000_00B7,
        seccomp=277,
        opens={56: 2},
        refused=(
            *(198, 199, 200, 201, 202, 203, 206, 211, 242, 269),
            *(221, 281, 117, 129, 130, 131, 138, 240, 270, 271),
            *(39, 40, 41, 51, 97, 217, 218, 219, 241, 268, 280, 282),
            *(33, 34, 35, 36, 37, 38, 276),
            *(45, 46, 47, 52, 53, 54, 55, 88, 5, 6, 7, 14, 15, 16),
            *(180, 186, 190, 194),
            *_NEW_CALLS,
        ),
    ),
}


def confine() -> frozenset[Guard]:
    """Take it all from this process, for good; return the guards that took effect.

    Call it before there is a second thread.
    """
    if sys.platform != "linux" or _system().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        # The kernel grants the other two only to a process without new privileges.
        return frozenset()
    guards = {Guard.PRIVILEGES}
    if _restrict_files():
        guards.add(Guard.LANDLOCK)
    # Last, as it refuses calls for good.
    if _filter_calls():
        guards.add(Guard.SECCOMP)
    return frozenset(guards)


def offered() -> frozenset[Guard]:
    """Return the guards that this system has."""
    if sys.platform != "linux":
        return frozenset()
    guards = set()
    if _system().prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0:
        guards.add(Guard.PRIVILEGES)
    if _landlock_version() > 0:
        guards.add(Guard.LANDLOCK)
    numbers = _own_numbers()
    action = ctypes.byref(ctypes.c_uint32(RET_ERRNO))
    if numbers and _call(numbers.seccomp, SECCOMP_GET_ACTION_AVAIL, 0, action) == 0:
        guards.add(Guard.SECCOMP)
    return frozenset(guards)


def file_rights(version: int) -> int:
    """Return the rights that a version of Landlock takes away: all it knows but reading."""
    known = max(bits for first, bits in FILE_RIGHTS.items() if first <= version)
    return ((1 << known) - 1) & ~(READ_FILE | READ_DIR)


def ruleset(version: int) -> bytes:
    """Return the ``landlock_ruleset_attr`` of a version, which is longer in later ones."""
    fields = [file_rights(version)]
    if version >= 4:
        fields.append(TCP_RIGHTS)
    if version >= 6:
        fields.append(SCOPES)
    return struct.pack(f"={len(fields)}Q", *fields)


def call_filter(numbers: CallNumbers) -> list[tuple[int, int, int, int]]:
    """Return the filter of calls: instructions of operation, two jumps, and a value."""
    refuse, missing = (RETURN, 0, 0, RET_ERRNO | EPERM), (RETURN, 0, 0, RET_ERRNO | ENOSYS)
    allow = (RETURN, 0, 0, RET_ALLOW)
    program = [
        (LOAD, 0, 0, AT_ARCHITECTURE),
        (EQUAL, 1, 0, numbers.architecture),
        (RETURN, 0, 0, RET_KILL_PROCESS),
        (LOAD, 0, 0, AT_NUMBER),
        (AT_LEAST, 0, 1, X32_CALLS),
        refuse,
    ]
    for number in numbers.refused:
        program += [(EQUAL, 0, 1, number), refuse]
    for number in numbers.unknown:
        program += [(EQUAL, 0, 1, number), missing]
    for number, argument in numbers.opens.items():
        flags = (LOAD, 0, 0, AT_ARGUMENTS + 8 * argument)
        program += [(EQUAL, 0, 4, number), flags, (ANY_BIT, 0, 1, TO_WRITE), refuse, allow]
    return [*program, allow]


def own_numbers(machine: str, *, bits: int) -> CallNumbers | None:
    """Return the numbers that this process calls by; None if the tables don't have them.

    A process of 32 bits on such a processor has others: a Raspberry Pi often runs that way.
    """
    return NUMBERS.get(machine) if bits == 64 and sys.byteorder == "little" else None


def _own_numbers() -> CallNumbers | None:
    return own_numbers(platform.machine(), bits=8 * struct.calcsize("P"))


@cache
def _system() -> ctypes.CDLL:
    system = ctypes.CDLL(None, use_errno=True)
    system.syscall.restype = ctypes.c_long
    return system


def _call(number: int, *arguments: Any) -> int:
    """Make a call that the C library has no function for; -1 if it is refused or unknown."""
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(_system().syscall(ctypes.c_long(number), *wide))


def _landlock_version() -> int:
    return _call(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_CREATE_RULESET_VERSION)


def _restrict_files() -> bool:
    version = _landlock_version()
    if version < 1:
        return False
    attributes = ruleset(version)
    descriptor = _call(LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    # The descriptor stays open: the process has nothing else to be careful with.
    return descriptor >= 0 and _call(LANDLOCK_RESTRICT_SELF, descriptor, 0) == 0


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter_calls() -> bool:
    numbers = _own_numbers()
    if numbers is None:
        return False
    instructions = call_filter(numbers)
    packed = b"".join(struct.pack("=HBBI", *one) for one in instructions)
    program = _Program(len(instructions), packed)
    flags = SECCOMP_FILTER_FLAG_TSYNC
    return _call(numbers.seccomp, SECCOMP_SET_MODE_FILTER, flags, ctypes.byref(program)) == 0
