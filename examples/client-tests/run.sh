#!/bin/sh
# Drives the standalone server with the TypeScript SDKs and the Inspector. Fails on any surprise.
set -eu
cd "$(dirname "$0")/node"
. ../../start-server.sh
jar=../../../echo-standalone/target/echo-standalone.jar

[ -f $jar ] || (cd ../../.. && mvn -q -B -DskipTests -pl echo-standalone -am package)
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error --no-audit --no-fund >/dev/null
# The Inspector needs Node 22.19 or newer, which is installed with it.
PATH=$PWD/node_modules/.bin:$PATH

mkdir -p ../target
start_server $jar ../target/server.log

# exercise SCRIPT OPTION...: quiet unless it fails
exercise() {
  script=$1
  shift
  if ! node "$script" "$url" "$@"; then
    echo "FAILED: clients, $script $*"
    exit 1
  fi
}

exercise sdk-v1.mjs
for era in legacy auto modern; do
  exercise sdk-v2.mjs $era
  exercise inspector.mjs $era
done
if ! node oauth.mjs $jar; then
  echo "FAILED: clients, oauth.mjs"
  exit 1
fi
echo "OK: clients, TypeScript SDK v1 and v2 and the Inspector, in every mode, and the SDKs with OAuth"
