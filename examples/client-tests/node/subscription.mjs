// A client of the TypeScript SDK subscribes, at a server with sessions: node subscription.mjs URL v1|v2
import assert from 'node:assert/strict';
import * as v2 from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

const WATCHED = 'test://watched';
const [url, generation] = process.argv.slice(2);
const identity = { name: 'client-tests', version: '1' };

const isFirst = generation === 'v1';
const client = isFirst ? new Client(identity) : new v2.Client(identity, { versionNegotiation: { mode: 'legacy' } });
const Transport = isFirst ? StreamableHTTPClientTransport : v2.StreamableHTTPClientTransport;
const transport = new Transport(new URL(url));
await client.connect(transport);
assert.ok(transport.sessionId);
assert.equal(client.getServerCapabilities().resources.subscribe, true);

const told = [];
const notification = isFirst ? ResourceUpdatedNotificationSchema : 'notifications/resources/updated';
const changed = new Promise((resolve) => {
  client.setNotificationHandler(notification, ({ params }) => {
    told.push(params.uri);
    resolve();
  });
});
await client.subscribeResource({ uri: WATCHED });
const call = { name: 'echo', arguments: { message: 'change it' } };
await client.callTool(call);
await changed;
const { contents } = await client.readResource({ uri: WATCHED });
assert.equal(contents[0].text, 'changed');

await client.unsubscribeResource({ uri: WATCHED });
await client.callTool(call);
await client.ping();
assert.deepEqual(told, [WATCHED]);
await client.close();
