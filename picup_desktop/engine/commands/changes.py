"""What a command about a storage decided, and how it is kept: between two passes, in one go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.vault.secret_store import Secrets

T = TypeVar("T")


def as_before(secrets: Secrets) -> Secrets:
    """Return the same secrets."""
    return secrets


@dataclass(frozen=True)
class StorageDecision(Generic[T]):
    """A storage was asked already; what follows needs no storage."""

    answer: T
    keep: Callable[[Ledger, Clock], None]
    """Records it, within one transaction."""
    secrets: Callable[[Secrets], Secrets] = as_before
    """Returns the secrets from now on."""

    def record(self, ledger: Ledger, clock: Clock) -> None:
        """Record it in one transaction."""
        with ledger.transaction():
            self.keep(ledger, clock)
