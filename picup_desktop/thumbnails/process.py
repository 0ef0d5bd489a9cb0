"""The maker's child process, which opens untrusted files within limits.

One thread answers questions from standard input and ends when that closes. Where the
system allows it (POSIX), memory, files and their sizes are limited and no core is
dumped; Linux takes more from it (``sandbox.py``). The parent watches the time and kills
the child.
"""

import os
import signal
import sys
import warnings

from picup_desktop.thumbnails.sandbox import confine
from picup_desktop.thumbnails.wire import Trouble, read_ask, send_answer

MEMORY_BYTES = 3 << 30
OPEN_FILES = 64
LESS_URGENT = 5


def main() -> None:
    """Answer until standard input ends."""
    # Ctrl-C reaches the terminal's whole process group; the parent handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Output of a library must not mix with the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    # Before the decoders, which turn the warning about a far too large picture into an error.
    warnings.simplefilter("ignore")
    # Imported after the limits are set, and only here: the parent never loads a decoder.
    from picup_desktop.thumbnails.decode import look_at  # noqa: PLC0415

    while (ask := read_ask(sys.stdin.buffer)) is not None:
        try:
            answer = look_at(ask)
        except MemoryError:
            send_answer(answers, Trouble.TOO_LARGE)
            # The state is unknown now; the parent starts another child.
            return
        send_answer(answers, answer)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not elsewhere

    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_AS: MEMORY_BYTES,
    }
    for which, most in wanted.items():
        _, hard = resource.getrlimit(which)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901 - narrowed
        try:
            resource.setrlimit(which, (most, most))
        except (OSError, ValueError):
            # macOS refuses a limit of the address space; the other limits apply.
            continue
    os.nice(LESS_URGENT)
    confine()


if __name__ == "__main__":
    main()
