"""``make servers``: the walk on every kind of server, as the table of docs/guide/nas.md.

Each is walked twice: PicUp speaks SSH itself, and the computer's ``ssh`` does. A cell has ``ok``
for both, who it works with, or ``no``; below the table stands what was said where something
failed.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.servers.kinds import KINDS
from tests.servers.running import Absent
from tests.servers.walk import OPERATIONS, Walk

SPEAKERS = ("builtin", "openssh")


def worked(kind: str, speaker: str, folder: Path, said: list[str]) -> set[str]:
    """Return the operations that worked; what failed is added to ``said``."""
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
    return done


def row_of(kind: str, said: list[str]) -> list[str]:
    """Return the cells of a kind."""
    done: dict[str, set[str]] = {}
    for speaker in SPEAKERS:
        with tempfile.TemporaryDirectory(prefix="picup-servers-") as folder:
            done[speaker] = worked(kind, speaker, Path(folder), said)
    return [cell([speaker for speaker in SPEAKERS if name in done[speaker]]) for name in OPERATIONS]


def cell(works_with: list[str]) -> str:
    """Return what the table says of an operation."""
    if len(works_with) == len(SPEAKERS):
        return "ok"
    return f"with {works_with[0]}" if works_with else "no"


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
