"""Corrects the times in the ledger after the clock was set.

What is due later (a grace, a back-off) keeps its remaining time. Records from a future
that never came are moved back to the present. The history of photos stays as it was written,
except for times that are known to be wrong.
"""

from picup_desktop.ledger.schema.database import Database
from picup_desktop.words import MessageState, PhotoState

_OWN = " AND id NOT IN (SELECT photo_id FROM photo_origin WHERE NOT adopted)"
_HISTORY = (
    ("earlier_version", "since", ""),
    ("earlier_version", "until", ""),
    ("photo", "present_since", _OWN),
    ("photo", "left_at", _OWN),
)
"""Tables and columns with the times of this computer's states, and which rows are its own."""


class Eras:
    """Time corrections, made by the one writer at the start of a pass, in a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_off(self, seconds: float, *, made_before: float) -> None:
        """Move due times later after the clock jumped ahead without time passing.

        Records made after ``made_before`` were made by the new time, and stay.
        """
        self._shift(seconds, "<=", made_before)

    def put_back(self, seconds: float, *, made_after: float) -> None:
        """Move due times earlier, of records with a later time than ``made_after``."""
        self._shift(-seconds, ">", made_after)

    def _shift(self, seconds: float, compares: str, made: float) -> None:
        for table, where, moved in (
            (
                "message",
                f"state = '{MessageState.QUEUED}' AND made_at",
                ("made_at", "available_at"),
            ),
            ("photo", f"state = '{PhotoState.DELETED}' AND deleted_at", ("deleted_at",)),
        ):
            to = ", ".join(f"{column} = {column} + ?1" for column in moved)
            self._database.execute_many(
                f"UPDATE {table} SET {to} WHERE {where} {compares} ?2",  # noqa: S608 - of constant parts
                [(seconds, made)],
            )

    def end_future(self, now: float, *, became: float) -> bool:
        """Correct states of photos that a clock ahead of the right time wrote (4-4).

        Return whether there were any; other computers know the wrong times then.
        """
        return self._correct("?2 WHERE {0} > ?1", (now, became))

    def end_prehistory(self, seconds: float, *, made_before: float, now: float) -> bool:
        """Correct states of photos that a clock ``seconds`` behind wrote, in 1970 or so.

        Return whether there were any.
        """
        return self._correct("MIN({0} + ?1, ?3) WHERE {0} < ?2", (seconds, made_before, now))

    def _correct(self, to: str, values: tuple[float, ...]) -> bool:
        corrected = sum(
            self._database.execute(
                f"UPDATE {table} SET {column} = {to.format(column)}{own}",  # noqa: S608 - of constant parts
                values,
            )
            for table, column, own in _HISTORY
        )
        return corrected > 0

    def forget_the_future(self, now: float, *, longest_backoff_seconds: float) -> None:
        """Clamp past events to ``now``, and due times to the longest back-off from now."""
        self._database.execute_many(
            "UPDATE photo SET due_at = ?1 WHERE due_at > ?2", [(now, now + longest_backoff_seconds)]
        )
        # A copy read back in the future counts as never read.
        self._database.execute_many(
            "UPDATE copy SET verified_at = NULL WHERE verified_at > ?1", [(now,)]
        )
        self._database.execute_many(
            "UPDATE copy SET asked_at = NULL, vouched_at = NULL"
            " WHERE MAX(IFNULL(asked_at, 0), IFNULL(vouched_at, 0)) > ?1",
            [(now,)],
        )
        self._database.execute_many(
            "UPDATE attention_item SET since = ?1 WHERE since > ?1", [(now,)]
        )
        self._database.execute_many(
            "UPDATE storage SET state_since = MIN(state_since, ?1),"
            " checked_at = MIN(checked_at, ?1)",
            [(now,)],
        )

    def end_future_signs(self, now: float) -> None:
        """Move signs of a loss, and absences, from the future to now: a listing then settles them.

        A listing in the future as well says that the clock is behind, and they may be right (5-1).
        """
        self._database.execute(
            "UPDATE storage SET doubted_at = MIN(doubted_at, ?1), out_at = MIN(out_at, ?1)"
            " WHERE seen_at <= ?1 AND (doubted_at > ?1 OR out_at > ?1)",
            (now,),
        )
