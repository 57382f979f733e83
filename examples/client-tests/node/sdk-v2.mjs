// The TypeScript SDK, second generation: node sdk-v2.mjs URL legacy|auto|modern
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { exerciseSdk } from './sdk.mjs';

const NEGOTIATION = {
  legacy: { mode: 'legacy', version: '2025-11-25' },
  auto: { mode: 'auto', version: '2026-07-28' },
  modern: { mode: { pin: '2026-07-28' }, version: '2026-07-28' },
};

const { mode, version } = NEGOTIATION[process.argv[3]];
const client = new Client(
  { name: 'client-tests', version: '1' },
  { versionNegotiation: { mode } },
);
await client.connect(new StreamableHTTPClientTransport(new URL(process.argv[2])));
assert.equal(client.getNegotiatedProtocolVersion(), version);
assert.ok(client.getServerVersion()?.name);
await exerciseSdk(client, (call, options) => client.callTool(call, options));
