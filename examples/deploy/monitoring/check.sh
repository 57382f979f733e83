#!/bin/bash
# URL: checks the rules and their tests with promtool, and that the server there serves what they
# and the dashboard use, and the dashboard against Grafana's own types. Needs promtool (Debian: prometheus),
# curl, node and npm.
set -euo pipefail
cd "$(dirname "$0")"
promtool check config --syntax-only prometheus.yaml
promtool check rules rules.yaml
promtool test rules rules-test.yaml
# One that is refused: only then is the name there.
curl -s -o /dev/null "$1/elsewhere"
curl -sf "$1/metrics" | promtool check metrics
node names.mjs "$1"

[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --loglevel=error --no-audit --no-fund >/dev/null
{
  echo "import type { Dashboard } from '@grafana/schema';"
  echo "export const dashboard: Dashboard ="
  cat dashboard.json
} >node_modules/dashboard.ts
npx tsc --noEmit --strict --skipLibCheck --module nodenext node_modules/dashboard.ts
