"""What an answer of an S3 store means, as one of the errors of storages.

S3 API reference, "Error responses": the code in the answer's XML says more than the status of
HTTP. An answer to HEAD has no body, so its status is all that there is: another question, whose
answer has one, says why it was refused.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from picup_desktop.names import shown
from picup_desktop.storage.errors import (
    ClockRefused,
    LoginRefused,
    ObjectExists,
    ObjectNotFound,
    StorageArchived,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageHolds,
    StorageImpossible,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.storage.sums import PART_BYTES

_CODE = re.compile(r"<Code>(\w{1,80})</Code>|\(code: (\w{1,80})\)")
"""The second is about one name of several in a request that was answered well otherwise."""
_STATUS = re.compile(r"status code: (\d{3})\b|\bstatus: (\d{3})\b")
_REGION = re.compile(r"<Region>([a-z0-9-]{1,40})</Region>|expecting '([a-z0-9-]{1,40})'")
_WANTS_CHECKSUM = re.compile(r"<Message>[^<]{0,80}(?:Content-MD5|x-amz-checksum)[^<]{0,80}required")
_NAMES_SUMS = re.compile(r"<Message>[^<]{0,160}checksum", re.IGNORECASE)
_REFUSES_SUMS = {"BadDigest", "InvalidDigest", "InvalidPart", "XAmzContentChecksumMismatch"}
_NOT_CONNECTED = ("dns error", "tcp connect error", "connection refused", "network unreachable")
_IMPOSSIBLE = ("invalid path", "invalid list response", "non-partial response", "got invalid")
_ELSEWHERE = ("following redirect", "redirect without location")
"""Of the library: a redirect to no end, or one that names no address, as to another region."""
_NO_TAG = "etag header missing"
_CERTIFICATE = ("certificate", "tls handshake")
_TLS = (*_CERTIFICATE, "invalidmessage", "invalidcontenttype", "alertreceived")

_LOGIN = {
    *("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken"),
    *("AccountProblem", "NotSignedUp", "AuthFailure"),
}
_REDIRECT = "TemporaryRedirect"
_REGION_WANTED = {
    *("AuthorizationHeaderMalformed", "PermanentRedirect", _REDIRECT),
    *("IllegalLocationConstraintException", "InvalidRegion"),
}
_FULL = {
    *("QuotaExceeded", "ServiceQuotaExceeded", "InsufficientCapacity", "InsufficientStorage"),
    *("TooManyBuckets", "XMinioStorageFull", "XAmzStorageCapExceeded", "cap_exceeded"),
}
BUSY = {
    *("SlowDown", "ServiceUnavailable", "Throttling", "TooManyRequests", "RequestLimitExceeded"),
    *("InternalError", "OperationAborted", "RequestTimeout", "ServerBusy", "InternalServerError"),
    *("XMinioServerNotInitialized", "BandwidthLimitExceeded"),
}
_LOCKED = {
    *("RetentionPolicyNotMet", "ObjectUnderActiveHold", "ObjectLocked"),
    "ObjectLockedByBucketPolicy",
}
"""Locks of whole buckets, whose answers name no date."""
_ABOUT_ONE_NAME: Mapping[str, tuple[type[StorageError], str]] = {
    "NoSuchKey": (ObjectNotFound, "object-is-not-on-storage"),
    "PreconditionFailed": (ObjectExists, "name-is-there-already"),
    "ConditionalRequestConflict": (ObjectExists, "name-is-there-already"),
}
_ABOUT_THE_STORE: Sequence[tuple[Collection[str], type[StorageError], str]] = (
    ({"NoSuchBucket"}, StorageUnreachable, "bucket-is-not-there"),
    ({"RequestTimeTooSkewed"}, ClockRefused, "bucket-clock-differs"),
    (_LOGIN, LoginRefused, "bucket-refuses-key"),
    (_REGION_WANTED, StorageDenied, "bucket-wants-region"),
    (_FULL, StorageFull, "bucket-is-full"),
    (BUSY, StorageAway, "bucket-is-too-busy"),
    (_LOCKED, StorageHolds, "storage-holds-until-lifted"),
    ({"InvalidObjectState"}, StorageArchived, "bucket-archives"),
    # The upload ended, by this program's own last request maybe, whose answer was lost; or parts
    # of it went, as by a rule of the bucket.
    (
        {"NoSuchUpload", "InvalidPart", "InvalidPartOrder"},
        StorageAway,
        "bucket-did-not-answer",
    ),
)
_DENIED: tuple[type[StorageError], str] = (StorageDenied, "bucket-denies")
_NO_S3 = "bucket-answers-no-s3"
_BARE = {"400", "403"}
"""What stands for several reasons, where no body names one."""
_NO_ANSWER = "HTTP "
"""How a code begins that stands for the status of a page: a store says in XML what is wrong."""
_BY_STATUS: Mapping[str, str] = {
    "301": "PermanentRedirect",
    **dict.fromkeys(("302", "303", "307", "308"), _REDIRECT),
    "401": "SignatureDoesNotMatch",
    "403": "AccessDenied",
    "404": "NoSuchKey",
    "408": "RequestTimeout",
    "409": "OperationAborted",
    "412": "PreconditionFailed",
    "416": "InvalidRange",
    "429": "SlowDown",
    "500": "InternalError",
    "501": "NotImplemented",
    "502": "ServiceUnavailable",
    "503": "SlowDown",
    "504": "ServiceUnavailable",
    "507": "InsufficientStorage",
}


@dataclass(frozen=True)
class Answer:
    """What a failed request was answered; ``code`` is empty if nobody answered."""

    code: str
    text: str


def answer_in(text: str) -> Answer:
    """Return the answer that the library's error text holds."""
    code = _CODE.search(text)
    if code is not None:
        return Answer(code[1] or code[2], text)
    status = _STATUS.search(text)
    if status is None:
        return Answer("", text)
    return Answer(code_of(status[1] or status[2]), text)


def code_of(status: int | str) -> str:
    """Return the code that an answer without one stands for, by its status of HTTP.

    It is that of trouble of the store for what no store answers at all but for a page.
    """
    known = _BY_STATUS.get(str(status))
    return known or (f"{_NO_ANSWER}{status}" if 400 <= int(status) < 500 else "InternalError")


def is_of_a_store(code: str) -> bool:
    """Return whether a store answers so; else it is the status of a page."""
    return not code.startswith(_NO_ANSWER)


def region_asked_for(text: str) -> str | None:
    """Return the region that the store wants instead; None if it names none."""
    found = _REGION.search(text)
    return None if found is None else found[1] or found[2]


def meaning_of(answer: Answer, *, store: str, bucket: str, name: str) -> StorageError:
    """Return the error of storages that an answer means.

    ``store`` is the host, ``name`` what was asked for. That nobody answered is StorageAway, and
    StorageUnreachable only where nothing can have been written.
    """
    code, why = answer.code, _first_line(answer.text)
    if not code:
        return _unanswered(answer.text.lower(), store, bucket, why)
    if not is_of_a_store(code):
        return StorageImpossible(_NO_S3, store=store, why=code)
    if code in _ABOUT_ONE_NAME:
        kind, sentence = _ABOUT_ONE_NAME[code]
        return kind(sentence, name=name)
    kind, sentence = next(
        ((of, says) for codes, of, says in _ABOUT_THE_STORE if code in codes), _DENIED
    )
    if kind is StorageHolds:
        return kind(sentence)
    return kind(sentence, bucket=bucket, store=store, why=code)


def wants_checksum(text: str) -> bool:
    """Return whether a bucket with a lock refuses an object that came without its checksum."""
    return _WANTS_CHECKSUM.search(text) is not None


def refuses_checksum(text: str) -> bool:
    """Return whether a store refuses an object for the checksum that came with it."""
    return answer_in(text).code in _REFUSES_SUMS or _NAMES_SUMS.search(text) is not None


def is_refused_without_reason(text: str) -> bool:
    """Return whether a store refused a question whose answer has no body to say why."""
    status = _STATUS.search(text)
    return _CODE.search(text) is None and status is not None and (status[1] or status[2]) in _BARE


def names_no_tag(text: str) -> bool:
    """Return whether a store did what it was asked, in an answer that lacks the usual ``ETag``."""
    return _NO_TAG in text.lower()


def is_busy(text: str) -> bool:
    """Return whether the library's error text says that the store answers, and has no time."""
    return answer_in(text).code in BUSY


def is_about_tls(text: str) -> bool:
    """Return whether the library's error text says that TLS did not begin."""
    lower = text.lower()
    return not answer_in(text).code and any(words in lower for words in _TLS)


def _unanswered(text: str, store: str, bucket: str, why: str) -> StorageError:
    if any(words in text for words in _CERTIFICATE):
        return StorageUnreachable("bucket-shows-no-certificate", store=store, why=why)
    if _NO_TAG in text:
        return StorageNonsense(
            "bucket-names-no-parts", store=store, mebibytes=PART_BYTES // (1024 * 1024)
        )
    if any(words in text for words in _NOT_CONNECTED):
        return StorageUnreachable("server-cant-be-reached", server=store, why=why)
    if any(words in text for words in _ELSEWHERE):
        return StorageDenied("bucket-wants-region", bucket=bucket, store=store, why=_REDIRECT)
    if any(words in text for words in _IMPOSSIBLE):
        return StorageImpossible(_NO_S3, store=store, why=why)
    return StorageAway("bucket-did-not-answer", store=store, why=why)


def _first_line(text: str) -> str:
    """Return the first line, without what the library appends for its own developers."""
    return shown(text.strip().partition("\n")[0][:300])
