// Sends requests to the proxy on this machine.
import { once } from 'node:events';
import https from 'node:https';

export const HOST = 'mcp.example.com';
let port;

export function setProxy(at) {
  port = at;
}

export function message(name, args, meta) {
  const params = { name, arguments: args, ...(meta && { _meta: meta }) };
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
}

export async function send(ca, { method = 'POST', path = '/mcp', headers = {}, body = '', onData = () => {} }) {
  const request = https.request({
    host: '127.0.0.1',
    port,
    servername: HOST,
    ca,
    agent: false,
    timeout: 30_000,
    method,
    path,
    headers: {
      Host: HOST,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': '2025-11-25',
      ...headers,
    },
  });
  request.on('timeout', () => request.destroy(new Error('The proxy does not answer')));
  request.end(body);
  const [response] = await once(request, 'response');
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    onData(part);
    text += part;
  }
  return { status: response.statusCode, headers: response.headers, text };
}
