"""Earlier versions within their grace, which are verified like any copy (4-1)."""

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
"""The ids of earlier versions of which no copy was removed or tried to be."""
