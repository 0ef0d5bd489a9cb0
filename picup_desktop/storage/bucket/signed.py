"""Signs requests of S3 that obstore has no call for: AWS Signature Version 4, in a header.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. Pure functions.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

_ALGORITHM = "AWS4-HMAC-SHA256"
_UNRESERVED = "-_.~"


@dataclass(frozen=True)
class Signer:
    """Whose requests they are, and for which region."""

    key: str
    secret: str = field(repr=False)
    region: str


@dataclass(frozen=True)
class Request:
    """One request; ``path`` and ``query`` are not quoted yet."""

    method: str
    host: str
    """As the header has it: with the port, where that is not the usual one."""
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """More that are signed, named in lower case."""
    digest: str = hashlib.sha256(b"").hexdigest()
    """The SHA-256 of the body."""

    @property
    def target(self) -> str:
        """The path with its query, quoted as they are signed."""
        return "?".join(part for part in (self._quoted_path, self._quoted_query) if part)

    @property
    def _quoted_path(self) -> str:
        return quote(self.path, safe=f"/{_UNRESERVED}")

    @property
    def _quoted_query(self) -> str:
        pairs = sorted(
            (quote(name, safe=_UNRESERVED), quote(value, safe=_UNRESERVED))
            for name, value in self.query.items()
        )
        return "&".join(f"{name}={value}" for name, value in pairs)

    def canonical(self, headers: Mapping[str, str]) -> str:
        """Return the text whose hash is signed."""
        names = sorted(headers)
        lines = [f"{name}:{headers[name].strip()}\n" for name in names]
        parts = (self.method, self._quoted_path, self._quoted_query, "".join(lines))
        return "\n".join((*parts, ";".join(names), self.digest))


def signed_headers(request: Request, signer: Signer, at: datetime) -> dict[str, str]:
    """Return all headers of a request, signed for 15 minutes around ``at``, which is in UTC."""
    stamp, day = at.strftime("%Y%m%dT%H%M%SZ"), at.strftime("%Y%m%d")
    headers = {
        **request.headers,
        "host": request.host,
        "x-amz-content-sha256": request.digest,
        "x-amz-date": stamp,
    }
    scope = f"{day}/{signer.region}/s3/aws4_request"
    hashed = hashlib.sha256(request.canonical(headers).encode()).hexdigest()
    said = "\n".join((_ALGORITHM, stamp, scope, hashed))
    key = f"AWS4{signer.secret}".encode()
    for part in (day, signer.region, "s3", "aws4_request"):
        key = _keyed(key, part)
    signature = _keyed(key, said).hex()
    headers["authorization"] = (
        f"{_ALGORITHM} Credential={signer.key}/{scope},"
        f"SignedHeaders={';'.join(sorted(headers))},Signature={signature}"
    )
    return headers


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
