"""A computer that gives the next free numbers to its keys files, as ``sync/journal/keys.py`` does.

Run as ``python -m tests.servers.publisher URL KEY_FILE KNOWN_HOSTS WORD COUNT``; prints the names
that it wrote. It speaks to servers with old algorithms too: nothing of a person is sent.
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from picup_desktop.storage.errors import ObjectExists
from picup_desktop.storage.parts import Writer
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import algorithms


def main() -> None:
    """Write the files, one number after the other."""
    url, key_file, known_hosts, word, count = sys.argv[1:]
    algorithms.ETM_MACS = (*algorithms.ETM_MACS, *algorithms.IDLE_MACS)  # type: ignore[assignment]
    writer = Writer.of_run(word.encode().hex() * 16, word.encode().hex() * 8).in_new_process()
    access = Access(Path(known_hosts), key_file=Path(key_file), writer=writer)
    number = 1
    with closing(parse_place(url).open(access)) as storage, tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        for each in range(int(count)):
            source.write_text(f"{word} {each}")
            while True:
                name = f"keys/{number}.age"
                number += 1
                try:
                    storage.put(name, source)
                except ObjectExists:
                    continue
                print(name, f"{word} {each}", flush=True)  # noqa: T201
                break


if __name__ == "__main__":
    main()
