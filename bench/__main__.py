"""`python -m bench`: the benchmarks, each a table beside a peer measured in the same run."""

import sys

from bench import as_of, bucket, gallery, growth, read, seen, upload
from bench import open as opening

BENCHES = {
    "upload": upload.main,
    "far": upload.far,
    "growth": growth.main,
    "bucket": bucket.main,
    "read": read.main,
    "open": opening.main,
    "gallery": gallery.main,
    "as-of": as_of.main,
    "seen": seen.main,
}


def main() -> int:
    chosen = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in chosen if name not in BENCHES]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(BENCHES)}")
        return 2
    for name in chosen:
        BENCHES[name]()
    return 0


sys.exit(main())
