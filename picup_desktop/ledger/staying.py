"""Staying: earlier versions that wait out their grace, and are looked after as any copy (4-1)."""

from picup_desktop.ledger.schema.models import EarlierVersion, Message, MessageObject, Object
from picup_desktop.words import MessageState

_LEAVING = (
    MessageObject.select(MessageObject.object_name)
    .join(Message)
    .where(MessageObject.gone_at.is_null(), Message.state == MessageState.QUEUED)
)
_GOING = (
    MessageObject.select(MessageObject.object_name)
    .join(Message)
    .where(
        MessageObject.gone_at.is_null(is_null=False)
        | (Message.state != MessageState.QUEUED)
        | (Message.attempts > 0)
    )
)
STAYING = (
    EarlierVersion.select(EarlierVersion.object)
    .join(Object)
    .where(Object.name.in_(_LEAVING), Object.name.not_in(_GOING))
)
"""The ids of those of which no copy was removed, and none was tried to be."""
