import assert from 'node:assert/strict';
import { exercise } from './exercise.mjs';

const EVENTS = 4;

/**
 * Exercises the server with a connected client of either generation of the TypeScript SDK.
 *
 * @param callTool calls a tool with options of a request: each generation has its own way
 */
export async function exerciseSdk(client, callTool) {
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
  await progressArrivesBeforeTheResult(callTool);
  await anAbortedCallEndsAndTheNextIsAnswered(callTool);
  await client.close();
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
