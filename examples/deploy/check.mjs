// Without arguments: prints four free ports. With PORT CERTIFICATE: checks that the proxy there
// passes everything right to three servers named one, two and three.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { HOST, message, send, setProxy } from './client.mjs';

const [port, certificate] = process.argv.slice(2);

if (port === undefined) {
  const servers = await Promise.all([1, 2, 3, 4].map(listenAnywhere));
  console.log(servers.map((server) => server.address().port).join(' '));
  servers.forEach((server) => server.close());
} else {
  setProxy(port);
  const ca = readFileSync(certificate);
  await untilItAnswers(ca);
  await everyServerIsCalledAndNothingIsMadeUp(ca);
  await theUrlIsTheClients(ca);
  await eventsArriveWhenTheyAreSent(ca);
  await longHeadersAndBodiesReachTheServer(ca);
  await onlyWhatIsForClientsIsServed(ca);
}

async function onlyWhatIsForClientsIsServed(ca) {
  const get = (path) => send(ca, { method: 'GET', path });
  assert.match((await get('/.well-known/oauth-protected-resource/mcp')).text, /no resource metadata/);
  for (const path of ['/health', '/metrics', '/']) {
    const { status, headers } = await get(path);
    assert.equal(status, 404, path);
    assert.notEqual(headers['content-type'], 'application/json', `the server itself refused ${path}`);
  }
}

async function everyServerIsCalledAndNothingIsMadeUp(ca) {
  const instances = new Set();
  const fingerprints = new Set();
  for (let i = 0; i < 6; i++) {
    const { result } = await call(ca, 'printHeader', { expect: ['x-api-key'] }, {
      'X-Api-Key': 'one secret for all',
      Forwarded: 'for=192.0.2.1;proto=http;host=evil.example',
      'X-Forwarded-For': '192.0.2.1',
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Port': '81',
      'X-Forwarded-Prefix': '/evil',
      'X-Real-IP': '192.0.2.1',
      X_Forwarded_Host: 'evil.example',
    });
    assertNoWarning(result);
    const facts = result.structuredContent;
    const proxy = facts.headers
      .filter(({ name }) => /^(forwarded|x-forwarded-(for|proto|port|prefix)|x-real-ip)$/i.test(name))
      .map(({ name, value }) => `${name.toLowerCase()}: ${value}`)
      .sort();
    assert.deepEqual(proxy, ['x-forwarded-for: 127.0.0.1', 'x-forwarded-proto: https']);
    instances.add(facts.instance);
    fingerprints.add(facts.expected[0].fingerprints[0]);
  }
  assert.deepEqual([...instances].sort(), ['one', 'three', 'two']);
  assert.equal(fingerprints.size, 1, 'servers that share a key agree on fingerprints');
}

async function theUrlIsTheClients(ca) {
  const { result } = await call(ca, 'authContext', {}, { 'X-Forwarded-Host': 'evil.example' });
  assertNoWarning(result);
  assert.equal(result.structuredContent.externalUrl.resource, `https://${HOST}/mcp`);
}

async function eventsArriveWhenTheyAreSent(ca) {
  const arrivals = [];
  const { headers } = await send(ca, {
    body: message('requestTiming', { events: 4, intervalMs: 200 }, { progressToken: 1 }),
    onData: (text) => {
      for (const [, sent] of text.matchAll(/notifications\/progress.*?(\d{4}-\d\d-\d\dT[\d:.]+Z)/g)) {
        arrivals.push({ sent: Date.parse(sent), arrived: Date.now() });
      }
    },
  });
  assert.match(headers['content-type'], /^text\/event-stream/);
  assert.equal(arrivals.length, 4);
  assert(arrivals[0].arrived < arrivals[3].sent, 'the first event arrives before the last is sent');
}

async function longHeadersAndBodiesReachTheServer(ca) {
  const token = `Bearer ${'a'.repeat(24_000)}`;
  assert.equal((await call(ca, 'echo', { message: 'Hello!' }, { Authorization: token })).status, 200);
  const longest = 'a'.repeat(4_000_000);
  assert.equal((await call(ca, 'echo', { message: longest })).result.structuredContent.message, longest);
  const refused = await call(ca, 'echo', { message: 'a'.repeat(4_200_000) });
  assert.equal(refused.status, 413);
  assert.equal(refused.json.jsonrpc, '2.0', 'the server itself refuses what is too long');
}

function assertNoWarning(result) {
  const bad = result.structuredContent.findings.filter(({ severity }) => severity !== 'INFO');
  assert.deepEqual(bad, []);
}

async function call(ca, tool, args, headers = {}) {
  const { status, text } = await send(ca, { body: message(tool, args), headers });
  const json = JSON.parse(text);
  return { status, json, result: json.result };
}

async function untilItAnswers(ca) {
  const giveUp = Date.now() + 20_000;
  for (;;) {
    try {
      if ((await send(ca, { body: message('echo', { message: '' }) })).status === 200) {
        return;
      }
    } catch (e) {
      if (e.code !== 'ECONNREFUSED') {
        throw e;
      }
    }
    assert(Date.now() < giveUp, 'the proxy does not start');
    await wait(50);
  }
}

async function listenAnywhere() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
