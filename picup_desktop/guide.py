"""The guide's page about each thing that waits for a person.

Pages stand in ``docs/``, as text and, by ``make docs``, as a site with the same tree.
"""

from picup_desktop.words import AttentionKind

ATTENTION_PAGES = "guide/attention"


def page_about(kind: AttentionKind) -> str:
    """Where below ``docs/`` stands what an item of this kind means and what to do."""
    return f"{ATTENTION_PAGES}/{kind.value}.md"
