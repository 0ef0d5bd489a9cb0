"""What the gallery is searched by: words in names and folders, and names of albums.

Three letters in a row are looked up in an index (SQLite's FTS5 with trigrams), then the
shots that have them all are looked at. A word of one or two letters, or one that very many
have, is looked for in every shot: that takes longer, 0.1 s with a million, and less than
following the index to each.
"""

from picup_desktop.ledger.schema.database import Database

LETTERS = 3
MOST_FOUND = 20_000
"""With more shots than that to look at, reading all of them in their order is faster."""


def having(database: Database, word: str) -> tuple[str, list[object]]:
    """The condition that a shot ``s`` is found by a word, and its values."""
    found = "instr(s.words, ?)"
    values: list[object] = [word]
    if len(word) >= LETTERS and (letters := _match(word)) and _is_rare(database, letters):
        found = (
            "(s.id IN (SELECT rowid FROM shot_text WHERE shot_text MATCH ?) AND instr(s.words, ?))"
        )
        values = [letters, word]
    albums = [
        album_id
        for (album_id,) in database.rows_of(
            "SELECT id FROM album WHERE instr(lower(name), ?)", (word,)
        )
    ]
    if not albums:
        return found, values
    return f"({found} OR s.album_id IN ({', '.join('?' * len(albums))}))", [*values, *albums]


def _match(word: str) -> str:
    """All of a word's threes, each as a quoted string of FTS5."""
    threes = dict.fromkeys(word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1))
    return " AND ".join(f'"{three.replace(chr(34), chr(34) * 2)}"' for three in threes)


def _is_rare(database: Database, letters: str) -> bool:
    ((many,),) = database.rows_of(
        "SELECT COUNT(*) FROM (SELECT 1 FROM shot_text WHERE shot_text MATCH ? LIMIT ?)",
        (letters, MOST_FOUND + 1),
    )
    return int(many) <= MOST_FOUND
