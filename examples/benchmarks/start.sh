#!/usr/bin/env bash
# Starts the servers in turn, and prints how long each takes to its first right answer. See README.md.
#   ROUNDS=10 ./start.sh [bare sdk legacy]
set -euo pipefail
source "$(dirname "$0")/servers.sh"

rounds=${ROUNDS:-10}
kinds=("$@")
[[ $# -gt 0 ]] || kinds=(bare sdk legacy)

require_tools
build
for ((round = 1; round <= rounds; round++)); do
  for kind in "${kinds[@]}"; do
    start_server "$kind"
    echo "$kind $started_ms $(($(cpu_ticks) * 1000 / ticks))" >> "$samples"
    stop_server
  done
done

"$java" -version 2>&1 | sed -n 2p
echo "flags: ${JAVA_FLAGS:-none}; $rounds rounds, median"
row="%-36s %8s %7s %8s %7s\n"
# shellcheck disable=SC2059 # the format is one, for all rows
{
  printf "$row" "server" "start ms" "x bare" "CPU ms" "x bare"
  for kind in "${kinds[@]}"; do
    printf "$row" "${names[$kind]}" "$(median "$kind" 2)" "$(of_bare "$kind" 2)" \
      "$(median "$kind" 3)" "$(of_bare "$kind" 3)"
  done
}
