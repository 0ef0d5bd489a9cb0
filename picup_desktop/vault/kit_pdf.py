"""The recovery kit to print: one A4 page, in the built-in PDF fonts.

The QR code has the key line alone, so any phone returns what ``age`` expects.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

import segno
from fpdf import FPDF

from picup_desktop.vault.kit_content import (
    ABOUT,
    CERTIFICATE,
    POST_QUANTUM,
    WARNINGS,
    KitStorage,
    RecoveryKit,
    host_fingerprint,
    kit_date,
    kit_kind,
    kit_words,
    one_line,
    stock_commands,
)

# Millimetres on A4.
LEFT = 20.0
TOP = 17.0
WIDTH = 170.0
QR_SIDE = 46.0
WORD_ROWS = 6
KEY_GROUP = 4
GROUPS_A_LINE = 5
FOOT = 268.0
SMALLEST_FONT = 7.0
ROLE_WIDTH = 18.0
MOST_LINES = 3
CUT_MARK = " ... (in full in the text kit)"

INK = (28, 35, 43)
SOFT = (104, 114, 125)
LINE = (205, 211, 217)
PAPER = (245, 247, 249)
MONO = "Courier"
SANS = "Helvetica"


def kit_page(kit: RecoveryKit) -> bytes:
    """Return the page as PDF bytes. ValueError for an invalid host key."""
    page = _new_page(kit)
    _head(page, kit)
    _key(page, kit)
    _words(page, kit_words(kit).split(), post_quantum=kit_kind(kit) == POST_QUANTUM)
    _section(page, "Where the photos rest")
    for storage in kit.storages:
        _storage(page, storage)
    if not kit.storages:
        _paragraph(page, "This kit names no storages.")
    _commands(page, kit)
    _warnings(page)
    _storing(page)
    return bytes(page.output())


def _new_page(kit: RecoveryKit) -> FPDF:
    page = FPDF(format="A4")
    page.set_title("PicUp Desktop recovery kit")
    page.set_creator("PicUp Desktop")
    page.set_creation_date(datetime.fromtimestamp(int(kit.made_at), UTC))
    page.set_auto_page_break(auto=False)
    page.set_margins(LEFT, TOP, LEFT)
    page.c_margin = 0
    page.add_page()
    page.set_line_width(0.2)
    page.set_draw_color(*LINE)
    return page


def _head(page: FPDF, kit: RecoveryKit) -> None:
    _font(page, SANS, 22, "B")
    page.cell(WIDTH / 2, 10, "Recovery kit")
    _font(page, SANS, 10, color=SOFT)
    page.cell(WIDTH / 2, 10, "PicUp Desktop", align="R", new_x="LMARGIN", new_y="NEXT")
    told = f"Vault {_latin(kit.vault_id) or 'without a name'}, kit made {kit_date(kit)[:10]}"
    _font(page, SANS, _fitting(page, told, 9), color=SOFT)
    page.cell(WIDTH, 5, told, new_x="LMARGIN", new_y="NEXT")
    page.ln(2)
    _paragraph(page, ABOUT, size=10)


def _key(page: FPDF, kit: RecoveryKit) -> None:
    top = page.get_y() + 3
    height = QR_SIDE + 6
    page.set_fill_color(*PAPER)
    page.rect(LEFT, top, WIDTH, height, style="F")
    page.image(io.BytesIO(_qr_png(kit.identity)), LEFT + 3, top + 3, QR_SIDE, QR_SIDE)
    left = LEFT + QR_SIDE + 10
    page.set_xy(left, top + 5)
    _font(page, SANS, 10, "B")
    page.cell(0, 6, "The key")
    _font(page, MONO, 13, "B")
    for row, line in enumerate(_grouped(kit.identity)):
        page.set_xy(left, top + 12 + row * 6)
        page.cell(0, 6, line)
    page.set_xy(left, top + height - 14)
    _font(page, SANS, 8, color=SOFT)
    page.multi_cell(
        WIDTH - QR_SIDE - 13,
        3.8,
        "Scan it, or type it into a plain text file as KIT.txt, in one line and without the"
        " spaces. After the first line, the letters B, I and O and the digit 1 never occur.",
        align="L",
    )
    page.set_xy(LEFT, top + height)


def _words(page: FPDF, words: Sequence[str], *, post_quantum: bool) -> None:
    _section(page, "The same key in 24 words")
    top, column = page.get_y(), WIDTH / (len(words) // WORD_ROWS)
    for place, word in enumerate(words):
        x, y = LEFT + place // WORD_ROWS * column, top + place % WORD_ROWS * 5.4
        page.set_xy(x, y)
        _font(page, SANS, 8, color=SOFT)
        page.cell(5, 5.4, str(place + 1), align="R")
        _font(page, MONO, 11, "B")
        page.cell(column - 5, 5.4, f" {word}")
    page.set_xy(LEFT, top + WORD_ROWS * 5.4)
    if post_quantum:
        page.ln(1)
        _paragraph(
            page,
            f"Typed as words alone, put a line before them that says kind: {POST_QUANTUM}",
            size=8,
        )


def _storage(page: FPDF, storage: KitStorage) -> None:
    _font(page, SANS, 9, "B")
    page.cell(ROLE_WIDTH, 4.6, _latin(storage.role).capitalize())
    _in_full(page, _latin(storage.url), WIDTH - ROLE_WIDTH)
    if storage.host_key is not None:
        page.set_x(LEFT + ROLE_WIDTH)
        _font(page, MONO, 8, color=SOFT)
        kind = "certificate" if storage.host_key.startswith(f"{CERTIFICATE} ") else "host key"
        told = f"{kind} {host_fingerprint(storage.host_key)}"
        page.cell(WIDTH - ROLE_WIDTH, 4.2, told, new_x="LMARGIN", new_y="NEXT")
    page.ln(0.8)


def _commands(page: FPDF, kit: RecoveryKit) -> None:
    _section(page, "How to get the photos back")
    for what, how in stock_commands(kit):
        _paragraph(page, what)
        _in_full(page, _ascii(how), WIDTH)
        page.ln(0.6)


def _warnings(page: FPDF) -> None:
    _section(page, "Please mind")
    for warning in WARNINGS:
        page.set_x(LEFT)
        _font(page, SANS, 9)
        page.cell(4, 4.4, "-")
        page.multi_cell(WIDTH - 4, 4.4, warning, align="L", new_x="LMARGIN", new_y="NEXT")


def _storing(page: FPDF) -> None:
    column = WIDTH / 3
    for place, label in enumerate(("Stored at", "Date", "Signature")):
        x = LEFT + place * column
        page.line(x, FOOT, x + column - 6, FOOT)
        page.set_xy(x, FOOT + 1)
        _font(page, SANS, 8, color=SOFT)
        page.cell(column - 6, 4, label)


def _section(page: FPDF, title: str) -> None:
    page.ln(3.2)
    page.line(LEFT, page.get_y(), LEFT + WIDTH, page.get_y())
    page.ln(1.8)
    _font(page, SANS, 10, "B")
    page.cell(WIDTH, 6, title, new_x="LMARGIN", new_y="NEXT")


def _paragraph(page: FPDF, text: str, *, size: float = 9) -> None:
    _font(page, SANS, size)
    page.multi_cell(WIDTH, size / 2, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _font(
    page: FPDF,
    family: str,
    size: float,
    style: str = "",
    *,
    color: tuple[int, int, int] = INK,
) -> None:
    page.set_font(family, "B" if style == "B" else "", size)
    page.set_text_color(*color)


def _in_full(page: FPDF, text: str, width: float) -> None:
    """Print an address or command on one line, else smaller, else wrapped at any character."""
    _font(page, MONO, _fitting(page, text, 9, width=width, family=MONO))
    letters = int(width / page.get_string_width("x") + 0.01)
    if len(text) > letters * MOST_LINES:
        text = text[: letters * MOST_LINES - len(CUT_MARK)] + CUT_MARK
    x = page.get_x()
    for start in range(0, len(text), letters):
        page.set_x(x)
        page.cell(width, 4.4, text[start : start + letters], new_x="LMARGIN", new_y="NEXT")


def _fitting(
    page: FPDF, text: str, size: float, *, width: float = WIDTH, family: str = SANS
) -> float:
    """Return the font size at which the text fits its line: ``size`` or smaller."""
    page.set_font(family, "", size)
    needed = page.get_string_width(text) or width
    return max(SMALLEST_FONT, min(size, size * width / needed))


def _grouped(key: str) -> list[str]:
    """Return the key's prefix, then lines of groups of four letters."""
    start, mark, letters = key.rpartition("1")
    groups = [letters[at : at + KEY_GROUP] for at in range(0, len(letters), KEY_GROUP)]
    return [
        start + mark,
        *(" ".join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE)),
    ]


def _qr_png(text: str) -> bytes:
    png = io.BytesIO()
    segno.make_qr(text, error="q").save(png, kind="png", scale=10, border=4)
    return png.getvalue()


def _latin(text: str) -> str:
    """Return one line for the built-in fonts; other characters percent-encoded, as in a URL."""
    return _ascii(one_line(text))


def _ascii(text: str) -> str:
    return "".join(c if c.isascii() else quote(c, errors="surrogatepass") for c in text)
