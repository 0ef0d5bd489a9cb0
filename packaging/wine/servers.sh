#!/usr/bin/env bash
# Two OpenSSH servers of this system on the loopback, until standard input ends. Prints their ports.
# usage: servers.sh FOLDER      (FOLDER gets client_key, main/ and backup/)
set -euo pipefail
folder=$(realpath "$1")
mkdir -p "$folder"
[ -f "$folder/client_key" ] || ssh-keygen -q -t ed25519 -N "" -f "$folder/client_key"
sshd=$(PATH=$PATH:/usr/sbin command -v sshd)
mkdir -p /run/sshd
port=${PORT:-22701}
started=()
trap 'kill "${started[@]}" 2>/dev/null || true' EXIT
for role in main backup; do
  mkdir -p "$folder/$role"
  [ -f "$folder/$role.host" ] || ssh-keygen -q -t ed25519 -N "" -f "$folder/$role.host"
  printf '%s\n' "Port $port" "ListenAddress 127.0.0.1" "HostKey $folder/$role.host" "PidFile none" "UsePAM no" \
    "AuthorizedKeysFile $folder/client_key.pub" "StrictModes no" "PasswordAuthentication no" "PermitRootLogin yes" \
    "Subsystem sftp internal-sftp -d $folder/$role" >"$folder/$role.conf"
  "$sshd" -D -f "$folder/$role.conf" &
  started+=($!)
  echo "$port"
  port=$((port + 1))
done
cat >/dev/null
