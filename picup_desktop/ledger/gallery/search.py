"""Search of the gallery: words in names, folders and names of albums.

Words of three letters or more use an index (SQLite's FTS5 with trigrams), and the shots
found are then checked. A word of one or two letters, or a very frequent one, is searched
in every shot: 0.1 s with a million shots, and still faster than following the index to
each of them.
"""

from picup_desktop.ledger.schema.database import Database

LETTERS = 3
MOST_FOUND = 20_000
"""With more candidates than that, reading all shots in order is faster."""


def having(database: Database, word: str) -> tuple[str, list[object]]:
    """Return the SQL condition that a shot ``s`` matches a word, and its values."""
    found = "instr(s.words, ?)"
    values: list[object] = [word]
    if len(word) >= LETTERS and (letters := _match(word)) and _is_rare(database, letters):
        found = (
            "(s.id IN (SELECT rowid FROM shot_text WHERE shot_text MATCH ?) AND instr(s.words, ?))"
        )
        values = [letters, word]
    albums = [
        album_id
        for (album_id,) in database.query(
            "SELECT id FROM album WHERE instr(lower(name), ?)", (word,)
        )
    ]
    if not albums:
        return found, values
    return f"({found} OR s.album_id IN ({', '.join('?' * len(albums))}))", [*values, *albums]


def _match(word: str) -> str:
    """Return the FTS5 query for all trigrams of a word."""
    threes = dict.fromkeys(word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1))
    return " AND ".join(f'"{three.replace(chr(34), chr(34) * 2)}"' for three in threes)


def _is_rare(database: Database, letters: str) -> bool:
    ((many,),) = database.query(
        "SELECT COUNT(*) FROM (SELECT 1 FROM shot_text WHERE shot_text MATCH ? LIMIT ?)",
        (letters, MOST_FOUND + 1),
    )
    return int(many) <= MOST_FOUND
