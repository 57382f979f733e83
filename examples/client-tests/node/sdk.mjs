import assert from 'node:assert/strict';
import { exercise } from './exercise.mjs';
import { exerciseOffer } from './offer.mjs';

const EVENTS = 4;

/**
 * Exercises the server with a connected client of either generation of the TypeScript SDK.
 *
 * @param callTool calls a tool with options of a request: each generation has its own way
 * @param subscribe listens to a resource until it has changed; absent if the revision cannot
 */
export async function exerciseSdk(client, callTool, subscribe) {
  await exercise(
    {
      listTools: async () => (await client.listTools()).tools,
      callTool: (name, args) => callTool({ name, arguments: args }),
      protocolError: async () => {
        try {
          await callTool({ name: 'noSuchTool', arguments: {} });
        } catch (error) {
          return `${error.code} ${error.message}`;
        }
        return assert.fail('an unknown tool is a protocol error');
      },
    },
    /^-32602 .*noSuchTool/,
  );
  await exerciseOffer({
    listPrompts: () => client.listPrompts(),
    getPrompt: (name, args) => client.getPrompt({ name, arguments: args }),
    listResources: () => client.listResources(),
    listResourceTemplates: () => client.listResourceTemplates(),
    readResource: (uri) => client.readResource({ uri }),
    complete: (ref, argument) => client.complete({ ref, argument }),
  });
  await anUnknownResourceIsAProtocolError(client);
  await subscribe?.();
  await progressArrivesBeforeTheResult(callTool);
  await anAbortedCallEndsAndTheNextIsAnswered(callTool);
  await client.close();
}

async function anUnknownResourceIsAProtocolError(client) {
  await assert.rejects(
    client.readResource({ uri: 'echo://findings/NO_SUCH' }),
    (error) => [-32602, -32002].includes(error.code),
  );
}

async function progressArrivesBeforeTheResult(callTool) {
  const seen = [];
  const result = await callTool(
    { name: 'requestTiming', arguments: { events: EVENTS, intervalMs: 20 } },
    { onprogress: ({ progress, total }) => seen.push([progress, total]) },
  );
  // What has arrived by the time of the result, and in which order.
  assert.deepEqual(seen, [...Array(EVENTS).keys()].map((i) => [i + 1, EVENTS]));
  assert.equal(result.structuredContent.stream.eventsSent, EVENTS);
}

async function anAbortedCallEndsAndTheNextIsAnswered(callTool) {
  const abort = new AbortController();
  await assert.rejects(
    callTool(
      { name: 'requestTiming', arguments: { events: 1, idleMs: 20000 } },
      { signal: abort.signal, onprogress: () => abort.abort('enough') },
    ),
    /enough/,
  );
  const { content } = await callTool({ name: 'echo', arguments: { message: 'still here' } });
  assert.equal(content[0].text, 'still here');
}
