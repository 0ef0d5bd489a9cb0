"""``open_vault``: a home without a vault joins one, by one storage and the recovery kit."""

from dataclasses import dataclass
from pathlib import Path

from picup_desktop.app import new_ledger, new_secret_store
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.home import Home
from picup_desktop.storage.place import Access
from picup_desktop.sync.join.announce import join_vault
from picup_desktop.sync.join.from_storage import OpenRequest, opened_from
from picup_desktop.sync.join.vault import OpenFolders
from picup_desktop.sync.journal.round import finding_document
from picup_desktop.vault.kit import read_kit
from picup_desktop.words import Role


@dataclass(frozen=True)
class AskedToOpen:
    """The arguments of a request, checked."""

    request: OpenRequest
    passphrase: str | None


def asked_to_open(given: Arguments, home: Home) -> AskedToOpen:
    """Check a request. UsageError, NotAKit."""
    kit, url = read_kit(given.text("kit").encode()), given.text("from")
    key_file = given.maybe_text("key_file")
    access = Access(
        known_hosts=home.known_hosts,
        key_file=None if key_file is None else Path(key_file),
        key_passphrase=given.maybe_text("key_passphrase"),
        trust_new_host_key=given.flag("accept_new_host_keys"),
    )
    passwords = {
        role: password
        for role in Role
        if (password := given.maybe_text(f"{role.value}_password")) is not None
    }
    passphrase = given.maybe_text("passphrase")
    given.no_more()
    return AskedToOpen(OpenRequest(kit, url, access, passwords), passphrase or None)


def open_into(home: Home, asked: AskedToOpen, clock: Clock) -> Json:
    """Fill the home; it is unchanged on failure. Any error of ``opened_from``."""
    with (
        new_ledger(home) as ledger,
        opened_from(
            asked.request,
            ledger=ledger,
            clock=clock,
            folders=OpenFolders(home.journal, home.scratch),
            # The engine can't ask a person: the face asks, and repeats its request.
            ask=lambda _: None,
        ) as vault,
    ):
        warnings = join_vault(ledger, vault, clock)
        new_secret_store(home, ledger, asked.passphrase).save(vault.secrets)
        return {
            "photos": vault.report.photos,
            "from_headers": vault.report.salvaged,
            "unreadable": vault.report.unreadable,
            "opened_from": vault.address.role.value,
            "findings": [finding_document(finding) for finding in vault.report.findings],
            "warnings": warnings,
        }
