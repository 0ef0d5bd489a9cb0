"""The vault of this home, and its settings."""

import dataclasses
import json
import logging
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Setting, Vault
from picup_desktop.ledger.schema.question import Question, given
from picup_desktop.settings import DECLARED, Settings, Value, mended_setting
from picup_desktop.words import Policy

_VAULT = Question(Vault.select())
_SETTINGS = Question(Setting.select())
_NOTED = Question(Setting.select(Setting.value).where(Setting.name == given("name")))
_CHOOSE = Question(Setting.insert(name=given("name"), value=given("value")).on_conflict("REPLACE"))
_FORGET = Question(Setting.delete().where(Setting.name == given("name")))

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VaultRecord:
    """The public parts of the vault: enough to seal, not enough to read."""

    vault_id: str
    post_quantum: bool
    recovery_recipient: str
    vault_recipient: str
    device_id: str
    device_key: str
    """The device's Ed25519 public key, hexadecimal."""
    made_at: float
    kit_confirmed_at: float | None = None


class Vaults:
    """The vault of the home, if it has one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mended_names: set[str] = set()
        """Invalid settings that were logged; each is logged once."""

    def get(self) -> VaultRecord | None:
        """Return the vault, or None in a new home."""
        row = self._database.ask_one(_VAULT)
        if row is None:
            return None
        del row["id"]
        return VaultRecord(**row)

    def record(self, vault: VaultRecord) -> None:
        """Insert the vault of a new home."""
        self._database.execute(Vault.insert(id=1, **dataclasses.asdict(vault)))

    def become(self, device_id: str, device_key: str) -> None:
        """Give this home another identity; ``device_key`` is its public key, hexadecimal."""
        self._database.execute(Vault.update(device_id=device_id, device_key=device_key))

    def confirm_kit(self, at: float) -> None:
        """Record that the person confirmed the recovery kit."""
        self._database.execute(Vault.update(kit_confirmed_at=at))

    def settings(self) -> Settings:
        """Return the defaults, overridden by the person's choices.

        A value out of bounds, recorded by an earlier version, is replaced by the nearest
        valid one, because no value may stop a pass.
        """
        chosen: dict[str, Any] = {
            row["name"]: self._mended(row["name"], row["value"])
            for row in self._database.ask(_SETTINGS)
            if row["name"] in DECLARED
        }
        if "policy" in chosen:
            chosen["policy"] = Policy(chosen["policy"])
        return dataclasses.replace(Settings(), **chosen)

    def _mended(self, name: str, kept: str) -> Value:
        try:
            value = json.loads(kept)
        except (ValueError, RecursionError):
            value = None
        mended = mended_setting(name, value)
        # NaN differs from everything, so it is logged as well.
        if mended != value and name not in self._mended_names:
            self._mended_names.add(name)
            log.warning("setting %s holds a value that can't be used; %r counts", name, mended)
        return mended

    def choose(self, name: str, value: str | float) -> None:
        """Record a setting by its name in ``Settings``, already checked by ``checked_setting``."""
        self._database.carry_out(_CHOOSE, name=name, value=json.dumps(value))

    def forget_choice(self, name: str) -> None:
        """Return a setting to its default."""
        self._database.carry_out(_FORGET, name=name)

    def noted(self, name: str) -> str | None:
        """Return a small fact recorded by a part of the engine; None if there is none."""
        row = self._database.ask_one(_NOTED, name=name)
        return None if row is None else str(json.loads(row["value"]))

    def note(self, name: str, value: str) -> None:
        """Record a small fact; its name contains a colon, so it is never that of a setting."""
        self.choose(name, value)
