"""The sealer process: seals photos into the spool, with public keys and nothing else.

Threads: the main thread reads requests from standard input, which closes when the parent
ends (however it dies) or is done; the process then exits at once, even in the middle of
a long video. One thread seals, in the order of the requests, and answers each with a line.
"""

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TypeAlias

from picup_desktop.errors import PicupError
from picup_desktop.own_memory import keep_to_itself
from picup_desktop.sync.upload.seal import SealRequest, seal
from picup_desktop.sync.upload.sealer import said, said_broken
from picup_desktop.sync.upload.spool import Spool
from picup_desktop.vault.age import Buffers

Requests: TypeAlias = "queue.SimpleQueue[Sequence[SealRequest]]"


def main() -> None:
    """Seal until standard input ends."""
    # Ctrl-C reaches the whole process group of the terminal; the parent decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The photos that it reads are nobody else's.
    keep_to_itself()
    # Output of a library must not mix with the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    folder: Path = pickle.load(sys.stdin.buffer)
    waiting: Requests = queue.SimpleQueue()
    # The parent reserves the room of each photo.
    spool = Spool(folder, limit_bytes=0, reserve_bytes=0)
    threading.Thread(target=_seal_all, args=(waiting, spool, answers), daemon=True).start()
    while True:
        try:
            waiting.put(pickle.load(sys.stdin.buffer))
        except EOFError:
            os._exit(0)


def _seal_all(waiting: Requests, spool: Spool, answers: IO[bytes]) -> None:
    buffers = Buffers()
    while True:
        for request in waiting.get():
            try:
                answers.write(_answer(request, spool, buffers))
                answers.flush()
            except OSError:
                # The parent is gone.
                os._exit(0)


def _answer(request: SealRequest, spool: Spool, buffers: Buffers) -> bytes:
    try:
        return said(seal(request, spool, buffers))
    except PicupError as error:
        return said(error)
    except Exception as error:  # noqa: BLE001 - sent to the parent, which decides
        return said_broken(error, traceback.format_exc())


if __name__ == "__main__":
    main()
