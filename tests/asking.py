"""Ask the process that forks (``warm_program.py``) for a command that goes on by itself.

It loads next to nothing, so that a window's engine is there as soon as its command ends. Standard
input, output and error are the command's own.
"""

import json
import os
import socket
import sys


def main() -> None:
    """Ask over the socket of this number, with the words after it."""
    request = {
        "words": sys.argv[2:],
        "environment": dict(os.environ),
        "folder": os.getcwd(),  # noqa: PTH109 - pathlib takes longer to load than all of this
        "leads": True,
    }
    reply, reply_end = os.pipe()
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        socket.send_fds(requests, [json.dumps(request).encode()], [0, 1, 2, reply_end])
    os.close(reply_end)
    # Its number: it runs.
    os.read(reply, 100)


if __name__ == "__main__":
    main()
