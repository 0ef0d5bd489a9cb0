"""Makes the bundles' icons, .ico and .icns, from the one drawing: run it from the repository."""

import io
import os
from pathlib import Path

# There is no screen to draw on; set before the application is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from picup_desktop.ui.theme.icons import paint_icon

SIDE = 1024
ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)
OUT = Path(__file__).parent.parent / "resources"


def main() -> None:
    """Write both into ``resources/``."""
    application = QGuiApplication([])
    picture = Image.open(io.BytesIO(drawn()))
    OUT.mkdir(exist_ok=True)
    picture.save(OUT / "picup.ico", sizes=[(side, side) for side in ICO_SIDES])
    picture.save(OUT / "picup.icns")
    picture.resize((256, 256), Image.Resampling.LANCZOS).save(OUT / "picup.png")
    application.quit()


def drawn() -> bytes:
    """The drawing as a large PNG."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_icon(painter, "picup", "", QRectF(0, 0, SIDE, SIDE))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes
    return bytes(buffer.data().data())


if __name__ == "__main__":
    main()
