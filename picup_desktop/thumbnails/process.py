"""The maker's child process: it opens files that nobody vouches for, within limits.

One thread: it answers question after question from standard input and ends with it.
Memory is limited, no file can be written and no core is dumped where the system lets a
process give that up (POSIX); how long it may take is the parent's to watch, which kills it.
"""

import os
import signal
import sys
import warnings

from picup_desktop.thumbnails.wire import Trouble, read_ask, send_answer

MEMORY_BYTES = 3 << 30
OPEN_FILES = 64
LESS_URGENT = 5


def main() -> None:
    """Answer until standard input ends."""
    # Ctrl-C reaches the whole terminal's group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a library prints must not get between our answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    # Imported within the limits, and only here: the parent never loads a decoder.
    from picup_desktop.thumbnails.looking import look_at  # noqa: PLC0415

    warnings.simplefilter("ignore")
    while (ask := read_ask(sys.stdin.buffer)) is not None:
        try:
            answer = look_at(ask)
        except MemoryError:
            send_answer(answers, Trouble.TOO_LARGE)
            # Who knows what is left half done; the parent starts another.
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
            # macOS does not take a limit of the address space; the others hold.
            continue
    os.nice(LESS_URGENT)


if __name__ == "__main__":
    main()
