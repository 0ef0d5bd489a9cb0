"""``python -m picup_desktop`` with a passphrase that costs little, for tests that start it often.

At its full cost of 2**17 each command would take half a second more. What a passphrase costs
is held by tests/unit/vault/test_secret_store.py, with the program as it is.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    # Found beside this file, tests/packaging would hide a library of that name.
    sys.path[0] = str(Path(__file__).parents[1])

from picup_desktop.app import new_secret_store
from picup_desktop.vault.sealed_file_store import SealedFileStore

LOW_WORK_FACTOR = 10
COMMAND = (sys.executable, str(Path(__file__)))
TAKE_A_COST = (SealedFileStore.__init__, new_secret_store)
"""The functions whose last argument, with a default, is the cost of a passphrase."""


def lower_the_cost() -> None:
    """Let a passphrase cost little in this process."""
    for function in TAKE_A_COST:
        function.__defaults__ = (LOW_WORK_FACTOR,)


if __name__ == "__main__":
    lower_the_cost()
    runpy.run_module("picup_desktop", run_name="__main__", alter_sys=True)
