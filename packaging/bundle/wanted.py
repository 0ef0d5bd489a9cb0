"""What of all that PyInstaller found goes into a bundle, as a decision about names alone.

A library has another name on each system: ``libQt6Pdf.so.6``, ``Qt6Pdf.dll`` and
``QtPdf.framework`` are one.
"""

from picup_desktop.messages.languages import LANGUAGES

UNWANTED_PATHS = (
    # Plugins and data that come along for what is not used.
    *("qtvirtualkeyboard", "qml/", "egldeviceintegrations"),
    # Qt asks the network nothing: a local socket is all that the window opens.
    *("plugins/networkinformation", "plugins/tls", "plugins/generic"),
    # The desktop's portal shows its own dialogs; a GTK of another system would quarrel with its
    # themes. What only GTK asks for goes with it.
    *("libqgtk3", "libgtk-3", "libgdk-3", "libgdk_pixbuf", "libcairo", "libpango", "libatk"),
    *("libatspi", "libepoxy", "libpixman", "libfribidi", "libthai", "libdatrie"),
    *("libXcomposite", "libXcursor", "libXdamage", "libXinerama", "libXrandr"),
    # Texts of others in languages that the program does not speak.
    "apprise/i18n",
)
"""Parts of a path, with ``/``."""
UNWANTED_OF_QT = (
    *("QtVirtualKeyboard", "QtPdf", "qpdf", "qeglfs", "qvnc", "qlinuxfb"),
    # Qt's player of films asks for QtQuick and QtQml by name on Linux, and for what they ask for;
    # for no more of them.
    *("QtQuickControls", "QtQuickTemplates", "QtQuickLayouts", "QtQuickWidgets"),
    *("QtQmlCompiler", "QtQmlCore", "QtQmlLocalStorage", "QtQmlXml"),
    *("QtEglFS", "QtEglFsKmsSupport", "QtOpenGLWidgets", "qminimal", "qvkkhrdisplay"),
    *("ivi-shell", "wl-shell-plugin", "qt-shell", "fullscreen-shell"),
    # The window reads JPEG and draws SVG; the thumbnailer makes a JPEG of whatever else.
    *("qtiff.", "qwebp.", "qicns.", "qgif.", "qico.", "qwbmp.", "qtga.", "qmacheif.", "qmacjp2."),
    # A GL made by software, for programs that draw with GL.
    "opengl32sw",
)
"""Beginnings of a file's or framework's name, as ``plain_name`` returns it."""
UNWANTED_ON_WINDOWS = ("QtQuick", "QtQml", "QtOpenGL", "qdirect2d")
"""The same; there neither the player nor the window asks for these."""
OF_LINUX = (
    *("libmvec.so", "libstdc++.so", "libgcc_s.so", "libz.so", "libexpat.so", "libuuid.so"),
    *("libX11.so", "libX11-xcb.so", "libXau.so", "libXdmcp.so", "libXext.so", "libXrender.so"),
    *("libbsd.so", "libmd.so", "libfontconfig.so", "libfreetype.so", "libharfbuzz.so"),
    *("libgraphite2.so", "libpng16.so", "libbrotlicommon.so", "libbrotlidec.so", "libjpeg.so"),
    *("libglib-2.0.so", "libgio-2.0.so", "libgobject-2.0.so", "libgmodule-2.0.so"),
    *("libgthread-2.0.so", "libpcre2-8.so", "libmount.so", "libblkid.so", "libselinux.so"),
    *("libdbus-1.so", "libsystemd.so", "libgcrypt.so", "libgpg-error.so", "libcap.so"),
    *("liblz4.so", "libzstd.so", "libgssapi_krb5.so", "libkrb5.so", "libkrb5support.so"),
    *("libk5crypto.so", "libkeyutils.so", "libcom_err.so"),
    # The system's sound, which films are heard by; without it they go to the system's player.
    *("libpulse", "libsndfile.so", "libasyncns.so", "libFLAC.so", "libogg.so", "libopus.so"),
    *("libvorbis", "libmp3lame.so", "libmpg123.so"),
)
"""What belongs to the Linux it runs on, as AppImage's list of excluded libraries has it: brought
along from an older one, it would keep newer drivers and plugins from loading. The packages name
what has them (packaging/deb/build.sh); libmvec even is a part of the C library."""


def wanted(path: str, platform: str) -> bool:
    """Return whether a file is to go into the bundle for a system, named as in ``sys.platform``."""
    path = path.replace("\\", "/")
    parts = path.split("/")
    if any(unwanted in path for unwanted in UNWANTED_PATHS):
        return False
    if any(plain_name(part).startswith(UNWANTED_OF_QT) for part in parts):
        return False
    if platform == "win32" and plain_name(parts[-1]).startswith(UNWANTED_ON_WINDOWS):
        return False
    if platform == "linux" and parts[-1].startswith(OF_LINUX):
        return False
    # Of Qt's own translations, those of the languages that the window speaks.
    if "/translations/" in path and "PySide6" in path:
        return parts[-1] in {f"qtbase_{language}.qm" for language in LANGUAGES}
    return True


def plain_name(file: str) -> str:
    """Return a library's name as it is on every system: ``QtPdf.so.6`` for ``libQt6Pdf.so.6``."""
    name = file.removeprefix("lib")
    return f"Qt{name.removeprefix('Qt6')}" if name.startswith("Qt6") else name
