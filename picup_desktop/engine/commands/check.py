"""Commands about what the storages have: their list, and a comparison with the ledger now."""

from picup_desktop.app import Engine
from picup_desktop.engine.commands.storage_rows import storage_facts
from picup_desktop.engine.commands.verify import verify_with
from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands.setup import SPEAKER_AS_NEEDED
from picup_desktop.engine.ipc.commands.storages import CheckStorages, role_named
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.trust.known_hosts import fingerprint
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.reach.contact import Contacts, contact_after, probe_all
from picup_desktop.sync.seen.strangers import strangers_on
from picup_desktop.sync.verify.report import VerifyOrder, VerifyReport
from picup_desktop.words import CopyState, Role


def storages_json(ledger: Ledger) -> list[setup_answers.StorageRow]:
    """Return both storages as ``storage list`` shows them."""
    return [
        {
            **facts,
            "host_key": record.host_key,
            "fingerprint": None if record.host_key is None else fingerprint(record.host_key),
            "unknown": strangers_on(ledger, record.role).count,
            "ssh": record.ssh or SPEAKER_AS_NEEDED,
        }
        for record, facts in storage_facts(ledger)
    ]


def check_storages(parts: Engine, given: CheckStorages) -> setup_answers.StoragesChecked:
    """Compare names and sizes with the ledger now, without reading contents (5-1).

    UsageError, NoStorageReached.
    """
    roles = list(Role) if given.role is None else [role_named(given.role)]
    contacts = probe_all({role: parts.storages[role] for role in roles})
    order = VerifyOrder(contents=False, roles=frozenset(roles))
    try:
        report = verify_with(parts, order, NoProgress(), remove_unknown=False).report
        contacts |= {role: contact_after(error) for role, error in report.out.items()}
    finally:
        Contacts(parts.ledger, parts.clock, parts.settings).note(contacts)
    return {
        "storages": [
            _checked(row, Role(row["role"]), report)
            for row in storages_json(parts.ledger)
            if Role(row["role"]) in roles
        ]
    }


def _checked(
    row: setup_answers.StorageRow, role: Role, report: VerifyReport
) -> setup_answers.CheckedStorage:
    bad = [copy.state for copy in report.bad if copy.role is role]
    return {
        **row,
        "missing": bad.count(CopyState.MISSING),
        "damaged": bad.count(CopyState.DAMAGED),
        "unknown": sum(one.role is role for one in report.unknown),
    }
