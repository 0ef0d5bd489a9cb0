"""A command that is killed at a certain call of a certain function, as by a power cut."""

import subprocess
import sys
from collections.abc import Mapping, Sequence

from tests.picup import COMMAND_SECONDS

Stage = tuple[str, str, int]
"""A module, the name of a function or method in it, and the number of the call that is fatal."""
DIED = 9

DIES = """
import importlib, os, sys
from operator import attrgetter
sys.path.insert(0, os.getcwd())
from tests.program import lower_the_cost
lower_the_cost()
module, name, times = importlib.import_module(sys.argv[1]), sys.argv[2], int(sys.argv[3])
*owners, last = name.split(".")
owner = attrgetter(".".join(owners))(module) if owners else module
before = getattr(owner, last)
def dies(*given, **named):
    global times
    times -= 1
    if not times:
        os._exit(9)
    return before(*given, **named)
setattr(owner, last, dies)
from picup_desktop.cli.main import main
sys.argv = ["picup", *sys.argv[4:]]
main()
"""


def die_at(stage: Stage, words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run a command of picup, which must reach that call."""
    module, name, call = stage
    died = subprocess.run(
        [sys.executable, "-c", DIES, module, name, str(call), *words],
        env=dict(environment),
        timeout=COMMAND_SECONDS,
        check=False,
    )
    assert died.returncode == DIED
