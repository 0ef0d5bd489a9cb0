"""The fields of an XML answer of a store, whatever namespace it names. Pure functions."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def local_of(element: Element) -> str:
    """Return the name of an element."""
    return element.tag.rpartition("}")[2]


def all_of(element: Element, name: str) -> Iterator[Element]:
    """Return all elements of a name in an element, at any depth."""
    return (one for one in element.iter() if local_of(one) == name)


def find(element: Element, name: str) -> Element | None:
    """Return the first of them; None if there is none."""
    return next(all_of(element, name), None)


def child_of(element: Element, name: str) -> Element | None:
    """Return the first element of a name directly in an element; None if there is none."""
    return next((one for one in element if local_of(one) == name), None)


def text_of(element: Element, name: str) -> str:
    """Return the text of a child; empty if there is none."""
    found = child_of(element, name)
    return "" if found is None or found.text is None else found.text.strip()


def whole_of(text: str) -> int:
    """Return a whole number; 0 for what is none, or has more than 15 digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else 0
