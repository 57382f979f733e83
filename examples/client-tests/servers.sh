#!/bin/bash
# Lets the doctor look at servers of others: it must find no error. Arguments name servers, all of them
# without; with SHOW=1 it prints what the doctor says.
set -euo pipefail
cd "$(dirname "$0")/node"
jar=../../../echo-standalone/target/echo-standalone.jar
examples=node_modules/@modelcontextprotocol/sdk/dist/esm/examples/server

# name|what node runs
servers="
v1-sessions|$examples/simpleStreamableHttp.js
v1-json|$examples/jsonResponseStreamableHttp.js
v1-stateless|$examples/simpleStatelessStreamableHttp.js
v2|server-v2.mjs
v2-modern|server-v2.mjs reject
everything|node_modules/@modelcontextprotocol/server-everything/dist/index.js streamableHttp
"

[ -f $jar ] || (cd ../../.. && mvn -q -B -DskipTests -pl echo-standalone -am package)
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error --no-audit --no-fund >/dev/null

work=$(mktemp -d)
server=
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# look NAME COMMAND: starts a server, and the doctor
look() {
  : >"$work/server.log"
  # shellcheck disable=SC2086
  node_modules/.bin/node --import ./loopback.mjs $2 >"$work/server.log" 2>&1 &
  server=$!
  local port=
  for _ in $(seq 100); do
    port=$(sed -n 's/^listening on //p; T; q' "$work/server.log")
    [ -z "$port" ] || break
    sleep 0.1
  done
  # 0: nothing is broken.
  if ! java -jar $jar doctor "http://127.0.0.1:$port/mcp" >"$work/report.txt" 2>&1; then
    cat "$work/server.log" "$work/report.txt"
    echo "FAILED: clients, the doctor at $1"
    exit 1
  fi
  [ -z "${SHOW:-}" ] || cat "$work/report.txt"
  kill "$server"
  wait "$server" 2>/dev/null || true
  server=
}

while IFS='|' read -r name command; do
  [ -z "$name" ] || { (($#)) && [[ " $* " != *" $name "* ]]; } || look "$name" "$command"
done <<<"$servers"
echo "OK: clients, the doctor finds no error in servers of the TypeScript SDK v1 and v2, nor in server-everything"
