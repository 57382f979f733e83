#!/bin/sh
# Drives the test server with the TypeScript SDKs and the Inspector. Fails on any surprise, and if the
# server saw a client break a rule; or if the doctor finds an error in the servers of others.
set -eu
cd "$(dirname "$0")/node"
jar=../../../echo-testing/target/echo-testing-server.jar

[ -f $jar ] || (cd ../../.. && mvn -q -B -DskipTests -pl echo-testing -am package)
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error --no-audit --no-fund >/dev/null
# The Inspector needs Node 22.19 or newer, which is installed with it.
PATH=$PWD/node_modules/.bin:$PATH

session=../src/test/java/io/github/mcpecho/examples/clients/RecordedSession.java

# exercise SCRIPT OPTION...: quiet unless it fails
exercise() {
  script=$1
  shift
  if ! java -cp $jar $session node "$script" URL "$@"; then
    echo "FAILED: clients, $script $*"
    exit 1
  fi
}

exercise sdk-v1.mjs
for era in legacy auto modern; do
  exercise sdk-v2.mjs $era
  exercise inspector.mjs $era
done
for generation in v1 v2; do
  if ! java -cp $jar $session --sessions node subscription.mjs URL $generation; then
    echo "FAILED: clients, subscription.mjs $generation"
    exit 1
  fi
done
if ! node oauth.mjs $jar; then
  echo "FAILED: clients, oauth.mjs"
  exit 1
fi
echo "OK: clients, TypeScript SDK v1 and v2 and the Inspector, in every mode, and the SDKs with OAuth"
../control/run.sh
../servers.sh
