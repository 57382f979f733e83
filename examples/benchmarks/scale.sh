#!/usr/bin/env bash
# More servers, more connections, and what one that is only held open costs. See README.md.
#   STREAMS=1000 CONNECTIONS=5000 MEASURE=5 ./scale.sh
set -euo pipefail
source "$(dirname "$0")/servers.sh"

measure=${MEASURE:-5}
streams=${STREAMS:-1000}
connections=${CONNECTIONS:-5000}
servers=()
nginx=
folder=$(mktemp -d)
ulimit -n "$(ulimit -Hn)"

stop_all() {
  local pid
  for pid in $nginx "${servers[@]}"; do
    kill "$pid" 2> /dev/null || true
  done
  for pid in $nginx "${servers[@]}"; do
    wait "$pid" 2> /dev/null || true
  done
  servers=()
  nginx=
}
trap 'stop_all; cleanup; rm -rf "$folder"' EXIT

# Starts servers 1 to N at the ports behind that of nginx, and nginx in front of them.
start_behind_nginx() {
  local count=$1 number
  {
    echo "worker_processes 1; daemon off; pid $folder/nginx.pid; error_log $folder/error.log; worker_rlimit_nofile 20000;"
    echo "events { worker_connections 9000; }"
    echo "http { access_log off; client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; upstream echo { keepalive 256;"
    for ((number = 1; number <= count; number++)); do
      echo "server 127.0.0.1:$((port + number));"
    done
    echo "} server { listen 127.0.0.1:$port; location / { proxy_pass http://echo; proxy_http_version 1.1;"
    echo 'proxy_set_header Connection ""; proxy_set_header Host $host; } } }'
  } > "$folder/nginx.conf"
  for ((number = 1; number <= count; number++)); do
    # shellcheck disable=SC2086 # JAVA_FLAGS is a list
    MCP_ECHO_HOST=127.0.0.1 MCP_ECHO_PORT=$((port + number)) \
      "$java" ${JAVA_FLAGS:-} -jar "$root/echo-standalone/target/echo-standalone.jar" > "$log" 2>&1 &
    servers+=($!)
  done
  nginx -c "$folder/nginx.conf" 2> /dev/null &
  nginx=$!
  for ((number = 1; number <= count; number++)); do
    until curl -sf -o /dev/null "http://127.0.0.1:$((port + number))/health"; do sleep 0.1; done
  done
  until answers; do sleep 0.1; done
}

ticks_of_all() {
  local pid
  for pid in "${servers[@]}"; do
    cat "/proc/$pid/stat"
  done | awk '{sum += $14 + $15} END {print sum}'
}

# What each server answered, as its metrics tell.
shares() {
  local number
  for ((number = 1; number <= ${#servers[@]}; number++)); do
    curl -s "http://127.0.0.1:$((port + number))/metrics" | awk '/^mcp_echo_requests_total/ {n += $NF} END {printf "%d ", n}'
  done
}

settle() {
  "$(dirname "$(readlink -f "$(command -v "$java")")")/jcmd" "$server" GC.run > /dev/null
  sleep 3
}

# held KIND COUNT: kibibytes of the server for each that is held open.
held() {
  local before after
  start_server legacy
  load legacy 16 3 > /dev/null
  settle
  before=$(awk '/^VmRSS/ {print $2}' "/proc/$server/status")
  mkfifo "$folder/until"
  "$java" -cp "$here/target/benchmarks.jar" io.github.mcpecho.examples.benchmarks.HeldOpen \
    "$1" "$url" "$2" < "$folder/until" > "$folder/held" &
  local holder=$!
  exec 9> "$folder/until"
  until grep -q open "$folder/held"; do
    kill -0 "$holder" || { echo "Cannot hold $2 $1" >&2; exit 1; }
    sleep 0.1
  done
  settle
  after=$(awk '/^VmRSS/ {print $2}' "/proc/$server/status")
  exec 9>&-
  wait "$holder"
  rm "$folder/until"
  stop_server
  echo "$1: $2 held open, $(((after - before) / 1024)) MB more, $(awk "BEGIN {printf \"%.1f\", ($after - $before) / $2}") KiB each"
}

require_tools
command -v nginx > /dev/null || apt-get install -y -q --no-install-recommends nginx-light > /dev/null
build
"$java" -version 2>&1 | sed -n 2p
echo "flags: ${JAVA_FLAGS:-none}"

echo "behind nginx, 64 connections, $measure s:"
for count in 1 2 4; do
  start_behind_nginx "$count"
  # Each server until its hot path is compiled.
  for ((warm = 0; warm < 200000 * count; warm += requests)); do
    read -r requests _ < <(load legacy 64 8)
  done
  before=$(ticks_of_all)
  read -r requests rate p50 p99 failures < <(load legacy 64 "$measure")
  after=$(ticks_of_all)
  echo "$count servers: $rate/s, p50 $p50 ms, p99 $p99 ms, $failures failed, $(
    awk "BEGIN {printf \"%.1f\", ($after - $before) * 1e6 / $ticks / $requests}") µs of processor each; answered so far: $(shares)"
  stop_all
done

echo "one server, $measure s each:"
export WORKER_CONNECTIONS=20000 MCP_ECHO_MAX_CONCURRENT_REQUESTS=20000
start_server legacy
load legacy 64 8 > /dev/null
for count in 1 10 100 1000 10000; do
  read -r requests rate p50 p99 failures < <(load legacy "$count" "$measure")
  echo "$count connections: $rate/s, p50 $p50 ms, p99 $p99 ms, $failures failed, $(rss_mb) MB resident"
done
stop_server

export MCP_ECHO_MAX_SUBSCRIPTIONS=10000 MCP_ECHO_IDLE_TIMEOUT=3600
held connections "$connections"
held streams "$streams"
