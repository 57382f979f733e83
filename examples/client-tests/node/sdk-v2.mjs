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
await exerciseSdk(
  client,
  (call, options) => client.callTool(call, options),
  version === '2026-07-28' ? listenToTheClock : undefined,
);

async function listenToTheClock() {
  const changed = new Promise((resolve) => {
    client.setNotificationHandler('notifications/resources/updated', ({ params }) =>
      resolve(params.uri),
    );
  });
  const subscription = await client.listen({
    toolsListChanged: true,
    resourceSubscriptions: ['echo://clock', 'echo://pixel'],
  });
  assert.deepEqual(subscription.honoredFilter, {
    toolsListChanged: true,
    resourceSubscriptions: ['echo://clock'],
  });
  assert.equal(await changed, 'echo://clock');
  await subscription.close();
  assert.equal(await subscription.closed, 'local');
}
