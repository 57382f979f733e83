-- wrk script: all nine tools in turn, each in both eras. What the machine is asked for is asked for, too.

local tools = {
  { "echo", '{"message":"Hello, World!"}' },
  { "printHeader", '{"details":true}' },
  { "bearerDecode", "{}" },
  { "authContext", "{}" },
  { "requestTiming", "{}" },
  { "corsAnalysis", '{"origin":"https://app.example.com"}' },
  { "environmentDump", "{}" },
  { "healthProbe", "{}" },
  { "whoIStheGOAT", "{}" },
}
local token = "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ"
  .. ".eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6ImpvaG4iLCJleHAiOjE1MTYyMzkwMjJ9"
  .. ".bm90IGEgc2lnbmF0dXJlLCBidXQgYXMgbG9uZyBhcyBvbmUgb2YgdGhlIGFsZ29yaXRobSBFUzI1NiBpcy4uLg"
local requests = {}
local turn = 0

function init(args)
  local common = {
    ["Content-Type"] = "application/json",
    ["Accept"] = "application/json, text/event-stream",
    ["Authorization"] = token,
    ["X-Forwarded-For"] = "203.0.113.7",
    ["X-Forwarded-Proto"] = "https",
  }
  for _, tool in ipairs(tools) do
    local call = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"' .. tool[1]
      .. '","arguments":' .. tool[2]
    requests[#requests + 1] = wrk.format("POST", nil, common, call .. "}}")
    local modern = {
      ["MCP-Protocol-Version"] = "2026-07-28",
      ["Mcp-Method"] = "tools/call",
      ["Mcp-Name"] = tool[1],
    }
    for name, value in pairs(common) do
      modern[name] = value
    end
    requests[#requests + 1] = wrk.format("POST", nil, modern, call
      .. ',"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",'
      .. '"io.modelcontextprotocol/clientCapabilities":{}}}}')
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

dofile((debug.getinfo(1).source:match("@(.*/)") or "") .. "result.lua")
