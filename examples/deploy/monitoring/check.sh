#!/bin/bash
# URL: checks the rules and their tests with promtool, and that the server there serves what they
# and the dashboard use. Needs promtool (Debian: prometheus), curl and node.
set -euo pipefail
cd "$(dirname "$0")"
promtool check config --syntax-only prometheus.yaml
promtool check rules rules.yaml
promtool test rules rules-test.yaml
# One that is refused: only then is the name there.
curl -s -o /dev/null "$1/elsewhere"
curl -sf "$1/metrics" | promtool check metrics
node names.mjs "$1"
