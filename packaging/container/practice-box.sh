#!/bin/sh
# A practice NAS: SFTP on port 2222 for the user "picup", by the key pair in /keys, which the first
# box makes. Its files are in /box/photos. For trying things out, not for photos that matter.
set -eu
flock /keys/.made sh -c '[ -e /keys/id_ed25519 ] || ssh-keygen -q -t ed25519 -N "" -f /keys/id_ed25519'
[ -e /box/host_key ] || ssh-keygen -q -t ed25519 -N "" -f /box/host_key
mkdir -p /box/photos
exec /usr/sbin/sshd -D -e -f /dev/null \
  -o Port="${PORT:-2222}" -o ListenAddress="${LISTEN:-0.0.0.0}" -o HostKey=/box/host_key -o PidFile=none \
  -o AuthorizedKeysFile=/keys/id_ed25519.pub -o StrictModes=no \
  -o UsePAM=no -o PasswordAuthentication=no -o KbdInteractiveAuthentication=no \
  -o AllowTcpForwarding=no -o PermitTTY=no \
  -o Subsystem="sftp internal-sftp" -o ForceCommand=internal-sftp
