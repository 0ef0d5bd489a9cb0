"""README.md as an index of packages can show it, which knows no file beside it.

PICUP_SOURCE_URL names where the source of this version can be read, like
``https://example.org/picup/blob/v1.2.3``: links and pictures lead there. Without it pictures
are left out and links become their bare words, so that nothing leads nowhere.
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


class ReadmeHook(MetadataHookInterface):
    """What hatchling asks for the readme."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in the readme."""
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": readable(text, os.environ.get("PICUP_SOURCE_URL", "")),
        }
