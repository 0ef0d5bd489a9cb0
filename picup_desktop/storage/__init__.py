"""Where bytes rest: the Storage interface, SFTP and folder behind it, courier processes."""

import sys

# WORKAROUND: paramiko loads invoke, and with it unittest, for one directive of ssh_config files
# that we never read; every courier would start a tenth of a second later. It is made for invoke
# being absent: https://docs.paramiko.org/en/stable/api/config.html
if "invoke" not in sys.modules:
    sys.modules["invoke"] = None  # type: ignore[assignment]
