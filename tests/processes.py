"""The processes below another one, as Linux tells them."""

from pathlib import Path


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
    """Return its children; none of a process that has ended."""
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*"):
        try:
            found += map(int, (thread / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            # Of a thread that goes on it is missing only where the system tells nobody's children.
            if thread.exists():
                raise
    return found
