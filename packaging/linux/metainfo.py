"""What a software shop shows of the program, from org.picup.desktop.metainfo.xml.

The project has no page of its own yet. A build that knows one names it as HOMEPAGE, and as PICTURES
the address below which the pictures of docs/guide are published; without them neither is told.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

TEMPLATE = Path(__file__).with_name("org.picup.desktop.metainfo.xml")
WITHOUT = {
    "HOMEPAGE": r'\n *<url type="homepage">.*?</url>',
    "PICTURES": r"\n *<screenshots>.*?</screenshots>",
}
"""What is left out where that is not named."""


def metainfo(version: str, date: str, environment: Mapping[str, str]) -> str:
    """Return the file; ``date`` is the release's, as 2026-02-03."""
    text = TEMPLATE.read_text("utf-8").replace("@VERSION@", version).replace("@DATE@", date)
    for name, part in WITHOUT.items():
        given = environment.get(name, "").rstrip("/")
        if given:
            text = text.replace(f"@{name}@", escape(given))
        else:
            text = re.sub(part, "", text, flags=re.DOTALL)
    return text
