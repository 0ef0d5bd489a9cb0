"""Where sealed bytes are kept: the Storage interface, its kinds, and the courier processes."""

import sys

# WORKAROUND: paramiko imports invoke, and with it unittest, for one directive of ssh_config
# files that is never read here; every courier would start 0.1 s later. paramiko supports a
# missing invoke: https://docs.paramiko.org/en/stable/api/config.html
if "invoke" not in sys.modules:
    sys.modules["invoke"] = None  # type: ignore[assignment]
