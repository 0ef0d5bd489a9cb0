"""Whether two places are one box or one folder, as far as their addresses say (5-8)."""

import pytest

from picup_desktop.ui.welcome.two_places import Likeness, SeenPlace, likeness

NONE, ONE_BOX, ONE_FOLDER = Likeness.NONE, Likeness.ONE_BOX, Likeness.ONE_FOLDER
ONE_PROVIDER = Likeness.ONE_PROVIDER


@pytest.mark.parametrize(
    ("main", "backup", "found"),
    [
        (("", ""), ("", ""), NONE),
        (("sftp://a@nas/x", ""), ("", ""), NONE),
        (("", "SHA256:k"), ("", ""), NONE),
        (("sftp://a@nas/x", ""), ("sftp://a@other/x", ""), NONE),
        (("sftp://a@nas/x", "SHA256:k"), ("sftp://a@other/x", "SHA256:l"), NONE),
        (("sftp://a@nas/x", "SHA256:k"), ("sftp://a@other/x", "SHA256:k"), ONE_BOX),
        (("s3://k@s3/b/x", "SHA256:k"), ("davs://a@cloud/x", "SHA256:k"), NONE),
        (("davs://a@one/x", "SHA256:k"), ("davs://a@two/x", "SHA256:k"), NONE),
        (("s3://k@s3/b/x", ""), ("s3://k@s3/b/y", ""), ONE_PROVIDER),
        (("s3://k@s3/b/x", ""), ("s3://l@s3:443/c", ""), ONE_PROVIDER),
        (("s3://k@s3/b/x", ""), ("s3://k@s3:443/b/x", ""), ONE_FOLDER),
        (("s3://k@nas:9000/b", ""), ("davs://a@nas/b", ""), ONE_PROVIDER),
        (("sftp://a@nas/x", ""), ("davs://a@nas:5006/x", ""), ONE_BOX),
        (("sftp://a@127.0.0.1:2222/x", ""), ("s3+http://k@127.0.0.1:9000/b", ""), NONE),
        (("sftp://a@localhost:2222/x", ""), ("dav+http://a@localhost/b", ""), NONE),
        (("file://nas/photos/a", ""), ("sftp://a@nas/photos", ""), ONE_BOX),
        (("davs://a@one/x", ""), ("s3://k@two/x", ""), NONE),
        (("sftp://a@nas/x", ""), ("sftp://a@nas/y", ""), ONE_BOX),
        (("sftp://a@nas/x", ""), ("sftp://a@NAS:22/y", ""), ONE_BOX),
        (("sftp://a@nas/x", ""), ("sftp://a@nas:2222/x", ""), NONE),
        (("sftp://a@nas/x", ""), ("sftp://b@nas/x", ""), ONE_FOLDER),
        (("sftp://a@nas/x", ""), ("sftp://a@nas/x/", ""), ONE_FOLDER),
        (("sftp://a@nas/x", ""), ("sftp://a@nas/y/../x", ""), ONE_FOLDER),
        (("sftp://a@nas/x", ""), ("sftp://a@nas/x/y", ""), ONE_FOLDER),
        (("sftp://a@nas/x/y", ""), ("sftp://a@nas/x", ""), ONE_FOLDER),
        (("sftp://a@nas/x", ""), ("sftp://a@nas/xy", ""), ONE_BOX),
        (("sftp://a@nas/.", ""), ("sftp://a@nas/x", ""), ONE_FOLDER),
        (("sftp://a@nas/%EC%82%AC", ""), ("sftp://a@nas/사", ""), ONE_FOLDER),
        (("file:///mnt/a", ""), ("file:///mnt/b", ""), NONE),
        (("file:///mnt/a", ""), ("file:///mnt/a/b", ""), ONE_FOLDER),
        (("file:///mnt/a", ""), ("sftp://a@nas/mnt/a", ""), NONE),
        (("file://nas/photos/a", ""), ("file://other/photos/a", ""), NONE),
        (("file://nas/photos/a", ""), ("file://NAS/photos/b", ""), ONE_BOX),
        (("file://nas/photos/a", ""), ("file://nas/photos/a/b", ""), ONE_FOLDER),
        (("file://nas/photos/a", ""), ("file:///photos/a", ""), NONE),
        (("sftp://a@nas:port/x", ""), ("sftp://a@nas:port/x", ""), NONE),
    ],
)
def test_5_8_what_two_addresses_have_in_common(
    main: tuple[str, str], backup: tuple[str, str], found: Likeness
) -> None:
    assert likeness(SeenPlace(*main), SeenPlace(*backup)) is found
    assert likeness(SeenPlace(*backup), SeenPlace(*main)) is found


@pytest.mark.parametrize(
    ("main", "backup", "found"), [("1", "1", ONE_BOX), ("1", "2", NONE), ("1", "", NONE)]
)
def test_5_8_two_folders_on_one_disk_are_lost_with_it(
    main: str, backup: str, found: Likeness
) -> None:
    one, other = SeenPlace("file:///mnt/a", disk=main), SeenPlace("file:///mnt/b", disk=backup)
    assert likeness(one, other) is likeness(other, one) is found
