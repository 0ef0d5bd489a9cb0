"""``make servers``: the walk on every kind of server, as the table of docs/guide/nas.md.

Each is walked twice: PicUp speaks SSH itself, and the computer's ``ssh`` does. A cell has ``ok``
for both, ``PicUp`` or ``ssh`` for the one that it works with, ``no``, or ``-`` where this
computer has no such server; below the table stands what was said where something failed.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.servers.kinds import KINDS
from tests.servers.running import Absent
from tests.servers.walk import OPERATIONS, Walk

SPEAKERS = {"builtin": "PicUp", "openssh": "ssh"}


def worked(kind: str, speaker: str, folder: Path, said: list[str]) -> set[str] | None:
    """Return the operations that worked; None without a server. ``said`` gets what failed."""
    done: set[str] = set()
    try:
        with KINDS[kind](folder / "server") as server:
            walk = Walk(server, folder / "computer", speaker)
            for name, operation in OPERATIONS.items():
                try:
                    operation(walk)
                except (AssertionError, OSError) as error:
                    said.append(f"{kind} by {speaker}, {name}: {error}")
                    if name == "setup":
                        break
                else:
                    done.add(name)
    except Absent as absent:
        said.append(f"{kind}: not here, {absent}")
        return None
    return done


def row_of(kind: str, said: list[str]) -> list[str]:
    """Return the cells of a kind."""
    done: dict[str, set[str] | None] = {}
    for speaker in SPEAKERS:
        with tempfile.TemporaryDirectory(prefix="picup-servers-") as folder:
            done[speaker] = worked(kind, speaker, Path(folder), said)
    return [cell({SPEAKERS[by]: ran for by, ran in done.items()}, name) for name in OPERATIONS]


def cell(done: Mapping[str, set[str] | None], name: str) -> str:
    """Return what the table says of an operation; ``done`` by each who may speak."""
    if None in done.values():
        return "-"
    works_with = [by for by, ran in done.items() if ran is not None and name in ran]
    return "ok" if len(works_with) == len(done) else works_with[0] if works_with else "no"


def table(said: list[str]) -> Iterator[str]:
    """Yield the table's lines as they are known."""
    yield f"| server | {' | '.join(OPERATIONS)} |"
    yield f"|---|{'---|' * len(OPERATIONS)}"
    for kind in KINDS:
        yield f"| {kind} | {' | '.join(row_of(kind, said))} |"


def main() -> None:
    """Print the table, then what failed."""
    said: list[str] = []
    for line in table(said):
        print(line, flush=True)  # noqa: T201
    for line in said:
        print(f"\n{line}")  # noqa: T201
    sys.exit(any("not here" not in line for line in said))


if __name__ == "__main__":
    main()
