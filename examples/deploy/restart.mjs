// PORT CERTIFICATE STOP_FILE [KILLED_FILE [finds]]: calls and streams through the proxy there, a few
// at a time, until the file exists; fails if one of them did. With KILLED_FILE, those may fail that
// were running when it was made: one for each caller at most. With "finds", those too by which the
// proxy finds out, which began before the first of those that came later had failed.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { message, send, setProxy } from './client.mjs';

const MOST = 3_000;
const [port, certificate, stop, killed, finds] = process.argv.slice(2);
setProxy(port);
const ca = readFileSync(certificate);
const failed = [];
let done = 0;

const requests = [echo, echo, echo, stream, stream];
await Promise.all(requests.map(caller));
const diedAt = killed === undefined ? 0 : statSync(killed).mtimeMs;
const later = failed.filter(({ began }) => began >= diedAt);
const foundAt = finds === undefined ? diedAt : Math.min(...later.map(({ ended }) => ended));
assert.deepEqual(later.filter(({ began }) => began >= foundAt), [], `${failed.length} of ${done} failed`);
assert(failed.length <= requests.length, `${failed.length} failed`);
assert(done > 100, `only ${done} requests were sent`);
const count = (kind) => failed.filter(({ name }) => name === kind.name).length;
console.log(`${count(echo)} calls and ${count(stream)} streams of ${done} failed`);

async function caller(request) {
  while (!existsSync(stop) && done < MOST) {
    const began = Date.now();
    try {
      await request();
    } catch (e) {
      failed.push({ name: request.name, message: e.message, began, ended: Date.now() });
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
