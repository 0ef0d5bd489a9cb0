"""Attention items about failed checks of the journals and keys files (DISASTERS 6-4).

Three readers find something: a pass in the other computers' files, the first look of a
pass in this computer's own folder, and the verifier in all of them. Each replaces what
was found before in its part, so that an item stays open exactly while a finding stands.
"""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.messages.message import Message, joined, to_plain
from picup_desktop.vault.journal import FINDING_CAUSES, JOURNAL_FOLDER, Finding, SegmentCheck
from picup_desktop.words import Role

MOST_NOTED = 1000
"""The most findings to remember for each part, since garbage may be unlimited."""
OTHERS = "others"

log = logging.getLogger(__name__)


def own_part(role: Role) -> str:
    """Return the part of this computer's own folder on a storage."""
    return f"own:{role.value}"


def by_part(findings: Iterable[Finding], device_id: str) -> Mapping[str, list[Finding]]:
    """Split the findings of a reading of everything into the parts."""
    own = f"{JOURNAL_FOLDER}/{device_id}/"
    parts: dict[str, list[Finding]] = {OTHERS: [], **{own_part(role): [] for role in Role}}
    for finding in findings:
        part = own_part(finding.role) if finding.place.startswith(own) else OTHERS
        parts[part].append(finding)
    return parts


def attend_findings(ledger: Ledger, parts: Mapping[str, Sequence[Finding]], now: float) -> None:
    """Replace the findings of these parts, and open or close the items; one transaction."""
    if not any(parts.values()) and not any(_noted(ledger, part) for part in parts):
        return
    with ledger.transaction():
        # Read inside, because the other storage's part may be replaced at the same time.
        standing = {part: _noted(ledger, part) for part in (OTHERS, *map(own_part, Role))}
        for part, findings in parts.items():
            for finding in findings:
                if finding not in standing[part]:
                    log.warning("%s: %s", finding.check.value, finding.sentence)
            standing[part] = list(findings[:MOST_NOTED])
            plain = [[one.check.value, one.role.value, one.place] for one in standing[part]]
            ledger.vaults.note(
                NoteAbout.JOURNAL_FINDINGS.of(part), json.dumps(plain) if plain else ""
            )
        found = [finding for some in standing.values() for finding in some]
        for cause in FINDING_CAUSES:
            of_cause = [finding for finding in found if finding.cause is cause]
            if of_cause:
                ledger.attention.open(_item(cause, of_cause), now)
            else:
                ledger.attention.close(cause.kind, subjects.journal(cause))


def _item(cause: Cause, findings: Sequence[Finding]) -> AttentionRecord:
    first, others = findings[0], len(findings) - 1
    message = first.message
    if others:
        message = joined([message, Message("and-more", others=others)])
    details = [_details(finding) for finding in findings]
    return items.journal_findings(cause, first.role, message, details)


def _noted(ledger: Ledger, part: str) -> list[Finding]:
    plain = json.loads(ledger.vaults.noted(NoteAbout.JOURNAL_FINDINGS.of(part)) or "[]")
    return [Finding(SegmentCheck(check), Role(role), place) for check, role, place in plain]


def _details(finding: Finding) -> dict[str, Any]:
    """Return a failed check as an attention item keeps it."""
    return {
        "check": finding.check.value,
        "storage": finding.role.value,
        "place": finding.place,
        "text": to_plain(finding.message),
    }
