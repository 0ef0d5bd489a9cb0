# Part of the packages' scripts: a program whose files are replaced under it must not go on, as it
# reads from them while it runs; and one that protected photos before an upgrade does so after it.
program=/usr/lib/picup-desktop/picup
remembered=/run/picup-desktop.upgrade
patience_seconds=15

# Of this very file, and not of a container: a path in /proc is the one inside of it, where somebody
# may have put another file of that name.
picup_is_ours() { # PID
  # The shell looks itself: there are hundreds of processes, and each program started costs.
  [ "/proc/$1/exe" -ef "$program" ] || return 1
  # In some containers nobody may look at the first process; this one is in the right place then.
  mounts=$(readlink /proc/1/ns/mnt 2>/dev/null) || mounts=$(readlink "/proc/$$/ns/mnt")
  [ "$(readlink "/proc/$1/ns/mnt" 2>/dev/null)" = "$mounts" ]
}

picup_processes() {
  for folder in /proc/[0-9]*; do
    picup_is_ours "${folder#/proc/}" && echo "${folder#/proc/}"
  done
  return 0
}

# The person it runs as. The owner of its folder in /proc says root of a process that keeps its
# memory to itself.
picup_owner() { # PID
  sed -n 's/^Uid:[[:space:]]*\([0-9]*\)[[:space:]]\1[[:space:]]\1[[:space:]].*/\1/p' "/proc/$1/status" 2>/dev/null
}

# What of an environment is one: anything else would be taken for the command to start.
picup_environment() {
  grep -z -e '^[A-Za-z_][A-Za-z0-9_]*=' | grep -zv -e '^_PYI_' -e '^LD_LIBRARY_PATH' || true
}

# What goes on by itself: a window, or the background program; not what somebody typed.
picup_lasting_words() { # WORDS of a command line
  case ${1##*/} in picup-desktop) return 0 ;; esac
  while [ $# -gt 1 ]; do
    shift
    case $1 in
      run | --open-window) return 0 ;;
      --home) [ $# -gt 1 ] && shift ;;
      --command-line | --json | --home=*) ;;
      *) return 1 ;;
    esac
  done
  return 1
}

# One of those, unless another of ours started it: the window starts its background program itself.
picup_lasts() { # PID
  parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null) || return 1
  picup_is_ours "$parent" && return 1
  (IFS='
'
    set -f
    # Words apart by lines: none that counts here has one in it.
    picup_lasting_words $(tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline"))
}

# What has to be started again, beside what another package of ours remembered a moment ago, as one
# list each: the environment it had, without what the program
# itself put there, then its words; systemd's own are systemd's to start.
picup_remember() {
  mkdir -p -m 700 "$remembered" || return 0
  for pid in $(picup_processes); do
    picup_lasts "$pid" || continue
    owner=$(picup_owner "$pid")
    [ -n "$owner" ] || continue
    {
      picup_environment <"/proc/$pid/environ"
      if grep -q '/picup-desktop\.service$' "/proc/$pid/cgroup"; then
        printf '%s\0' systemctl --user start picup-desktop.service
      else
        cat "/proc/$pid/cmdline"
      fi
    } >"$remembered/$pid.$owner" 2>/dev/null || rm -f "$remembered/$pid.$owner"
  done
}

# Asked to end, each leaves nothing half-recorded within 5 s (picup run, docs/cli.md).
picup_end() {
  asked=" "
  left=$patience_seconds
  while [ -n "$(picup_processes)" ] && [ "$left" -gt 0 ]; do
    for pid in $(picup_processes); do
      case $asked in *" $pid "*) continue ;; esac
      kill -TERM "$pid" 2>/dev/null || true
      asked="$asked$pid "
    done
    sleep 1
    left=$((left - 1))
  done
  return 0
}

# Each as the person it belongs to, with what it had around it.
picup_again() {
  for one in "$remembered"/*.*; do
    [ -s "$one" ] || continue
    user=$(getent passwd "${one##*.}" | cut -d: -f1)
    [ -n "$user" ] || continue
    (cd / && setsid --fork setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups \
      xargs -0 -x env -i <"$one" >/dev/null 2>&1) || true
  done
  rm -rf "$remembered"
}
