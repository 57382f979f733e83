#!/bin/sh
# Drives the page in a real Chromium. As root it installs Chromium from Debian's packages if it is missing.
set -eu
cd "$(dirname "$0")"
jar=../../echo-standalone/target/echo-standalone.jar

if ! command -v chromium >/dev/null; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "page: Chromium is missing; install it (Debian: apt-get install chromium) and run this again" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core fonts-noto-color-emoji >/dev/null
fi
[ -f $jar ] || (cd ../.. && mvn -q -B -DskipTests -pl echo-standalone -am package)
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error --no-audit --no-fund >/dev/null

node page.mjs java -jar $jar
echo "OK: page, in $(chromium --version 2>/dev/null | sed 's/ built.*//')"
