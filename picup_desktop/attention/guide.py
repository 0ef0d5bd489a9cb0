"""The guide's page about each cause.

Pages are in ``docs/``, and ``make docs`` builds a site with the same tree. Those about
attention items are also packed with the program, in every language of the window.
"""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from picup_desktop.attention.causes import Cause

ATTENTION_PAGES = "guide/attention"
BROUGHT = "guide_pages"
"""Their folder in a built package (pyproject.toml); from source they are in ``docs/``."""

LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
ANCHOR = re.compile(r'^<a id="([a-z_]+)"></a>\n', re.MULTILINE)
FOR_REFERENCE = re.compile(r"^(?:Kind|종류) `.*\n", re.MULTILINE)


def page_about(cause: Cause) -> str:
    """Return the page below ``docs/`` that explains the cause and what to do."""
    row = cause.row
    section = f"#{row.section}" if row.section else ""
    return f"{ATTENTION_PAGES}/{row.kind.value}.md{section}"


def text_about(cause: Cause, language: str) -> str:
    """Return its page or section as Markdown for the window, with links turned into plain words.

    ``language`` is a code like "ko"; the page is English where there is no translation.
    """
    name = f"{cause.kind.value}.md"
    folder = _pages()
    page = folder / language / name
    if not page.is_file():
        page = folder / name
    text = section_of(page.read_text("utf-8"), cause.row.section)
    return FOR_REFERENCE.sub("", LINK.sub(r"\1", text))


def section_of(page: str, section: str) -> str:
    """Return the part of a page from an anchor to the next one, without the anchors.

    An empty ``section`` means the part before the first anchor; a page without the
    anchor is returned as a whole.
    """
    parts = ANCHOR.split(page)
    anchors = dict(zip(parts[1::2], parts[2::2], strict=True))
    return (anchors.get(section) or ANCHOR.sub("", page) if section else parts[0]).strip() + "\n"


def _pages() -> Traversable:
    brought = files("picup_desktop") / BROUGHT
    return brought if brought.is_dir() else Path(__file__).parents[2] / "docs" / ATTENTION_PAGES
