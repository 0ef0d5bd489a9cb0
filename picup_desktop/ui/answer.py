"""Deliver an answer to the page that asked, if that page still exists."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

T = TypeVar("T")


def deliver(done: Callable[[T], None], answer: T) -> None:
    """Call ``done``, unless its page is gone: a change of language replaces all pages."""
    inner: object = done
    while isinstance(inner, partial):
        inner = inner.func
    asker = getattr(inner, "__self__", None)
    if not isinstance(asker, QObject) or isValid(asker):
        done(answer)
