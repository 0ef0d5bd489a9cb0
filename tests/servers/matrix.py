"""``make servers``: the walk on every kind of server, as the table of docs/guide/nas.md.

Where something fails, the table has ``NO``, and below it stands what was said.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.servers.kinds import KINDS
from tests.servers.running import Absent
from tests.servers.walk import OPERATIONS, Walk

OK, FAILED, NOT_RUN = "ok", "NO", ""


def row_of(kind: str, folder: Path, said: list[str]) -> list[str]:
    """Return the cells of a kind; what failed is added to ``said``."""
    cells: list[str] = []
    try:
        with KINDS[kind](folder / "server") as server:
            walk = Walk(server, folder / "computer")
            for name, operation in OPERATIONS.items():
                try:
                    operation(walk)
                except (AssertionError, OSError) as error:
                    said.append(f"{kind}, {name}: {error}")
                    cells.append(FAILED)
                    if name == "setup":
                        break
                else:
                    cells.append(OK)
    except Absent as absent:
        said.append(f"{kind}: not here, {absent}")
    return [*cells, *[NOT_RUN] * (len(OPERATIONS) - len(cells))]


def table(said: list[str]) -> Iterator[str]:
    """Yield the table's lines as they are known."""
    yield f"| server | {' | '.join(OPERATIONS)} |"
    yield f"|---|{'---|' * len(OPERATIONS)}"
    for kind in KINDS:
        with tempfile.TemporaryDirectory(prefix="picup-servers-") as folder:
            yield f"| {kind} | {' | '.join(row_of(kind, Path(folder), said))} |"


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
