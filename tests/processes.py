"""The processes below another one, as Linux tells them."""

from pathlib import Path

TOLD = Path("/proc/thread-self/children")
"""Missing where the system tells nobody's children."""
ENDED = (FileNotFoundError, ProcessLookupError)


def descendants(process: int) -> list[int]:
    """Return the processes that a process started, and theirs."""
    found: list[int] = []
    todo = [process]
    while todo:
        below = _children(todo.pop())
        found += below
        todo += below
    return found


def _children(process: int) -> list[int]:
    """Return its children; none of a process that ends just now."""
    try:
        threads = [*Path(f"/proc/{process}/task").iterdir()]
    except ENDED:
        return []
    return [child for thread in threads for child in _children_of(thread)]


def _children_of(thread: Path) -> list[int]:
    try:
        return [int(child) for child in (thread / "children").read_text().split()]
    except ENDED:
        if not TOLD.exists():
            raise
        return []
