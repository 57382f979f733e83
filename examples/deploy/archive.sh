# Run while the image is built: starts the program, calls it, and keeps the classes that it loaded in
# mcp-echo.jsa.
set -eu
said=$(mktemp)
MCP_ECHO_DRAIN_DELAY=0 MCP_ECHO_PORT=0 /opt/java/bin/java @/opt/mcp-echo/java.options \
  -XX:ArchiveClassesAtExit=/opt/mcp-echo/mcp-echo.jsa -jar /opt/mcp-echo/mcp-echo.jar >"$said" &
server=$!
port=
tries=0
while [ -z "$port" ]; do
  kill -0 $server
  tries=$((tries + 1))
  [ $tries -lt 600 ]
  sleep 0.1
  port=$(sed -n 's#.*http://[^ ]*:\([0-9]*\)/mcp.*#\1#p; T; q' "$said")
done

post() {
  curl -sf -o /dev/null "http://127.0.0.1:$port/mcp" -H 'Content-Type: application/json' \
    -H 'Accept: application/json, text/event-stream' -d "$1"
}

post '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"build","version":"1"}}}'
post '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
for tool in echo printHeader authContext healthProbe environmentDump requestTiming; do
  post '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"'$tool'","arguments":{"message":"Hello!"}}}'
done
curl -sf -o /dev/null "http://127.0.0.1:$port/metrics"
MCP_ECHO_PORT=$port /opt/java/bin/java -jar /opt/mcp-echo/mcp-echo.jar health
kill $server
wait $server || [ $? = 143 ]
rm "$said"
[ -s /opt/mcp-echo/mcp-echo.jsa ]
chmod 444 /opt/mcp-echo/mcp-echo.jsa
