# To be sourced. start_server JAR LOG [CLASS]: runs a server on a free port until the script ends, and
# sets $url to its endpoint.
start_server() {
  if [ -n "${3:-}" ]; then
    MCP_ECHO_PORT=0 java -cp "$1" "$3" >"$2" 2>&1 &
  else
    MCP_ECHO_PORT=0 java -jar "$1" >"$2" 2>&1 &
  fi
  server=$!
  trap 'kill "$server" 2>/dev/null || true' EXIT
  trap 'exit 130' INT TERM
  url=
  for _ in $(seq 100); do
    url=$(grep -o -m1 'http://[^ ]*/mcp' "$2" || true)
    [ -z "$url" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat "$2"
  echo "FAILED: $1 did not start"
  exit 1
}
