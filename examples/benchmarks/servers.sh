# Shared by compare.sh, start.sh and soak.sh: build, start, load and stop the servers, and look at
# what was measured. Not to be run by itself.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
java=${JAVA:-java}
port=${PORT:-3900}
url=http://127.0.0.1:$port/mcp
ticks=$(getconf CLK_TCK)
log=$(mktemp)
# Lines that begin with the kind of a server.
samples=$(mktemp)
server=

declare -A names=(
  [bare]="Jetty servlet, constant answer"
  [jackson]="Jetty servlet, Jackson, no protocol"
  [sdk]="MCP Java SDK 2.1.0, stateless"
  [legacy]="mcp-echo, revisions to 2025-11-25"
  [modern]="mcp-echo, revision 2026-07-28"
)

cleanup() {
  stop_server
  rm -f "$log" "$samples"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

require_tools() {
  command -v curl > /dev/null || { echo "curl is needed" >&2; exit 1; }
  command -v wrk > /dev/null || apt-get install -y -q wrk > /dev/null \
    || { echo "wrk is needed: https://github.com/wg/wrk" >&2; exit 1; }
  if (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
    echo "Port $port is in use; set PORT to another" >&2
    exit 1
  fi
}

build() {
  mvn -q -B -f "$root/pom.xml" -DskipTests -pl echo-standalone,examples/benchmarks -am package
}

# start_server bare|jackson|sdk|legacy|modern: sets server to the process and started_ms to the time
# from its start to its first right answer.
start_server() {
  local kind=$1 from now
  from=$(date +%s%N)
  # shellcheck disable=SC2086 # JAVA_FLAGS is a list
  case $kind in
    legacy | modern)
      MCP_ECHO_HOST=127.0.0.1 MCP_ECHO_PORT=$port \
        "$java" ${JAVA_FLAGS:-} -jar "$root/echo-standalone/target/echo-standalone.jar" > "$log" 2>&1 &
      ;;
    *)
      "$java" ${JAVA_FLAGS:-} -cp "$here/target/benchmarks.jar" \
        io.github.mcpecho.examples.benchmarks.ReferenceServer "$kind" "$port" > "$log" 2>&1 &
      ;;
  esac
  server=$!
  # A client that asks again and again takes time from the server that it waits for.
  until (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null && answers; do
    sleep 0.005
    now=$(date +%s%N)
    if ! kill -0 "$server" 2> /dev/null || ((now - from > 20000000000)); then
      echo "The $kind server does not answer:" >&2
      cat "$log" >&2
      exit 1
    fi
  done
  now=$(date +%s%N)
  started_ms=$(((now - from) / 1000000))
}

answers() {
  curl -s -m 2 "$url" -H 'Content-Type: application/json' \
    -H 'Accept: application/json, text/event-stream' \
    -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"Hello, World!"}}}' \
    | grep -q '"text":"Hello, World!"'
}

stop_server() {
  if [[ -n $server ]]; then
    kill "$server" 2> /dev/null || true
    wait "$server" 2> /dev/null || true
    server=
  fi
}

# median KIND COLUMN
median() {
  awk -v kind="$1" -v column="$2" '$1 == kind {print $column}' "$samples" | sort -n \
    | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'
}

# of_bare KIND COLUMN: how many times that of the bare servlet, if that was measured too.
of_bare() {
  grep -q '^bare ' "$samples" || { printf -- "-"; return; }
  awk "BEGIN {printf \"%.2f\", $(median "$1" "$2") / $(median bare "$2")}"
}

# load KIND CONNECTIONS SECONDS: prints "requests rate p50 p99 failures".
load() {
  local kind=legacy
  [[ $1 == modern ]] && kind=modern
  wrk -t1 -c"$2" -d"$3"s --timeout "${timeout:-2s}" --latency -s "$here/${script:-echo.lua}" "$url" -- "$kind" | sed -n 's/^RESULT //p'
}

# Processor time of the server so far, in clock ticks.
cpu_ticks() {
  awk '{print $14 + $15}' "/proc/$server/stat"
}

rss_mb() {
  awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$server/status"
}
