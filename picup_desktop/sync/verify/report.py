"""The findings of the verifier as attention items."""

from collections.abc import Sequence

from picup_desktop.attention import items, subjects
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.verify.verify import VerifyReport
from picup_desktop.words import AttentionKind, Role


def attend_unknown(ledger: Ledger, report: VerifyReport, roles: Sequence[Role], now: float) -> None:
    """Offer old unknown objects for removal; nothing is ever removed automatically."""
    with ledger.transaction():
        for role in roles:
            old = [one for one in report.unknown if one.role is role and one.old]
            if old:
                ledger.attention.open(items.unknown_objects(role, [one.name for one in old]), now)
            elif role not in report.out:
                ledger.attention.close(AttentionKind.JOURNAL, subjects.unknown_objects(role))
