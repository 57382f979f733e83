// A server of the TypeScript SDK v2: node server-v2.mjs [reject], without clients of earlier revisions.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';

function newServer() {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { description: 'Greets' }, async () => ({ content: [{ type: 'text', text: 'Hello!' }] }));
  return server;
}

const legacy = process.argv[2] === 'reject' ? 'reject' : 'stateless';
createServer(toNodeHandler(createMcpHandler(newServer, { legacy }))).listen(0);
