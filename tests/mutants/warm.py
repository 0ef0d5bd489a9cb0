"""Run unit tests in forks of a process that has loaded everything but the program.

A mutant's tests take a tenth of a second, the start of pytest with all that it imports
takes two. Each line of standard input is a JSON list of test files; each line of standard
output answers with the exit code of pytest, or with ``null`` after the deadline. Runs in the
copy that holds the mutant; neither this process nor a fork writes bytecode of a mutant.
"""

import importlib
import json
import os
import signal
import sys
import time

LOADED_ONCE = (
    "cryptography.hazmat.primitives.asymmetric.x25519",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.scrypt",
    "hypothesis.stateful",
    "hypothesis.strategies",
    "keyring",
    "paramiko",
    "peewee",
    "pytest",
)
DEADLINE_SECONDS = 60.0
LOOK_SECONDS = 0.005
OPTIONS = ("-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-p", "pytest_timeout")


def main() -> None:
    """Answer each line until the input ends."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path.insert(0, ".")
    sys.dont_write_bytecode = True
    for name in LOADED_ONCE:
        importlib.import_module(name)
    hypothesis = importlib.import_module("hypothesis")
    # That one example fails is enough; finding the smallest one takes long.
    hypothesis.settings.register_profile(
        "mutants",
        deadline=None,
        database=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("mutants")
    for line in sys.stdin:
        print(json.dumps(_code(json.loads(line))), flush=True)


def _code(tests: list[str]) -> int | None:
    child = os.fork()
    if child == 0:
        os.setsid()
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        pytest = importlib.import_module("pytest")
        os._exit(int(pytest.main([*OPTIONS, *tests])))
    return _waited(child)


def _waited(child: int) -> int | None:
    ends = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < ends:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(LOOK_SECONDS)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


if __name__ == "__main__":
    main()
