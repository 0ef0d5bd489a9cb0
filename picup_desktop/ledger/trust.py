"""Who belongs to the vault, and keys that were renewed (DISASTERS 6-4, 6-5).

Statements stand here as they were signed; what follows from them is decided elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A signed statement; ``signature`` is hexadecimal."""

    text: str
    signer: str
    signature: str


class TrustedFacts:
    """The statements and the keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def statements(self) -> list[StatementRecord]:
        """Return every statement that counted when it was read."""
        rows = self._database.query(
            "SELECT text, signer, signature FROM trust_statement ORDER BY text, signer"
        )
        return [StatementRecord(*row) for row in rows]

    def keep_statements(self, statements: Iterable[StatementRecord]) -> None:
        """Replace the statements by these; inside a transaction."""
        self._database.execute("DELETE FROM trust_statement")
        self._database.execute_many(
            "INSERT OR REPLACE INTO trust_statement (text, signer, signature) VALUES (?, ?, ?)",
            ((one.text, one.signer, one.signature) for one in statements),
        )

    def vault_keys(self) -> Mapping[str, bytes]:
        """Return the vault keys learned since this home joined: sealed, by recipient."""
        return dict(self._database.query("SELECT recipient, sealed FROM vault_key"))

    def learn_vault_key(self, recipient: str, sealed: bytes) -> None:
        """Record a vault key; a known one is not changed."""
        self._database.execute(
            "INSERT OR IGNORE INTO vault_key (recipient, sealed) VALUES (?, ?)",
            (recipient, sealed),
        )

    def former_album_keys(self) -> Mapping[str, bytes]:
        """Return keys that albums had before: sealed identities, by recipient."""
        return dict(self._database.query("SELECT recipient, sealed_identity FROM former_album_key"))

    def learn_former_album_key(self, recipient: str, sealed_identity: bytes) -> None:
        """Record a key that an album had before."""
        self._database.execute(
            "INSERT OR REPLACE INTO former_album_key (recipient, sealed_identity) VALUES (?, ?)",
            (recipient, sealed_identity),
        )

    def follow_album_key(self, album_id: int, recipient: str, sealed_identity: bytes) -> None:
        """Give an album this key, unless it has it already."""
        has = self._database.query_one(
            "SELECT 1 FROM album WHERE id = ? AND recipient = ?", (album_id, recipient)
        )
        if has is None:
            self.renew_album_key(album_id, recipient, sealed_identity)

    def renew_album_key(self, album_id: int, recipient: str, sealed_identity: bytes) -> None:
        """Give an album another key, and keep the one that it had."""
        self._database.execute(
            "INSERT OR IGNORE INTO former_album_key (recipient, sealed_identity)"
            " SELECT recipient, sealed_identity FROM album WHERE id = ?",
            (album_id,),
        )
        self._database.execute(
            "UPDATE album SET recipient = ?, sealed_identity = ? WHERE id = ?",
            (recipient, sealed_identity, album_id),
        )
