#!/bin/sh
# Tests of a client in other languages, which control the test server: with Node's own test runner, and
# with Python's unittest. Neither needs a package.
set -eu
cd "$(dirname "$0")"
TEST_SERVER_JAR=${TEST_SERVER_JAR:-$PWD/../../../echo-testing/target/echo-testing-server.jar}
export TEST_SERVER_JAR

[ -f "$TEST_SERVER_JAR" ] || (cd ../../.. && mvn -q -B -DskipTests -pl echo-testing -am package)

quiet() {
  name=$1
  shift
  if ! output=$("$@" 2>&1); then
    echo "$output"
    echo "FAILED: control, $name"
    exit 1
  fi
}

quiet Node node --test client.test.mjs
PYTHONDONTWRITEBYTECODE=1 quiet Python python3 -m unittest -q test_client
echo "OK: control, with the test runner of Node and unittest of Python"
