-- wrk script: tools/call echo of 13 characters. Argument: the kind of request, legacy or modern.

local legacy = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":'
  .. '{"name":"echo","arguments":{"message":"Hello, World!"}}}'

local modern = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":'
  .. '{"name":"echo","arguments":{"message":"Hello, World!"},"_meta":{'
  .. '"io.modelcontextprotocol/protocolVersion":"2026-07-28",'
  .. '"io.modelcontextprotocol/clientInfo":{"name":"wrk","version":"4"},'
  .. '"io.modelcontextprotocol/clientCapabilities":{}}}}'

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Accept"] = "application/json, text/event-stream"
  wrk.body = legacy
  if args[1] == "modern" then
    wrk.body = modern
    wrk.headers["MCP-Protocol-Version"] = "2026-07-28"
    wrk.headers["Mcp-Method"] = "tools/call"
    wrk.headers["Mcp-Name"] = "echo"
  end
end

dofile((debug.getinfo(1).source:match("@(.*/)") or "") .. "result.lua")
