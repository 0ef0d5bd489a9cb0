"""A store that compares, keeps and names the SHA-256 of what it is sent, as Amazon's does.

moto's server keeps the objects; what it lacks is added here: it takes any hash for right. A test
makes it lie by ``names``.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.client import HTTPConnection
from urllib.parse import parse_qs, unquote

from tests.buckets import ACCESS_KEY, BucketServer
from tests.hostile import Answered, Asked, Hostile, hostile

SUM = "x-amz-checksum-sha256"


@dataclass
class Summing:
    """The store, and what it has noted."""

    behind: BucketServer
    server: Hostile = field(default_factory=lambda: Hostile(0))
    noted: dict[str, str] = field(default_factory=dict)
    """The sums by path, as they stand in the header."""
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    """The digests of parts by their numbers, by upload."""
    compares: bool = True
    refuses: bool = False
    """Whether it refuses all sums, as something that it does not know."""
    refuses_parts: bool = False
    names_parts: bool = True
    """Whether its answers to parts name their sums, which it wants back at the end."""
    names: Callable[[str, str | None], str | None] = lambda _path, noted: noted
    """What it names of a path, from what it noted."""
    more: dict[str, str] = field(default_factory=dict)
    """More headers of its answers to HEAD."""

    def url(self, bucket: str, prefix: str = "vault") -> str:
        """Return the address of a storage there."""
        return f"s3+http://{ACCESS_KEY}@127.0.0.1:{self.server.port}/{bucket}/{prefix}"

    def heads(self) -> list[Asked]:
        """Return what it was asked about sums."""
        return [one for one in self.server.asked if "x-amz-checksum-mode" in one.headers]

    def reads(self, below: str = "/objects/") -> list[Asked]:
        """Return the objects whose bytes were asked for."""
        return [one for one in self.server.asked if one.method == "GET" and below in one.path]

    def rule(self, asked: Asked) -> Answered | None:
        """Answer as the store behind, and compare and name sums."""
        path, upload = unquote(asked.path.partition("?")[0]), _upload_of(asked)
        refusal = self._refusal(asked, upload)
        answer = refusal or self._behind(asked)
        if answer.status >= 300:
            return answer
        told = asked.headers.get(SUM)
        if asked.method == "PUT" and upload and told is not None:
            number = int(parse_qs(asked.path.partition("?")[2])["partNumber"][0])
            self.parts.setdefault(upload, {})[number] = b64decode(told)
            named = {SUM: told} if self.names_parts else {}
            return replace(answer, headers={**answer.headers, **named})
        if asked.method == "PUT":
            self._note(path, told)
        elif asked.method == "POST" and upload:
            digests = self.parts.pop(upload, {})
            joined = sha256(b"".join(one for _, one in sorted(digests.items()))).digest()
            of_parts = f"{b64encode(joined).decode()}-{len(digests)}"
            self._note(path, of_parts if digests else None)
        elif asked.method == "HEAD" and "x-amz-checksum-mode" in asked.headers:
            noted = self.names(path, self.noted.get(path))
            sums = {} if noted is None else {SUM: noted}
            return Answered(answer.status, b"", {**answer.headers, **sums, **self.more})
        return answer

    def _refusal(self, asked: Asked, upload: str) -> Answered | None:
        told = asked.headers.get(SUM)
        if asked.method == "PUT" and told is not None:
            if self.refuses or (self.refuses_parts and upload):
                return _refused("InvalidArgument", f"Unsupported header '{SUM}' received.")
            if self.compares and b64decode(told) != sha256(asked.body).digest():
                return _refused("BadDigest", "The SHA256 you specified did not match.")
        if asked.method == "POST" and upload:
            wanted = len(self.parts.get(upload, {}))
            if asked.body.count(b"<ChecksumSHA256>") != wanted:
                text = "The complete request must include the checksum for each part."
                return _refused("InvalidRequest", text)
        return None

    def _note(self, path: str, told: str | None) -> None:
        if told is None:
            self.noted.pop(path, None)
        else:
            self.noted[path] = told

    def _behind(self, asked: Asked) -> Answered:
        with closing(HTTPConnection("127.0.0.1", self.behind.port, timeout=30)) as connection:
            headers = {name: value for name, value in asked.headers.items() if name != SUM}
            connection.request(asked.method, asked.path, asked.body, headers)
            said = connection.getresponse()
            body = said.read()
            left_out = {"connection", "date", "server", "transfer-encoding"}
            if asked.method != "HEAD":
                left_out.add("content-length")
            kept = {k: v for k, v in said.getheaders() if k.lower() not in left_out}
            # The server of these tests looks for it by this spelling.
            length = kept.pop("content-length", None)
            return Answered(
                said.status, body, {**kept, **({"Content-Length": length} if length else {})}
            )


def _upload_of(asked: Asked) -> str:
    """Return the upload in parts that a request belongs to; empty for none."""
    return parse_qs(asked.path.partition("?")[2]).get("uploadId", [""])[0]


def _refused(code: str, text: str) -> Answered:
    error = f"<Error><Code>{code}</Code><Message>{text}</Message></Error>"
    return Answered(400, error.encode())


@contextmanager
def summing(behind: BucketServer) -> Iterator[Summing]:
    """Run one before a server for as long as the block."""
    store = Summing(behind)
    with hostile(store.rule) as server:
        store.server = server
        yield store
