// node --test, with the jar in TEST_SERVER_JAR.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { start } from './mcp-echo.mjs';

let lastId = 0;

/** The client under test: it calls a second time if the server is busy. */
async function callTool(url, name, args) {
  const call = () =>
    fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': '2025-11-25',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: ++lastId,
        method: 'tools/call',
        params: { name, arguments: args },
      }),
    });
  let answer = await call();
  if (answer.status === 503) answer = await call();
  return (await answer.json()).result.content[0].text;
}

let server;
before(async () => {
  server = await start(process.env.TEST_SERVER_JAR);
});
after(() => server.close());
beforeEach(() => server.control('POST', 'reset'));

test('it calls again when the server is busy', async () => {
  const busy = { on: { tool: 'echo' }, times: 1, then: { do: 'retry-after' } };
  await server.control('POST', 'rules', { rules: [busy] });

  assert.equal(await callTool(server.url, 'echo', { message: 'Hello!' }), 'Hello!');

  const verdict = await server.control('POST', 'verify', { on: { tool: 'echo' }, exactly: 2 });
  assert.ok(verdict.holds, verdict.failure);
});

test('the server saw what was sent', async () => {
  await callTool(server.url, 'echo', { message: 'Hello!' });

  const { calls } = await server.control('GET', 'calls?tool=echo&atLeast=1&withinMs=5000');
  assert.deepEqual(calls[0].params.arguments, { message: 'Hello!' });
});

test('a rule that is none is refused in words', async () => {
  await assert.rejects(
    server.control('POST', 'rules', { rules: [{ then: 'burn' }] }),
    /there is no behaviour "burn"/,
  );
});

test('each test may have a server of its own', { concurrency: true }, async () => {
  const own = await server.control('POST', 'servers', { rules: [{ then: 'login-page' }] });

  await assert.rejects(callTool(own.url, 'echo', { message: 'Hello!' }), SyntaxError);
  assert.equal(await callTool(server.url, 'echo', { message: 'Hello!' }), 'Hello!');
  await server.control('DELETE', `servers/${own.number}`);
});

test('what the client does wrong is found', async () => {
  await callTool(server.url, 'echo', { message: 'Hello!' });

  const { findings } = await server.control('GET', 'findings?severity=error');
  // It calls without initialize.
  assert.deepEqual(findings.map((finding) => finding.id), ['CLIENT_NOT_INITIALIZED']);
});
