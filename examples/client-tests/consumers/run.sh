#!/usr/bin/env bash
# Runs the projects beside this script, each of which depends on echo-testing in the way that is
# published: with the JUnits that it supports, with LangChain4j, and first and last on the class path of Spring
# Boot 3 and 4 and of a program that has the server itself.
set -euo pipefail
cd "$(dirname "$0")"
root=../../..
junits='5.12.2 5.14.4 6.1.3'
boots='3.5.7 4.0.7'

# A repository of its own, so that nothing from here is found by other builds. What others published
# is linked into it.
repository=$PWD/target/repository
if [[ ! -d $repository ]]; then
  mkdir -p target
  others=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
  if [[ -d $others ]]; then
    cp -al "$others" "$repository" || { rm -rf "$repository" && cp -a "$others" "$repository"; }
  fi
fi
rm -rf "$repository/io/github/mcpecho"

# quietly NAME COMMAND...: shows what it says only if it fails
quietly() {
  local name=$1
  shift
  if ! "$@" >target/log 2>&1; then
    cat target/log
    echo "FAILED: consumers, $name"
    exit 1
  fi
}

# Short runs are faster so.
export MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}"

run() { mvn -B -Dmaven.repo.local="$repository" "$@"; }

# test_of NAME PROJECT OPTION...
test_of() {
  local name=$1 project=$2
  shift 2
  rm -rf "$project/target"
  quietly "$name" run -f "$project" test "$@"
}

quietly install run -f $root -DskipTests -Dmaven.javadoc.skip=true -pl echo-testing -am install

for version in $junits; do
  # The extension's own tests, compiled for the oldest.
  quietly "own tests, JUnit $version" run -f $root/echo-testing surefire:test \
    -Djunit.version=$version -Dtest='io/github/mcpecho/testing/junit/*Test'
  test_of "JUnit $version" junit -Djunit.version=$version
done
for order in first,program program,last; do
  test_of "$order" beside -P$order
done
test_of "LangChain4j" langchain4j
for version in $boots; do
  for order in first,mvc mvc,last first,webflux webflux,last; do
    test_of "Spring Boot $version, $order" spring-boot -P$order -Dspring-boot.version=$version
  done
done
# What the image runs, as a process.
build=$(cd $root && pwd)
test_of "Testcontainers, as a process" testcontainers -Dtest=ProcessTest \
  -Decho.jar="$build/echo-testing/target/echo-testing-server.jar" \
  -Decho.options="$build/echo-standalone/src/main/launch/java.options"
# The image is not built here: docker build -f examples/deploy/Dockerfile --target test-server -t mcp-echo-testing .
if docker image inspect mcp-echo-testing >/dev/null 2>&1; then
  test_of "Testcontainers" testcontainers -Dtest=ContainerTest
  echo "OK: consumers, the image with Testcontainers"
else
  echo "As a process only: consumers, Testcontainers, for there is no Docker with the image mcp-echo-testing"
fi
echo "OK: consumers, JUnit $junits, LangChain4j, Spring Boot $boots with MVC and WebFlux, and beside the server"
