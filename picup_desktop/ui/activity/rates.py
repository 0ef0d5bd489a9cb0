"""The rates of the last minutes: one number for each second and storage; pure."""

from collections import deque
from collections.abc import Mapping

from picup_desktop.words import Role

SECONDS = 300


class Rates:
    """Remembers five minutes."""

    def __init__(self) -> None:
        self._known = {role: deque([0.0] * SECONDS, maxlen=SECONDS) for role in Role}

    def tick(self, now: Mapping[Role, float]) -> None:
        """A second has passed."""
        for role, known in self._known.items():
            known.append(now.get(role, 0.0))

    def of(self, role: Role) -> list[float]:
        """Oldest first, bytes a second."""
        return list(self._known[role])

    @property
    def highest(self) -> float:
        """The highest remembered rate."""
        return max(max(known) for known in self._known.values())

    @property
    def quiet(self) -> bool:
        """Whether nothing moved at all."""
        return self.highest == 0.0
