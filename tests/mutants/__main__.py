"""Mutate a sample of the pure modules and print every mutant that the unit tests let pass.

    make mutants            a sample of 200 by seed 1
    make mutants COUNT=all  every mutant

Ends 1 when one survives. The work tree is never touched: each worker thread mutates a
copy of its own, and ends with the list of mutants.
"""

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.modules import EQUIVALENT, IGNORED_LINES, TARGETS
from tests.mutants.mutation import Mutant, mutants, source_line

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("picup_desktop", "tests", "pyproject.toml")
DEADLINE_SECONDS = 60.0
WORKERS = os.cpu_count() or 1


def main() -> int:
    """Run the sample; return 0 if every mutant was noticed."""
    options = _options()
    chosen = _sample(options.count, options.seed)
    print(f"{len(chosen)} mutants, seed {options.seed}.", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(WORKERS):
            copies.put(_copy(Path(scratch) / str(number)))
        _hold_unchanged(options.python, copies)
        with ThreadPoolExecutor(WORKERS) as pool:
            survived = list(pool.map(lambda one: _survives(one, options.python, copies), chosen))
    lost = [mutant for mutant, alive in zip(chosen, survived, strict=True) if alive]
    for mutant in lost:
        print(_difference(mutant))
    print(f"{len(chosen) - len(lost)} noticed, {len(lost)} survived.")
    return 1 if lost else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--count", default="200", help="how many, or 'all'")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", default=".venv/bin/python", help="runs the unit tests")
    options = parser.parse_args()
    options.python = str(ROOT / options.python)
    return options


def _sample(count: str, seed: int) -> list[Mutant]:
    every = [mutant for target in TARGETS for mutant in mutants(ROOT, target) if _decides(mutant)]
    if count == "all" or int(count) >= len(every):
        return every
    return random.Random(seed).sample(every, int(count))


def _decides(mutant: Mutant) -> bool:
    line = source_line(ROOT, mutant.target.module, mutant.line)
    known = (str(mutant.target.module), line) in EQUIVALENT
    return not known and not line.startswith(IGNORED_LINES)


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def _passes(python: str, copy: Path, tests: tuple[str, ...]) -> bool:
    """Return whether the tests pass in a copy; a mutant that never ends counts as noticed."""
    command = [python, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_STORAGE_DIRECTORY": str(copy)}
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env=environment,
            capture_output=True,
            timeout=DEADLINE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _hold_unchanged(python: str, copies: SimpleQueue[Path]) -> None:
    """End at once where the tests fail without any mutation: nothing could be learned."""
    copy = copies.get()
    every = tuple(sorted({str(test) for target in TARGETS for test in target.tests}))
    if not _passes(python, copy, every):
        sys.exit("The unit tests fail without a mutation; mend them first.")
    copies.put(copy)


def _survives(mutant: Mutant, python: str, copies: SimpleQueue[Path]) -> bool:
    copy = copies.get()
    module = copy / mutant.target.module
    before = module.read_text(encoding="utf-8")
    try:
        module.write_text(mutant.code(ROOT), encoding="utf-8")
        return _passes(python, copy, tuple(str(test) for test in mutant.target.tests))
    finally:
        module.write_text(before, encoding="utf-8")
        copies.put(copy)


def _difference(mutant: Mutant) -> str:
    before = (ROOT / mutant.target.module).read_text(encoding="utf-8").splitlines()
    after = mutant.code(ROOT).splitlines()
    title = f"{mutant.target.module}:{mutant.line}"
    return "\n".join(difflib.unified_diff(before, after, title, "mutant", n=1, lineterm=""))


if __name__ == "__main__":
    sys.exit(main())
