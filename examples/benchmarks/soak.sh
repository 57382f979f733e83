#!/usr/bin/env bash
# Millions of calls of all nine tools in both eras: resident memory after each million. Fails if a call
# fails, or if the last million needs 5 % more than the first. See README.md.
#   JAVA_FLAGS="@echo-standalone/src/main/launch/java.options" ./soak.sh [millions]
#   CALLS=20000 SECONDS_EACH=1 ./soak.sh 2    # whether it runs at all: such few say nothing of memory
set -euo pipefail
source "$(dirname "$0")/servers.sh"

millions=${1:-5}
calls=${CALLS:-1000000}
script=tools.lua
# On a busy machine an answer may be late: that is no failure of the server.
timeout=60s
require_tools
build
start_server legacy
echo "first answer after $started_ms ms, idle: $(rss_mb) MB"
total=0
failed=0
first=0
for ((million = 1; million <= millions; million++)); do
  while ((total < million * calls)); do
    read -r requests _ _ _ failures < <(load legacy 64 "${SECONDS_EACH:-5}")
    total=$((total + requests))
    failed=$((failed + failures))
  done
  last=$(rss_mb)
  ((first)) || first=$last
  echo "after $total requests, of which $failed failed: $last MB"
done
((failed == 0 && last * 100 <= first * 105))
