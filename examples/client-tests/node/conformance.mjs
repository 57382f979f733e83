// Runs clients through the official conformance suite and through that of the test server, and compares
// what the two say of them, check by check: node conformance.mjs JAR SUITE JAVA_CLIENT [CLIENT...]
// JAVA_CLIENT is the command that runs the Java SDK's client. SHOW=1 prints every verdict.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [jar, official, javaClient, ...only] = process.argv.slice(2);
const SUITE = 'node_modules/@modelcontextprotocol/conformance';
const MOST_ATTEMPTS = 3;
// So long may a client take, in seconds: all scenarios of the official suite are run at once.
const TIMEOUT = 60;

// What the SDKs cannot do: they know nothing of DPoP, of workloads and of an ID-JAG.
const BEYOND = ['auth/dpop', 'auth/dpop-nonce', 'auth/wif-jwt-bearer', 'auth/enterprise-managed-authorization'];
// The Java SDK has no OAuth client, and speaks no 2026-07-28.
const JAVA = ['initialize', 'tools_call', 'elicitation-sep1034-client-defaults', 'sse-retry'];
const JAVA_UNSCORED = 'json-schema-2020-12-preservation';

// Clients, and in which scenarios of a revision: a list, or what they are not run in.
const CLIENTS = {
  java: { command: javaClient, revisions: { '2025-11-25': { only: [...JAVA, JAVA_UNSCORED] } } },
  v1: {
    command: 'node scenario.mjs v1',
    revisions: { '2025-11-25': { except: BEYOND }, '2026-07-28': { except: BEYOND } },
  },
  v2: {
    command: 'node scenario.mjs v2',
    revisions: { '2025-11-25': { except: BEYOND }, '2026-07-28': { except: BEYOND } },
  },
};

// What clients do wrong on purpose, and in which scenarios.
const MISTAKES = {
  '2025-11-25': {
    text: ['tools_call'],
    declines: ['elicitation-sep1034-client-defaults'],
    'no-defaults': ['elicitation-sep1034-client-defaults'],
    'no-event-id': ['sse-retry'],
    keywords: ['json-schema-2020-12-preservation'],
    'only-new-scopes': ['auth/scope-step-up'],
  },
  '2026-07-28': {
    text: ['tools_call'],
    'no-version': ['request-metadata'],
    'other-version': ['request-metadata'],
    'no-capabilities': ['request-metadata'],
    'no-client-info': ['request-metadata'],
    'roots-are-true': ['request-metadata'],
    'same-id': ['sep-2322-client-request-state'],
    'other-state': ['sep-2322-client-request-state'],
    'always-state': ['sep-2322-client-request-state'],
    declines: ['sep-2322-client-request-state'],
    'no-method': ['http-standard-headers'],
    'other-method': ['http-standard-headers'],
    'no-name': ['http-standard-headers'],
    'other-name': ['http-standard-headers'],
    'no-params': ['http-custom-headers'],
    'more-params': ['http-custom-headers'],
    'other-params': ['http-custom-headers'],
    'calls-invalid': ['http-invalid-tool-headers'],
    fetches: ['json-schema-ref-no-deref'],
    keywords: ['json-schema-2020-12-preservation'],
    'no-challenge': ['auth/metadata-default'],
    plain: ['auth/metadata-default'],
    'no-verifier': ['auth/metadata-default'],
    'other-verifier': ['auth/metadata-default'],
    'no-application-type': ['auth/metadata-default'],
    registers: ['auth/basic-cimd', 'auth/offline-access-scope'],
    'no-refresh': ['auth/offline-access-scope'],
    'no-resource': ['auth/token-endpoint-auth-none'],
    'resource-once': ['auth/token-endpoint-auth-none'],
    'secret-in-form': ['auth/token-endpoint-auth-basic', 'auth/pre-registration'],
    'no-scope': ['auth/scope-from-www-authenticate', 'auth/scope-from-scopes-supported'],
    'more-scopes': ['auth/scope-omitted-when-undefined'],
    'only-new-scopes': ['auth/scope-step-up'],
    'offline-access': ['auth/offline-access-not-supported'],
  },
};
for (const [revision, mistakes] of Object.entries(MISTAKES)) {
  for (const [mistake, scenarios] of Object.entries(mistakes)) {
    const name = `v2-${mistake}`;
    CLIENTS[name] ??= { command: `node scenario.mjs v2 ${mistake}`, revisions: {} };
    CLIENTS[name].revisions[revision] = { only: scenarios };
  }
}

// What the SDKs do not pass here; all else they do. The page CONFORMANCE.md of echo-testing says why.
const NOT_PASSED = {
  'java 2025-11-25': ['sse-retry'],
  'v1 2025-11-25': [],
  // It speaks earlier revisions only, and so never comes to do what would be wrong in this one.
  'v1 2026-07-28': (scenario) => scenario !== 'auth/resource-mismatch',
  'v2 2025-11-25': [],
  'v2 2026-07-28': ['sep-2322-client-request-state'],
};

// What is a success there and a failure here: CLIENT REVISION SCENARIO CHECK. The page CONFORMANCE.md of
// echo-testing says why.
const OURS_IS_A_FAILURE = [
  'java 2025-11-25 sse-retry client-sse-graceful-reconnect',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-not-empty',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-primitive-only',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-unique',
  'v1 2026-07-28 http-invalid-tool-headers sep-2243-x-mcp-header-charset',
  'v1 2026-07-28 json-schema-ref-no-deref sep-2106-no-network-ref-deref',
  'v1 2026-07-28 auth/authorization-server-migration sep-2352-no-reuse-on-as-change',
  'v1 2026-07-28 auth/authorization-server-migration sep-2352-no-cross-as-credential-reuse',
];

// What the official suite prints only of a client that fails it.
const SAID_ONLY_OF_FAILURES = [
  'client-elicitation-sep1034-general',
  'sep-2243-invalid-tool-tools-list-gate',
  'wire-schema-valid',
];

// What only one of the two looks at there.
const SAID_BY_ONE = [
  / auth\/metadata-var3 prm-pathbased-requested$/,
  / auth\/scope-retry-limit valid-bearer-token$/,
  /^v2-secret-in-form .* auth\/pre-registration valid-bearer-token$/,
  / 2025-11-25 .* (sep-837-application-type-present|sep-2350-scope-union-on-reauth)$/,
];

const ORDER = ['SUCCESS', 'WARNING', 'FAILURE'];

/** The worst status of each check; INFO and SKIPPED say nothing of the client. */
function worst(checks) {
  const statuses = {};
  for (const { id, status } of checks.filter((check) => ORDER.includes(check.status))) {
    statuses[id] = ORDER[Math.max(ORDER.indexOf(statuses[id]), ORDER.indexOf(status))];
  }
  return statuses;
}

async function output(command, options) {
  const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
  await once(child, 'close');
  return text;
}

/** What the official suite says of a scenario, or without one of all at once. */
async function theirs(command, revision, scenario) {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const what = scenario
      ? ['--scenario', scenario, '--spec-version', revision]
      : ['--requirements', revision];
    const options = ['--command', command, '--timeout', `${TIMEOUT}000`, '-o', folder];
    await output(official, ['client', ...options, ...what]);
    const verdicts = {};
    for (const file of readdirSync(folder, { recursive: true })) {
      const [, name] = file.match(/^(.*)-\d{4}-\d\d-\d\dT[^/]*\/checks\.json$/) ?? [];
      if (name) {
        verdicts[name] = worst(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      }
    }
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the test server says of each scenario; which of them is not passed it puts into failed. */
async function ours(command, revision, scenarios, failed) {
  const options = ['--conformance', revision, '--command', command, '--timeout', TIMEOUT];
  const names = scenarios.flatMap((name) => ['--scenario', name]);
  const verdicts = {};
  for (const text of (await output('java', ['-jar', jar, ...options, ...names])).split(/^(?=PASSED |FAILED )/m)) {
    const [, verdict, name] = text.match(/^(\S+) (\S+)/) ?? [];
    const lines = text.matchAll(/^ {2}([A-Z]+) (\S+) \(/gm);
    verdicts[name] = worst([...lines].map(([, status, id]) => ({ status, id })));
    if (verdict === 'FAILED') {
      failed.add(name);
    } else {
      failed.delete(name);
    }
  }
  return verdicts;
}

/** Returns a line for each check, and whether it is a surprise. */
function compare(name, revision, scenario, them = {}, us = {}) {
  return [...new Set([...Object.keys(us), ...Object.keys(them)])].map((id) => {
    const where = `${name} ${revision} ${scenario} ${id}`;
    const unsaid = SAID_ONLY_OF_FAILURES.includes(id) || SAID_BY_ONE.some((one) => one.test(where));
    const usual = unsaid ? 'SUCCESS' : 'nothing';
    const pair = `${them[id] ?? usual} ${us[id] ?? usual}`;
    const [one, other] = pair.split(' ');
    return {
      line: `${where}: ${one === other ? one : `official ${one}, ours ${other}`}`,
      surprise: pair !== (OURS_IS_A_FAILURE.includes(where) ? 'SUCCESS FAILURE' : `${one} ${one}`),
    };
  });
}

/** The scenarios of the test server, which have to be those that the official suite requires, or only reports. */
async function allScenarios(revision) {
  const tasks = await output('java', ['-jar', jar, '--conformance', revision]);
  const names = [...tasks.matchAll(/^\S+/gm)].map(([name]) => name);
  const file = new URL(`../../conformance-server/${SUITE}/requirements/${revision}.yaml`, import.meta.url);
  const yaml = readFileSync(file, 'utf8');
  const [scored] = yaml.match(/^client:\n( {2}- .*\n)+/m);
  const theirNames = [
    ...scored.matchAll(/^ {2}- (\S+)$/gm),
    ...yaml.matchAll(/- scenario: (\S+)\n *leg: client$/gm),
  ].map(([, name]) => name);
  assert.deepEqual(names.toSorted(), theirNames.toSorted(), `the scenarios of ${revision}`);
  return names;
}

/** Whether the table says so, or undefined for clients that are not in it. */
function isPassed(client, scenario) {
  const not = NOT_PASSED[client];
  return not && !(not.includes?.(scenario) ?? not(scenario));
}

async function run(name, command, revision, { only: named, except = [] }) {
  const all = named ?? (await allScenarios(revision)).filter((scenario) => !except.includes(scenario));
  const failed = new Set();
  const [us, ...them] = await Promise.all([
    ours(command, revision, all, failed),
    ...(named ?? [undefined]).map((scenario) => theirs(command, revision, scenario)),
  ]);
  Object.assign(them[0], ...them);
  let surprises = 0;
  for (const scenario of all) {
    let results = compare(name, revision, scenario, them[0][scenario], us[scenario]);
    // Both look at the clock: on a machine that is busy they may see different times.
    for (let i = 1; i < MOST_ATTEMPTS && results.some((one) => one.surprise); i++) {
      const again = await theirs(command, revision, scenario);
      const oursAgain = await ours(command, revision, [scenario], failed);
      results = compare(name, revision, scenario, again[scenario], oursAgain[scenario]);
    }
    if (results.length === 0) {
      results = [{ line: `${name} ${revision} ${scenario}: nothing is said of it`, surprise: true }];
    }
    for (const { line, surprise } of results) {
      if (surprise || process.env.SHOW) {
        console.log(surprise ? `DIFFERENT ${line}` : line);
      }
      surprises += surprise;
    }
  }
  const unlike = all.filter((scenario) => isPassed(`${name} ${revision}`, scenario) === failed.has(scenario));
  for (const scenario of unlike) {
    console.log(`DIFFERENT ${name} ${revision} ${scenario}: it is ${failed.has(scenario) ? 'not passed' : 'passed'}`);
  }
  return surprises + unlike.length;
}

let surprises = 0;
for (const [name, { command, revisions }] of Object.entries(CLIENTS)) {
  for (const [revision, which] of Object.entries(only.length && !only.includes(name) ? {} : revisions)) {
    surprises += await run(name, command, revision, which);
  }
}
process.exit(surprises ? 1 : 0);
