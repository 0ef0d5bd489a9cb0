"""Commands about the vault as a whole: its recovery kit, its settings, its health."""

from picup_desktop.app import Engine, secret_store
from picup_desktop.clock import Clock, iso
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands import Check, ConfirmKit, ResetSetting, SetSetting
from picup_desktop.errors import NoPermission
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.settings import DECLARED, checked_setting, declared
from picup_desktop.sync.health.checkup import (
    CheckResult,
    check_apart,
    check_computer,
    check_seen,
    earlier_versions_room,
    storages_checks,
    with_findings,
)
from picup_desktop.sync.reach.findings import is_doubtful
from picup_desktop.vault.kit import read_kit, recovery_identity
from picup_desktop.words import Role


def kit_confirm(ledger: Ledger, clock: Clock, given: ConfirmKit) -> answers.KitConfirmed:
    """Record that a person still has the recovery kit. NoPermission, NotAKit."""
    vault = ledger.vaults.get()
    recipient = str(recovery_identity(read_kit(given.kit.encode())).recipient())
    if vault is None or recipient != vault.recovery_recipient:
        raise NoPermission("recovery-kit-another-vault-look")
    at = clock.now()
    ledger.vaults.confirm_kit(at)
    return {"confirmed_at": iso(at)}


def settings_set(ledger: Ledger, _clock: Clock, given: SetSetting) -> answers.Setting:
    """Choose a setting. UsageError."""
    ledger.vaults.choose(given.name, checked_setting(given.name, given.value))
    return {"name": given.name, "value": given.value}


def settings_reset(ledger: Ledger, _clock: Clock, given: ResetSetting) -> answers.Setting:
    """Use a setting's default again. UsageError."""
    name = declared(given.name).name
    ledger.vaults.forget_choice(name)
    return {"name": name, "value": DECLARED[name].default}


def check(parts: Engine, _given: Check) -> answers.Checked:
    """Run every check of ``picup doctor``."""
    # The store is only asked for its location, so its passphrase does not matter.
    where = secret_store(parts.home, parts.ledger, lambda: "-").describe()
    secrets = CheckResult("secrets", ok=True, text=Message("check-secrets", where=where))
    computer = check_computer(parts.ledger, parts.settings, parts.home)
    storages, reached = storages_checks(parts.storages, parts.home.scratch, parts.clock)
    room = earlier_versions_room(parts.ledger.versions.kept(), storages)
    doubtful = [role for role in Role if is_doubtful(parts.ledger, role)]
    storages = with_findings(storages, doubtful)
    records = {role: parts.ledger.storages.get(role) for role in Role}
    apart = check_apart(parts.storages, records, parts.home.scratch) if reached else []
    seen = check_seen(parts.ledger, parts.clock)
    checks = [_check_json(one) for one in (secrets, *computer, *storages, *room, *seen, *apart)]
    return {"checks": checks, "reached": reached}


def _check_json(one: CheckResult) -> answers.HealthCheck:
    return {"name": one.name, "ok": one.ok, "text": one.text, "advice": one.advice}
