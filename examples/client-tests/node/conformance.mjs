// Runs clients through the official conformance suite and through that of the test server, and compares
// what the two say of them, check by check: node conformance.mjs JAR SUITE JAVA_CLIENT [CLIENT...]
// JAVA_CLIENT is the command that runs the Java SDK's client. SHOW=1 prints every verdict.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [jar, official, javaClient, ...only] = process.argv.slice(2);
const MOST_ATTEMPTS = 3;

const LEGACY = [
  'initialize',
  'tools_call',
  'elicitation-sep1034-client-defaults',
  'sse-retry',
  'json-schema-2020-12-preservation',
];
const MODERN = [
  'tools_call',
  'request-metadata',
  'sep-2322-client-request-state',
  'http-standard-headers',
  'http-custom-headers',
  'http-invalid-tool-headers',
  'json-schema-ref-no-deref',
  'json-schema-2020-12-preservation',
];

// Clients, and what they do wrong on purpose, in which scenarios.
const CLIENTS = {
  java: { command: javaClient, scenarios: { '2025-11-25': LEGACY } },
  v1: { command: 'node scenario.mjs v1', scenarios: { '2025-11-25': LEGACY, '2026-07-28': MODERN } },
  v2: { command: 'node scenario.mjs v2', scenarios: { '2025-11-25': LEGACY, '2026-07-28': MODERN } },
};
const MISTAKES = {
  '2025-11-25': {
    text: 'tools_call',
    declines: 'elicitation-sep1034-client-defaults',
    'no-defaults': 'elicitation-sep1034-client-defaults',
    'no-event-id': 'sse-retry',
    keywords: 'json-schema-2020-12-preservation',
  },
  '2026-07-28': {
    text: 'tools_call',
    'no-version': 'request-metadata',
    'other-version': 'request-metadata',
    'no-capabilities': 'request-metadata',
    'no-client-info': 'request-metadata',
    'roots-are-true': 'request-metadata',
    'same-id': 'sep-2322-client-request-state',
    'other-state': 'sep-2322-client-request-state',
    'always-state': 'sep-2322-client-request-state',
    declines: 'sep-2322-client-request-state',
    'no-method': 'http-standard-headers',
    'other-method': 'http-standard-headers',
    'no-name': 'http-standard-headers',
    'other-name': 'http-standard-headers',
    'no-params': 'http-custom-headers',
    'more-params': 'http-custom-headers',
    'other-params': 'http-custom-headers',
    'calls-invalid': 'http-invalid-tool-headers',
    fetches: 'json-schema-ref-no-deref',
    keywords: 'json-schema-2020-12-preservation',
  },
};
for (const [revision, mistakes] of Object.entries(MISTAKES)) {
  for (const [mistake, scenario] of Object.entries(mistakes)) {
    const name = `v2-${mistake}`;
    CLIENTS[name] ??= { command: `node scenario.mjs v2 ${mistake}`, scenarios: {} };
    CLIENTS[name].scenarios[revision] = [scenario];
  }
}

// What is a success there and a failure here: CLIENT REVISION SCENARIO CHECK. The page CONFORMANCE.md of
// echo-testing says why.
const OURS_IS_A_FAILURE = [
  'java 2025-11-25 sse-retry client-sse-graceful-reconnect',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-not-empty',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-primitive-only',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-unique',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-charset',
  'v1 2026-07-28 json-schema-ref-no-deref sep-2106-no-network-ref-deref',
];

// What the official suite prints only of a client that fails it.
const SAID_ONLY_OF_FAILURES = ['client-elicitation-sep1034-general', 'sep-2243-invalid-tool-tools-list-gate'];

const ORDER = ['SKIPPED', 'SUCCESS', 'WARNING', 'FAILURE'];

/** The worst status of each check; INFO says nothing of the client. */
function worst(checks) {
  const statuses = {};
  for (const { id, status } of checks.filter((check) => ORDER.includes(check.status))) {
    const all = [statuses[id] ?? 'SKIPPED', status];
    statuses[id] = all.sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0];
  }
  return statuses;
}

function theirs(command, revision, scenario) {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const options = ['--command', command, '--scenario', scenario, '--spec-version', revision];
    spawnSync(official, ['client', ...options, '-o', folder]);
    const [result] = readdirSync(folder);
    return worst(JSON.parse(readFileSync(join(folder, result, 'checks.json'), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ours(command, revision, scenario) {
  const options = ['--conformance', revision, '--command', command, '--scenario', scenario];
  const { stdout } = spawnSync('java', ['-jar', jar, ...options], { encoding: 'utf8' });
  const lines = stdout.matchAll(/^ {2}([A-Z]+) (\S+) \(/gm);
  return worst([...lines].map(([, status, id]) => ({ status, id })));
}

/** Returns a line for each check, and whether it is a surprise. */
function compare(name, command, revision, scenario) {
  const them = theirs(command, revision, scenario);
  const us = ours(command, revision, scenario);
  return [...new Set([...Object.keys(us), ...Object.keys(them)])].map((id) => {
    const where = `${name} ${revision} ${scenario} ${id}`;
    const usual = SAID_ONLY_OF_FAILURES.includes(id) ? 'SUCCESS' : 'nothing';
    const pair = `${them[id] ?? usual} ${us[id] ?? 'nothing'}`;
    const [one, other] = pair.split(' ');
    return {
      line: `${where}: ${one === other ? one : `official ${one}, ours ${other}`}`,
      surprise: pair !== (OURS_IS_A_FAILURE.includes(where) ? 'SUCCESS FAILURE' : `${one} ${one}`),
    };
  });
}

let surprises = 0;
for (const [name, { command, scenarios }] of Object.entries(CLIENTS)) {
  for (const [revision, names] of Object.entries(only.length && !only.includes(name) ? {} : scenarios)) {
    for (const scenario of names) {
      let results;
      // Both look at the clock: on a machine that is busy they may see different times.
      for (let i = 0; i < MOST_ATTEMPTS && (!results || results.some((one) => one.surprise)); i++) {
        results = compare(name, command, revision, scenario);
      }
      for (const { line, surprise } of results) {
        if (surprise || process.env.SHOW) {
          console.log(surprise ? `DIFFERENT ${line}` : line);
        }
        surprises += surprise;
      }
    }
  }
}
process.exit(surprises ? 1 : 0);
