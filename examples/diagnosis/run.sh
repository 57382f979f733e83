#!/bin/sh
# Runs the tests behind a real nginx. As root it installs nginx from Debian's packages if it is missing.
set -eu
cd "$(dirname "$0")/../.."
PATH=$PATH:/usr/sbin

if ! command -v nginx >/dev/null; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "diagnosis: nginx is missing; install it (Debian: apt-get install nginx) and run this again" >&2
    exit 1
  fi
  # The package must not start a server of its own: 101 forbids it.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx >/dev/null
fi

# Only the tests of this module, not those of the modules that it needs.
mvn -q -B -Pnginx -pl examples/diagnosis -am \
  -Dtest='io/github/mcpecho/examples/diagnosis/*Test' -Dsurefire.failIfNoSpecifiedTests=false test
echo "diagnosis: passed behind $(nginx -v 2>&1 | sed 's/.*: //')"
