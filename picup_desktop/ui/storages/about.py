"""Which attention items are about a storage, and where the assistant begins for each."""

from collections.abc import Mapping

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.names import Shown
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.text import translate
from picup_desktop.words import Role

FIRST_STEPS: Mapping[Cause, StepName] = {
    Cause.HOST_KEY_CHANGED: StepName.KEY,
    Cause.HOST_KEY_UNKNOWN: StepName.KEY,
    Cause.CERTIFICATE_UNUSABLE: StepName.CHOICE,
    Cause.LOGIN_REFUSED: StepName.MOVED,
    Cause.SSH_OUTDATED: StepName.CHOICE,
    Cause.STORAGE_REFUSED: StepName.CHOICE,
    Cause.STORAGE_DENIED: StepName.CHOICE,
    Cause.STORAGE_FULL: StepName.CHOICE,
    Cause.STORAGE_LOST_OBJECTS: StepName.CHOICE,
    Cause.BACKUP_AWAY: StepName.CHOICE,
}


def first_step(item: AttentionRecord) -> tuple[Role, StepName] | None:
    """Return the storage that an item is about, and the assistant's first step; None if none."""
    step, role = FIRST_STEPS.get(item.cause), item.details.get("storage")
    if step is None or role not in set(Role):
        return None
    return Role(role), step


def assist_words(step: StepName) -> Shown:
    """Return the label of the button that opens the assistant at a step."""
    words = {
        StepName.KEY: translate("StorageAssistant", "Compare the keys…"),
        StepName.MOVED: translate("StorageAssistant", "Change the login…"),
    }
    return words.get(step) or translate("Storage", "Moved or replaced…")
