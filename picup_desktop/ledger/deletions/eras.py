"""Eras: what the ledger remembers by a clock that was set since is brought to the new time.

What waits for a moment (a grace, a back-off) keeps the time that it still has to wait. What was
noted in a future that never came is taken back to the present.
"""

from picup_desktop.ledger.schema.database import Database
from picup_desktop.words import MessageState, PhotoState


class Eras:
    """Changed at the beginning of a pass, by its one writer, inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_off(self, seconds: float, *, made_before: float) -> None:
        """The clock went ahead by so much that does not count as passed.

        What was made after ``made_before`` was made by the new time and stays.
        """
        self._shift(seconds, "<=", made_before)

    def put_back(self, seconds: float, *, made_after: float) -> None:
        """The clock went back by so much: what was made ``made_after`` now is of the old time."""
        self._shift(-seconds, ">", made_after)

    def _shift(self, seconds: float, compares: str, made: float) -> None:
        for table, where, moved in (
            (
                "message",
                f"state = '{MessageState.QUEUED}' AND made_at",
                ("made_at", "available_at"),
            ),
            ("photo", f"state = '{PhotoState.DELETED}' AND deleted_at", ("deleted_at",)),
            ("earlier_version", "until", ("since", "until")),
        ):
            to = ", ".join(f"{column} = {column} + ?1" for column in moved)
            self._database.run_many(
                f"UPDATE {table} SET {to} WHERE {where} {compares} ?2",  # noqa: S608 - of constant parts
                [(seconds, made)],
            )

    def forget_the_future(self, now: float, *, longest_backoff_seconds: float) -> None:
        """Nothing was done later than now, and nothing waits longer than the longest back-off."""
        self._database.run_many(
            "UPDATE photo SET due_at = ?1 WHERE due_at > ?2", [(now, now + longest_backoff_seconds)]
        )
        # That it was read back at a moment that has not come is as good as never.
        self._database.run_many(
            "UPDATE copy SET verified_at = NULL WHERE verified_at > ?1", [(now,)]
        )
        self._database.run_many("UPDATE attention_item SET since = ?1 WHERE since > ?1", [(now,)])
        self._database.run_many(
            "UPDATE storage SET state_since = MIN(state_since, ?1),"
            " checked_at = MIN(checked_at, ?1)",
            [(now,)],
        )
