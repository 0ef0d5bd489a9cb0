"""Signatures of requests to S3, against those that Amazon publishes.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Examples".
"""

from datetime import UTC, datetime

import pytest

from picup_desktop.storage.bucket.signed import Request, Signer, signed_headers

SIGNER = Signer("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
AT, HOST = datetime(2013, 5, 24, tzinfo=UTC), "examplebucket.s3.amazonaws.com"


@pytest.mark.parametrize(
    ("request_", "target", "signature"),
    [
        (
            Request("GET", HOST, "/test.txt", headers={"range": "bytes=0-9"}),
            "/test.txt",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            Request("GET", HOST, "/", {"lifecycle": ""}),
            "/?lifecycle=",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            Request("GET", HOST, "/", {"prefix": "J", "max-keys": "2"}),
            "/?max-keys=2&prefix=J",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_the_published_examples(request_: Request, target: str, signature: str) -> None:
    headers = signed_headers(request_, SIGNER, AT)
    assert request_.target == target
    assert headers["authorization"].endswith(f",Signature={signature}")


def test_what_is_signed_is_what_is_sent() -> None:
    """A space, a slash in a value and a letter of another script are quoted alike in both."""
    asked = Request("GET", HOST, "/a b/ü", {"key": "x/y z"})
    assert asked.target == "/a%20b/%C3%BC?key=x%2Fy%20z"
    assert asked.canonical({"host": HOST}).split("\n")[1:3] == [
        "/a%20b/%C3%BC",
        "key=x%2Fy%20z",
    ]


def test_the_secret_is_in_no_text_of_it() -> None:
    assert SIGNER.secret not in repr(SIGNER)
