"""Mutate a sample of the pure modules and print every mutant that the unit tests let pass.

    make mutants            a sample of 600 by seed 1
    make mutants COUNT=all  every mutant
    make mutants ONLY=sync/scan COUNT=all   every mutant of the modules with this in their path

Ends 1 when one survives. The work tree is never touched: each worker mutates a copy of
its own.
"""

import argparse
import compileall
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from queue import SimpleQueue

from tests.mutants.modules import EQUIVALENT, TARGETS
from tests.mutants.mutation import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("picup_desktop", "tests", "pyproject.toml")
PASSED = 0
WORKERS = os.cpu_count() or 1
# The project's own options name plugins that these tests do without, and that take long to load.
OPTIONS_OF_PYTEST = "[pytest]\nfilterwarnings = error\ntimeout = 60\n"


class Copy:
    """A copy of the program, and a process in it that runs tests in forks of itself."""

    def __init__(self, folder: Path, python: str) -> None:
        folder.mkdir()
        ignored = shutil.ignore_patterns("__pycache__")
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=ignored)
            else:
                shutil.copy(ROOT / name, folder / name)
        (folder / "pytest.ini").write_text(OPTIONS_OF_PYTEST, encoding="utf-8")
        compileall.compile_dir(folder / "picup_desktop", quiet=1)
        self._folder = folder
        self._process = subprocess.Popen(
            [python, "tests/mutants/warm.py"],
            cwd=folder,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def passes(self, tests: tuple[str, ...]) -> bool:
        """Return whether the tests pass; tests that never end do not."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The process that runs the tests has no pipes.")
        self._process.stdin.write(json.dumps(tests) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("The process that runs the tests has ended.")
        return bool(json.loads(answer) == PASSED)

    def survives(self, mutant: Mutant) -> bool:
        """Return whether the tests pass with the mutant."""
        module = self._folder / mutant.target.module
        before = module.read_text(encoding="utf-8")
        try:
            module.write_text(mutant.code, encoding="utf-8")
            return self.passes(tuple(str(test) for test in mutant.target.tests))
        finally:
            module.write_text(before, encoding="utf-8")

    def end(self) -> None:
        """End the process and wait for it."""
        self._process.communicate()


def main() -> int:
    """Run the sample; return 0 if every mutant was noticed."""
    options = _options()
    every, stale = _mutants(options.only)
    for module, before, after in stale:
        print(f"{module}: no mutant makes of {before!r} {after!r}; EQUIVALENT names it.")
    chosen = _sample(every, options.count, options.seed)
    print(f"{len(chosen)} of {len(every)} mutants, seed {options.seed}.", flush=True)
    lost = _lost(chosen, options)
    print(f"{len(chosen) - len(lost)} noticed, {len(lost)} survived.")
    return 1 if lost or stale else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--count", default="600", help="how many, or 'all'")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="modules with this in their path")
    parser.add_argument("--workers", type=int, default=WORKERS, help="how many at once")
    parser.add_argument("--python", default=".venv/bin/python", help="runs the unit tests")
    options = parser.parse_args()
    options.python = str(ROOT / options.python)
    return options


def _mutants(only: str) -> tuple[list[Mutant], list[tuple[str, str, str]]]:
    """Return the mutants that decide something, and the keys of EQUIVALENT that fit none."""
    unseen = {key for key in EQUIVALENT if only in key[0]}
    named = {(module, before) for module, before, _ in EQUIVALENT}
    found = []
    for target in TARGETS:
        if only not in str(target.module):
            continue
        for mutant in mutants(ROOT, target):
            # The mutated source is slow to make, so it is made only if it can matter.
            is_named = (str(target.module), mutant.before) in named
            if is_named and mutant.change in EQUIVALENT:
                unseen.discard(mutant.change)
            else:
                found.append(mutant)
    return found, sorted(unseen)


def _sample(every: list[Mutant], count: str, seed: int) -> list[Mutant]:
    """Return the first by a hash: what changes in one module leaves the others' sample alone."""
    if count == "all":
        return every
    return sorted(every, key=lambda mutant: _lot(mutant, seed))[: int(count)]


def _lot(mutant: Mutant, seed: int) -> str:
    drawn = f"{seed} {mutant.target.module} {mutant.operator} {mutant.occurrence} {mutant.before}"
    return hashlib.sha256(drawn.encode()).hexdigest()


def _lost(chosen: list[Mutant], options: argparse.Namespace) -> list[Mutant]:
    """Return the mutants that survive, each printed as soon as it is known."""
    lost = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copies = [
            Copy(Path(scratch) / str(number), options.python) for number in range(options.workers)
        ]
        try:
            _hold_unchanged(copies[0], {mutant.target.tests for mutant in chosen})
            free: SimpleQueue[Copy] = SimpleQueue()
            for copy in copies:
                free.put(copy)

            def look(mutant: Mutant) -> None:
                copy = free.get()
                try:
                    survives = copy.survives(mutant)
                finally:
                    free.put(copy)
                if survives:
                    lost.append(mutant)
                    print(_told(mutant), flush=True)

            with ThreadPoolExecutor(options.workers) as pool:
                list(pool.map(look, chosen))
        finally:
            for copy in copies:
                copy.end()
    return lost


def _hold_unchanged(copy: Copy, every: set[tuple[PurePosixPath, ...]]) -> None:
    """End at once where tests fail without any mutation: nothing could be learned."""
    for tests in sorted(every):
        named = tuple(str(test) for test in tests)
        if not copy.passes(named):
            sys.exit(f"{', '.join(named)}: the tests fail without a mutation; mend them first.")


def _told(mutant: Mutant) -> str:
    _, before, after = mutant.change
    return f"{mutant.target.module}:{mutant.line} {mutant.operator}\n  - {before}\n  + {after}"


if __name__ == "__main__":
    sys.exit(main())
