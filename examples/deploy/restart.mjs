// PORT CERTIFICATE STOP_FILE: calls and streams through the proxy there, a few at a time, until the
// file exists; fails if one of them did.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { message, send, setProxy } from './client.mjs';

const MOST = 3_000;
const [port, certificate, stop] = process.argv.slice(2);
setProxy(port);
const ca = readFileSync(certificate);
const failed = [];
let done = 0;

await Promise.all([caller(echo), caller(echo), caller(echo), caller(stream), caller(stream)]);
assert.deepEqual(failed, [], `${failed.length} of ${done} failed`);
assert(done > 100, `only ${done} requests were sent`);
console.log(`0 of ${done} requests failed`);

async function caller(request) {
  while (!existsSync(stop) && done < MOST) {
    try {
      await request();
    } catch (e) {
      failed.push(e.message);
    }
    done++;
    await wait(15);
  }
}

async function echo() {
  const { status, text } = await send(ca, { body: message('echo', { message: 'Hello!' }) });
  assert.equal(status, 200, text);
  assert.match(text, /"Hello!"/);
}

async function stream() {
  const { status, text } = await send(ca, {
    body: message('requestTiming', { events: 6, intervalMs: 500 }, { progressToken: 1 }),
  });
  assert.equal(status, 200, text);
  assert.match(text, /"result"/, 'the stream ends with its answer');
}
