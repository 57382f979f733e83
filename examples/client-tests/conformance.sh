#!/bin/sh
# Runs the clients of the TypeScript SDK v1 and v2, also with mistakes on purpose, and of the Java SDK through the
# official conformance suite and through that of the test server. Fails if the two say different things of
# one, except where conformance.mjs expects it. Arguments name clients, all of them without; with SHOW=1 it
# prints every verdict.
set -eu
cd "$(dirname "$0")/node"
jar=../../../echo-testing/target/echo-testing-server.jar
suite=../../conformance-server

[ -f $jar ] || (cd ../../.. && mvn -q -B -DskipTests -pl echo-testing -am package)
(cd ../../.. && mvn -q -B -DskipTests -pl examples/client-tests -am test-compile \
  dependency:build-classpath -Dmdep.outputFile=target/classpath.txt)
for folder in . $suite; do
  [ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ] ||
    (cd $folder && npm ci --loglevel=error --no-audit --no-fund >/dev/null)
done
# The suite needs Node 22 or newer, which is installed with the clients.
PATH=$PWD/node_modules/.bin:$PATH

classes=$PWD/../target/test-classes:$(cat ../target/classpath.txt)
if ! node conformance.mjs $jar $suite/node_modules/.bin/conformance \
  "java -cp $classes io.github.mcpecho.examples.clients.JavaSdkScenario" "$@"; then
  echo "FAILED: clients, conformance"
  exit 1
fi
echo "OK: clients, the official conformance suite and the test server judge the TypeScript SDKs and the Java SDK alike"
