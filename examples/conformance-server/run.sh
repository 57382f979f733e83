#!/bin/sh
# Runs the official MCP conformance suite against the conformance server. Fails on anything of
# 2026-07-28, on anything of 2025-11-25 that the file of expected failures does not name, and on
# anything it names that passes by now.
set -eu
cd "$(dirname "$0")"
. ../start-server.sh
jar=target/conformance-server.jar
logs=target/conformance

[ -f $jar ] || (cd ../.. && mvn -q -B -DskipTests -pl examples/conformance-server -am package)
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error --no-audit --no-fund >/dev/null
# The suite needs Node 22 or newer, which is installed with it.
PATH=$PWD/node_modules/.bin:$PATH

rm -rf $logs
mkdir -p $logs
start_server $jar $logs/server.log
# One check is about the name localhost.
url=$(echo "$url" | sed 's/127\.0\.0\.1/localhost/')

# check NAME OPTION...: quiet unless it fails
check() {
  name=$1
  shift
  if ! conformance server --url "$url" "$@" >"$logs/$name.log" 2>&1; then
    cat "$logs/$name.log"
    echo "FAILED: conformance, $name"
    exit 1
  fi
}

check 2026-07-28 --requirements 2026-07-28 --expected-failures /dev/null
check 2025-11-25 --requirements 2025-11-25 --expected-failures expected-failures-2025-11-25.yml
for revision in 2026-07-28 2025-11-25; do
  # Not scored, but passed without a warning: nothing is expected to fail.
  check json-schema-$revision --scenario json-schema-2020-12 \
    --spec-version $revision --expected-failures /dev/null
done
for scenario in http-header-validation http-custom-header-server-validation; do
  check $scenario --scenario $scenario --spec-version 2026-07-28 --expected-failures /dev/null
done
kill "$server"

# The test server has sessions: nothing of 2025-11-25 is expected to fail.
start_server $jar $logs/sessions.log io.github.mcpecho.examples.conformance.SessionServer
url=$(echo "$url" | sed 's/127\.0\.0\.1/localhost/')
check sessions-2025-11-25 --requirements 2025-11-25 --expected-failures /dev/null
check sessions-2026-07-28 --requirements 2026-07-28 --expected-failures /dev/null
for scenario in server-session-lifecycle server-sse-polling; do
  check $scenario --scenario $scenario --spec-version 2025-11-25 --expected-failures /dev/null
done
echo "OK: conformance to 2026-07-28, and to 2025-11-25 but for the expected failures; with sessions to all of it"
