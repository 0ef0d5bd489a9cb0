"""The guide's page about each thing that waits for a person.

Pages stand in ``docs/``, as text and, by ``make docs``, as a site with the same tree. Those about
attention items come along with the program too, in every language of the window.
"""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from picup_desktop.words import AttentionKind

ATTENTION_PAGES = "guide/attention"
BROUGHT = "guide_pages"
"""Where they are in a built package (pyproject.toml); from source they are in ``docs/``."""

LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
FOR_REFERENCE = re.compile(r"^(?:Kind|종류) `.*\n", re.MULTILINE)


def page_about(kind: AttentionKind) -> str:
    """Where below ``docs/`` stands what an item of this kind means and what to do."""
    return f"{ATTENTION_PAGES}/{kind.value}.md"


def text_about(kind: AttentionKind, language: str) -> str:
    """That page as Markdown, to be read in the window: links lead nowhere there and are words.

    ``language`` is a code like "ko"; English where there is no page in it.
    """
    folder = _pages()
    page = folder / language / f"{kind.value}.md"
    if not page.is_file():
        page = folder / f"{kind.value}.md"
    return FOR_REFERENCE.sub("", LINK.sub(r"\1", page.read_text("utf-8")))


def _pages() -> Traversable:
    brought = files("picup_desktop") / BROUGHT
    return brought if brought.is_dir() else Path(__file__).parents[1] / "docs" / ATTENTION_PAGES
