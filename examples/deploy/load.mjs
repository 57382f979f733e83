// node load.mjs URL: the load that a container of 256 MiB has to survive. 1,000 connections call at once, again and
// again; then 16 calls of 4 MB each come in parallel, in ASCII, in UTF-8 and with 119,000 values; then 300 streams are
// held open. Each call is answered, or refused with 503 and Retry-After. Ends with what was counted, or fails.
import assert from 'node:assert/strict';
import http from 'node:http';

const url = process.argv[2];
const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 });
const small = call('echo', { message: 'Hello!' });
const counted = {};

await atOnce(1000, 'calls', async () => {
  for (let i = 0; i < 20; i++) {
    await answered('calls', small, 'Hello!');
  }
});
const room = 4 * 1024 * 1024 - small.length;
const long = {
  ASCII: 'x'.repeat(room),
  'UTF-8': 'é'.repeat(room / 2 - 1),
  mixed: `${'"'.repeat(room / 2 - 16)}€`,
};
for (const [name, message] of Object.entries(long)) {
  for (let round = 0; round < 4; round++) {
    await atOnce(16, name, () => answered(name, call('echo', { message }), JSON.stringify(message)));
  }
}
const values = Array.from({ length: 119_000 }, (_, i) => `a value of a long list ${i}`);
await atOnce(16, 'values', () => answered('values', call('echo', { message: 'Hello!' }, { values }), 'Hello!'));
const streams = call('requestTiming', { events: 3, intervalMs: 500 }, { progressToken: 1 });
await atOnce(300, 'streams', () => answered('streams', streams, '"progress":3'));
await answered('afterwards', small, 'Hello!');
assert.equal(counted['afterwards'].answered, 1);
agent.destroy();
console.log(Object.entries(counted).map(([name, { answered, refused }]) => `${name} ${answered}+${refused}`).join(', '));

function call(name, args, _meta) {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args, _meta } });
}

async function atOnce(number, name, task) {
  counted[name] ??= { answered: 0, refused: 0 };
  await Promise.all(Array.from({ length: number }, task));
  assert.ok(counted[name].answered > 0, `no call was answered: ${name}`);
}

async function answered(name, body, expected) {
  const { status, headers, text } = await post(body);
  counted[name] ??= { answered: 0, refused: 0 };
  if (status === 503) {
    assert.match(headers['retry-after'] ?? '', /^\d+$/, 'a refusal says when to come again');
    counted[name].refused++;
  } else {
    assert.equal(status, 200, text.slice(0, 200));
    assert.ok(text.includes(expected), `${name}: ${text.slice(0, 200)}`);
    counted[name].answered++;
  }
}

function post(body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      method: 'POST',
      agent,
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'Content-Length': Buffer.byteLength(body),
      },
    });
    request.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({
        status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString(),
      }));
    });
    request.on('error', reject);
    request.end(body);
  });
}
