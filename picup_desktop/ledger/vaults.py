"""The vault of this home, and its settings."""

import dataclasses
import json
import logging
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.notes import Note, NoteAbout, NoteKey
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Vault
from picup_desktop.messages.message import Message, from_json, joined
from picup_desktop.names import plain
from picup_desktop.settings import DECLARED, Settings, Value, mended_setting
from picup_desktop.words import Policy

_VAULT = (
    "SELECT vault_id, post_quantum, recovery_recipient, vault_recipient, device_id, device_key,"
    " made_at, kit_confirmed_at FROM vault"
)

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
        row = self._database.query_one(_VAULT)
        if row is None:
            return None
        vault_id, post_quantum, *others = row
        return VaultRecord(vault_id, bool(post_quantum), *others)

    def record(self, vault: VaultRecord) -> None:
        """Insert the vault of a new home."""
        self._database.execute(Vault.insert(id=1, **dataclasses.asdict(vault)))

    def become(self, device_id: str, device_key: str) -> None:
        """Give this home another identity; ``device_key`` is its public key, hexadecimal."""
        self._database.execute(Vault.update(device_id=device_id, device_key=device_key))

    def renew(self, vault_recipient: str, recovery_recipient: str) -> None:
        """Seal to these recipients from now on; another recovery kit was not confirmed yet."""
        before = self.get()
        self._database.execute(
            Vault.update(vault_recipient=vault_recipient, recovery_recipient=recovery_recipient)
        )
        if before is not None and before.recovery_recipient != recovery_recipient:
            self._database.execute(Vault.update(kit_confirmed_at=None))

    def recovery_recipient(self) -> str | None:
        """Return to whom the recovery kit that counts belongs; None without a vault."""
        vault = self.get()
        return None if vault is None else vault.recovery_recipient

    def confirm_kit(self, at: float) -> None:
        """Record that the person confirmed the recovery kit."""
        self._database.execute(Vault.update(kit_confirmed_at=at))

    def settings(self) -> Settings:
        """Return the defaults, overridden by the person's choices.

        A value out of bounds, recorded by an earlier version, is replaced by the nearest
        valid one, because no value may stop a pass.
        """
        chosen: dict[str, Any] = {
            name: self._mended(name, value)
            for name, value in self._database.query("SELECT name, value FROM setting")
            if name in DECLARED
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
            log.warning(
                "setting %s holds a value that can't be used; %r counts",
                plain(name),
                plain(str(mended)),
            )
        return mended

    def choose(self, name: str, value: str | float) -> None:
        """Record a setting by its name in ``Settings``, already checked by ``checked_setting``."""
        self._database.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, json.dumps(value))
        )

    def forget_choice(self, name: str) -> None:
        """Return a setting to its default."""
        self._database.execute("DELETE FROM setting WHERE name = ?", (name,))

    def noted(self, key: Note | NoteKey) -> str | None:
        """Return a small fact recorded by a part of the engine; None if there is none."""
        value = self._database.scalar("SELECT value FROM setting WHERE name = ?", (key,))
        return None if value is None else str(json.loads(value))

    def noted_below(self, about: NoteAbout) -> list[str]:
        """Return the facts whose names are about something, such as one for each device."""
        prefix = about.of("")
        rows = self._database.query(
            "SELECT value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name",
            (len(prefix), prefix),
        )
        return [str(json.loads(value)) for (value,) in rows]

    def note(self, key: Note | NoteKey, value: str) -> None:
        """Record a small fact."""
        self.choose(key, value)

    def note_change(self, key: Note | NoteKey, value: str) -> None:
        """Record a small fact, if it is not what is recorded already; empty for none."""
        if (self.noted(key) or "") != value:
            self.note(key, value)

    def noted_message(self, *keys: NoteKey) -> Message | None:
        """Return the messages that are recorded, as one; None if there is none."""
        texts = [text for key in keys if (text := self.noted(key))]
        return joined([from_json(text) for text in texts]) if texts else None
