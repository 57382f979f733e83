#!/usr/bin/env bash
# Resident memory of the standalone server after each million echo calls. See README.md.
#   JAVA_FLAGS="-XX:+UseSerialGC -Xmx32m" ./soak.sh [millions]
set -euo pipefail
source "$(dirname "$0")/servers.sh"

millions=${1:-1}
require_tools
build
start_server legacy
echo "first answer after $started_ms ms, idle: $(rss_mb) MB"
total=0
for ((million = 1; million <= millions; million++)); do
  while ((total < million * 1000000)); do
    read -r requests _ _ _ failures < <(load legacy 64 5)
    total=$((total + requests))
    ((failures == 0)) || echo "$failures requests failed" >&2
  done
  echo "after $total requests: $(rss_mb) MB"
done
