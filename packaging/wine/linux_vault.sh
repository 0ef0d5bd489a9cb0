#!/usr/bin/env bash
# A vault that Linux makes on a server, with names that Windows forbids or folds: what checks.py
# restores there must be all of it.
# usage: linux_vault.sh FOLDER PICUP URL1 URL2 SSH_KEY      (FOLDER gets wanted.json, kit.txt, address.txt)
set -euo pipefail
folder=$1 picup=$2 main=$3 backup=$4 key=$5
rm -rf "$folder"
mkdir -p "$folder/Album"
export PICUP_HOME=$folder/home PICUP_PASSPHRASE="correct horse battery staple"
python=$(dirname "$picup")/python
"$python" - "$folder" <<'END'
import hashlib, json, os, sys, time
folder = sys.argv[1]
long = "/".join(["긴 이름 " * 18 + "x"] * 3)
names = ["CON.jpg", "con.jpg", "aux/1.jpg", "dot.jpg.", "space.jpg ", "a:b.jpg", "q?.jpg", "q*.jpg", "q_.jpg"]
names += ["A.jpg", "a.jpg", "Dir/1.jpg", "dir/1.jpg", "dir./1.jpg", "back\\slash.jpg", "back/slash.jpg"]
names += [f"{long}/깊은 é.jpg", "com¹.jpg", "latin\udce9.jpg"]
wanted = {}
for number, name in enumerate(names):
    file = os.path.join(folder, "Album", name)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    content = b"\xff\xd8\xff\xe0" + hashlib.sha256(str(number).encode()).digest() * 100
    with open(file, "wb") as writing:
        writing.write(content)
    os.utime(file, (time.time() - 60,) * 2)
    wanted[name] = hashlib.sha256(content).hexdigest()
with open(os.path.join(folder, "wanted.json"), "w", encoding="ascii") as writing:
    json.dump(wanted, writing)
END
"$picup" setup --main "$main" --backup "$backup" --ssh-key "$key" --accept-new-host-keys --recovery-kit "$folder/kit.txt"
"$picup" album add "$folder/Album"
"$picup" sync
printf '%s\n' "$backup" >"$folder/address.txt"
