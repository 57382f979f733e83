#!/bin/bash
# Builds the image with buildah, on a base made with debootstrap under the name of the base, and runs
# it as its user, on a read-only file system, in a memory cgroup of 256 MiB: start, health, the load of
# load.mjs, and the end. Prints a row of the README's table. Needs root and Debian; installs there what is missing.
#   image.sh                   as .ci/run does
#   REQUESTS=1000000 image.sh  also memory after so many calls
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
name=mcpecho/mcp-echo:1.0.0
base=$(sed -n 's/^ARG BASE=\([^@]*\).*/\1/p' Dockerfile)
limit=$((256 * 1024 * 1024))

fail() {
  echo "FAILED: image, $*" >&2
  exit 1
}

[[ $(id -u) == 0 ]] || fail "only root may chroot, mount and make a cgroup"
command -v apt-get >/dev/null || fail "debootstrap and buildah are Debian's here"

install_missing() {
  local missing=() program
  for program in buildah debootstrap curl; do
    command -v $program >/dev/null || missing+=($program)
  done
  command -v node >/dev/null || missing+=(nodejs)
  [[ -z ${REQUESTS:-} ]] || command -v wrk >/dev/null || missing+=(wrk)
  ((${#missing[@]})) || return 0
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

work=$(mktemp -d)
cgroup=
pid=
asker=
clean_up() {
  [[ -z $asker ]] || kill "$asker" 2>/dev/null || true
  stop_server
  [[ -z $cgroup ]] || rmdir "$cgroup" 2>/dev/null || true
  buildah_here rm --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

buildah_here() {
  command -v buildah >/dev/null || return 0
  buildah --root "$work/storage" --runroot "$work/run" --storage-driver vfs "$@"
}

# quietly NAME COMMAND...: shows what it says only if it fails
quietly() {
  local what=$1
  shift
  "$@" >"$work/log" 2>&1 || { tail -40 "$work/log"; fail "$what"; }
}

# The mirror is that of this machine.
make_base() {
  local mirror suite=${base#*:} container
  mirror=$(apt-get indextargets --format '$(SITE)' "Codename: ${suite%%-*}" | grep -m1 'debian$') \
    || fail "apt knows no mirror of Debian ${suite%%-*} from which to make the base"
  quietly "the base cannot be made" debootstrap --variant=minbase "${suite%%-*}" "$work/base" "$mirror"
  container=$(buildah_here from scratch)
  buildah_here add -q "$container" "$work/base" / >/dev/null
  buildah_here commit -q --format docker "$container" "$base" >/dev/null
  buildah_here rm "$container" >/dev/null
  rm -rf "$work/base"
}

# A cgroup of version 1 or 2.
make_cgroup() {
  if [[ -d /sys/fs/cgroup/memory ]]; then
    cgroup=/sys/fs/cgroup/memory/mcp-echo-image.$$
    mkdir "$cgroup" && echo $limit >"$cgroup/memory.limit_in_bytes" || fail "no memory cgroup can be made here"
    peak=$cgroup/memory.max_usage_in_bytes
  else
    cgroup=/sys/fs/cgroup/mcp-echo-image.$$
    grep -qw memory /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null \
      || echo +memory >/sys/fs/cgroup/cgroup.subtree_control || fail "this machine has no memory controller"
    mkdir "$cgroup" && echo $limit >"$cgroup/memory.max" || fail "no memory cgroup can be made here"
    echo 0 >"$cgroup/memory.swap.max" 2>/dev/null || true
    peak=$cgroup/memory.peak
  fi
}

# inside COMMAND...: replaces this process by one that runs as the image says
inside() {
  echo "$BASHPID" >"$cgroup/cgroup.procs"
  exec unshare --mount --propagation private bash -c '
    files=$1 user=$2
    shift 2
    mount --bind "$files" "$files"
    mount -t proc proc "$files/proc"
    mount --bind /dev "$files/dev"
    mount -o remount,bind,ro "$files"
    exec chroot --userspec="$user" "$files" /usr/bin/env -i "$@"' - "$files" "$user" "${variables[@]}" "$@"
}

# image_says FIELD: one item a line
image_says() {
  buildah_here inspect --type image $name | node -e '
    const config = JSON.parse(require("fs").readFileSync(0, "utf8")).Docker.config
    const value = process.argv[1].split(".").reduce((object, key) => object[key], config)
    console.log([value].flat().join("\n"))' "$1"
}

start_server() {
  (inside MCP_ECHO_PORT="$port" "${entrypoint[@]}") >"$work/server" 2>&1 &
  pid=$!
}

stop_server() {
  if [[ -n $pid ]]; then
    kill "$pid" 2>/dev/null || true
    ended=0
    wait "$pid" || ended=$?
    pid=
  fi
}

health() {
  (inside MCP_ECHO_PORT="$port" "${healthcheck[@]}")
}

until_it_answers() {
  local from answer=
  from=$(date +%s%N)
  until [[ $answer == *'"text":"Hello!"'* ]]; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/server"; fail "it ended"; }
    (($(date +%s%N) - from < 60000000000)) || fail "it does not answer"
    answer=$(call echo '{"message":"Hello!"}' || true)
  done
  started=$((($(date +%s%N) - from) / 1000000))
}

call() {
  curl -s -m 5 "http://127.0.0.1:$port/mcp" -H 'Content-Type: application/json' \
    -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"$1\",\"arguments\":$2}}"
}

# memory: resident and of that private, in MiB
memory() {
  awk '/^VmRSS/ {all = $2} /^RssAnon/ {own = $2} END {printf "%.0f MiB (%.0f private)", all / 1024, own / 1024}' "/proc/$pid/status"
}

install_missing
[[ -f $root/echo-standalone/target/echo-standalone.jar ]] \
  || (cd "$root" && mvn -q -B -DskipTests -pl echo-standalone -am package)
make_base
quietly "it cannot be built" buildah_here bud --isolation chroot --format docker --build-arg BASE="$base" \
  -f Dockerfile -t $name "$root"
files=$(buildah_here mount "$(buildah_here from $name)")
user=$(image_says User)
mapfile -t variables < <(image_says Env)
mapfile -t entrypoint < <(image_says Entrypoint)
mapfile -t healthcheck < <(image_says Healthcheck.Test)
[[ ${healthcheck[0]} == CMD && $user =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || fail "it has no user or no health"
healthcheck=("${healthcheck[@]:1}")
size=$(du -sm "$files" | cut -f1)
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
make_cgroup

if health >/dev/null 2>&1; then
  fail "health of what does not run"
fi
start_server
until_it_answers
grep -q "^Uid:.${user%:*}" "/proc/$pid/status" || fail "it runs as another user"
grep -q mcp-echo.jsa "/proc/$pid/maps" || fail "the archive of classes is not used"
if (inside /bin/touch /tmp/file) 2>/dev/null; then
  fail "its file system can be written"
fi
health >/dev/null || fail "it is not healthy"
for tool in printHeader authContext healthProbe environmentDump requestTiming whoIStheGOAT; do
  [[ $(call $tool '{}') == *'"result":{"content"'* ]] || fail "$tool does not answer"
done
sleep 12
idle=$(memory)
after=
if [[ -n ${REQUESTS:-} ]]; then
  done=0
  while ((done < REQUESTS)); do
    count=$(wrk -t1 -c64 -d10s -s ../benchmarks/echo.lua "http://127.0.0.1:$port/mcp" -- legacy | sed -n 's/^RESULT \([0-9]*\).*/\1/p')
    done=$((done + count))
  done
  after=", after $done calls $(memory)"
fi
# What asks for health needs memory of the container too, one at a time.
(while [[ ! -e $work/loaded ]]; do sleep 2; health >/dev/null 2>&1 || true; done) &
asker=$!
load=$(node load.mjs "http://127.0.0.1:$port/mcp") || { cat "$work/server"; fail "under load"; }
touch "$work/loaded"
wait $asker
asker=
kill -0 "$pid" 2>/dev/null || fail "it ended under load"
health >/dev/null || fail "it is not healthy after load"
most=$(($(cat "$peak" 2>/dev/null || echo 0) / 1048576))
stop_server
((ended == 143)) || { cat "$work/server"; fail "SIGTERM ended it with status $ended"; }
echo "OK: image, $size MiB of files, first answer after $started ms, idle $idle$after, $most MiB at most under load: $load"
