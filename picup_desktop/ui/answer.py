"""Giving an answer to whoever asked, who may be gone by now."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

T = TypeVar("T")


def give(done: Callable[[T], None], answer: T) -> None:
    """Call ``done``, unless it belongs to a page that is gone: another language makes new ones."""
    asker = getattr(done, "__self__", None)
    if not isinstance(asker, QObject) or isValid(asker):
        done(answer)
