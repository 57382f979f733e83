#!/bin/bash
# [FOLDER]: starts the jar with the OpenTelemetry Java agent, which comes from Maven Central into
# FOLDER or else target, makes one call as part of a trace, and checks that the agent's span, the
# access log and the metrics name it.
set -euo pipefail
cd "$(dirname "$0")"
jar=../../echo-standalone/target/echo-standalone.jar
version=2.20.1
folder=${1:-target}
agent=$folder/opentelemetry-javaagent-$version.jar
[[ -f $agent ]] || mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=io.opentelemetry.javaagent:opentelemetry-javaagent:$version -DoutputDirectory="$(realpath -m "$folder")"

work=$(mktemp -d)
pid=
clean_up() {
  [[ -z $pid ]] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; }
  rm -rf "$work"
}
trap clean_up EXIT
fail() {
  cat "$work/log"
  echo "FAILED: tracing, $1"
  exit 1
}

MCP_ECHO_PORT=0 MCP_ECHO_ACCESS_LOG=true MCP_ECHO_DRAIN_DELAY=0 OTEL_SERVICE_NAME=mcp-echo \
  OTEL_TRACES_EXPORTER=console OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none \
  java -javaagent:"$agent" -jar $jar >"$work/log" 2>&1 &
pid=$!
url=
for _ in $(seq 300); do
  url=$(sed -n 's#^mcp-echo listens on \(http://[^ ]*\)/mcp.*#\1#p; T; q' "$work/log")
  [[ -z $url ]] || break
  kill -0 $pid 2>/dev/null || fail "the server did not start"
  sleep 0.1
done

trace=4bf92f3577b34da6a3ce929d0e0e4736
curl -sf -o "$work/answer" -D "$work/head" "$url/mcp" -H 'Content-Type: application/json' \
  -H "traceparent: 00-$trace-00f067aa0ba902b7-01" \
  -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"Hello!"}}}' \
  || fail "the call"
grep -qi "^x-request-id: $trace" "$work/head" || fail "the answer does not name the trace"
# A request is counted when its answer has left.
for _ in $(seq 50); do
  curl -sf -H 'Accept: application/openmetrics-text' "$url/metrics" >"$work/metrics" || fail "no metrics"
  ! grep -q "tool=\"echo\",le=.* # {trace_id=\"$trace\"}" "$work/metrics" || break
  sleep 0.1
done
grep -q "trace_id=\"$trace\"" "$work/metrics" || fail "the metrics do not name the trace"
kill $pid
wait $pid || true
pid=
grep -q "\"trace\":\"$trace\".*\"tool\":\"echo\"" "$work/log" || fail "the access log does not name the trace"
grep -q "LoggingSpanExporter.*'POST.*' : $trace " "$work/log" || fail "the agent has no span of the trace"
grep -h "LoggingSpanExporter.*$trace\|\"trace\":\"$trace\"" "$work/log"
grep -h "trace_id=\"$trace\"" "$work/metrics"
echo "OK: tracing, with the OpenTelemetry Java agent $version"
