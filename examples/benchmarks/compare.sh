#!/usr/bin/env bash
# Loads the servers in turn and prints them side by side. See README.md.
#   ROUNDS=3 WARM_UP=6 WARM_UP_REQUESTS=300000 MEASURE=8 ./compare.sh [bare jackson sdk legacy modern]
set -euo pipefail
source "$(dirname "$0")/servers.sh"

rounds=${ROUNDS:-3}
warm_up=${WARM_UP:-6}
warm_up_requests=${WARM_UP_REQUESTS:-300000}
measure=${MEASURE:-8}
kinds=("$@")
[[ $# -gt 0 ]] || kinds=(bare jackson sdk legacy modern)

# A slow machine needs more than its seconds until the hot path is compiled.
warm_up() {
  local total=0 requests
  while ((total < warm_up_requests)); do
    read -r requests _ < <(load "$1" 64 "$warm_up")
    total=$((total + requests))
  done
}

# Appends "kind start idle rate cpu p50 p99 rss failures" to the samples.
sample() {
  local kind=$1 idle before after requests rate failures p50 p99 more
  start_server "$kind"
  idle=$(rss_mb)
  warm_up "$kind"
  before=$(cpu_ticks)
  read -r requests rate _ _ failures < <(load "$kind" 64 "$measure")
  after=$(cpu_ticks)
  read -r _ _ p50 p99 more < <(load "$kind" 16 "$measure")
  echo "$kind $started_ms $idle $rate" \
    "$(awk "BEGIN {printf \"%.1f\", ($after - $before) * 1e6 / $ticks / $requests}")" \
    "$p50 $p99 $(rss_mb) $((failures + more))" >> "$samples"
  stop_server
}

require_tools
build
for ((round = 1; round <= rounds; round++)); do
  for kind in "${kinds[@]}"; do
    echo "round $round of $rounds: $kind" >&2
    sample "$kind"
  done
done

"$java" -version 2>&1 | sed -n 2p
echo "flags: ${JAVA_FLAGS:-none}; $rounds rounds of $measure s after $warm_up s and $warm_up_requests requests, median; failed requests: $(
  awk '{n += $9} END {print n}' "$samples")"
row="%-36s %8s %7s %9s %7s %8s %8s %7s %8s %7s %8s %8s\n"
# shellcheck disable=SC2059 # the format is one, for all rows
{
  printf "$row" "" "CPU us" "x bare" "requests" "x bare" "p50 ms" "p99 ms" "x bare" "start ms" "x bare" \
    "idle MB" "RSS MB"
  printf "$row" "server" "/request" "" "/s, 64" "" "16 conns" "16 conns" "" "" "" "" "loaded"
  for kind in "${kinds[@]}"; do
    printf "$row" "${names[$kind]}" "$(median "$kind" 5)" "$(of_bare "$kind" 5)" \
      "$(median "$kind" 4)" "$(of_bare "$kind" 4)" "$(median "$kind" 6)" \
      "$(median "$kind" 7)" "$(of_bare "$kind" 7)" "$(median "$kind" 2)" "$(of_bare "$kind" 2)" \
      "$(median "$kind" 3)" "$(median "$kind" 8)"
  done
}
