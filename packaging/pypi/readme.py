"""README.md as an index of packages can show it, which knows no file beside it.

PICUP_SOURCE_URL names where the source of this version can be read, like
``https://example.org/picup/blob/v1.2.3``: links and pictures lead there. Without it pictures
are left out and links become their bare words, so that nothing leads nowhere. HOMEPAGE is the
project's own page, which it does not have yet.
"""

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PICTURE = re.compile(r"!\[([^\]]*)\]\((?!https?://)([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?://|#)([^)\s]+)\)")


def readable(text: str, source_url: str) -> str:
    """Return the text with absolute links; ``source_url`` is empty where there is none."""
    if source_url:
        base = source_url.rstrip("/")
        pictured = PICTURE.sub(rf"![\1]({base.replace('/blob/', '/raw/')}/\2)", text)
        return LINK.sub(rf"[\1]({base}/\2)", pictured)
    return re.sub(r"\n{3,}", "\n\n", LINK.sub(r"\1", PICTURE.sub("", text)))


def pages(source_url: str, homepage: str) -> dict[str, str]:
    """Return the project's pages; what is not known is left out, as it owns no address itself."""
    found = {"Homepage": homepage} if homepage else {}
    if source_url:
        base = source_url.rstrip("/")
        found |= {"Source": base, "Documentation": f"{base}/docs/guide"}
        found["Changelog"] = f"{base}/CHANGELOG.md"
    return found


class ReadmeHook(MetadataHookInterface):
    """What hatchling asks for the readme and the addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in both."""
        source_url = os.environ.get("PICUP_SOURCE_URL", "")
        metadata["urls"] = pages(source_url, os.environ.get("HOMEPAGE", ""))
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": readable(text, source_url),
        }
