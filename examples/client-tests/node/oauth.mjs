// Both generations of the TypeScript SDK against servers that want tokens, as it is right and as it is
// not: node oauth.mjs JAR
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Application, V1, V2 } from './application.mjs';

const SERVERS = '../src/test/java/io/github/mcpecho/examples/clients/ProtectedServers.java';
// What a tool call comes to that needs no more scopes than the first, and one that does.
const STEPS_UP = 'both';
const SERVED = 'the first';

// Of v1 and of v2, or of both; a pattern is of the error. v1 refreshes its token where it should ask
// for more scopes, and knows nothing of iss. Neither looks whether there is PKCE.
const CASES = {
  correct: [SERVED, STEPS_UP],
  'missing-header': SERVED,
  'no-metadata': [SERVED, STEPS_UP],
  'no-scope': SERVED,
  'relative-metadata': [SERVED, STEPS_UP],
  'http-metadata': [/invalid_target/, /fetch failed/],
  'broken-metadata': /invalid_target/,
  'duplicate-metadata': /invalid_target/,
  'wrong-resource': /does not match expected/,
  'root-only-prm': [SERVED, STEPS_UP],
  'header-only-prm': [SERVED, STEPS_UP],
  'no-prm': [SERVED, STEPS_UP],
  'prm-401': [SERVED, STEPS_UP],
  'prm-500': [SERVED, STEPS_UP],
  'bearer-case': [SERVED, STEPS_UP],
  'multiple-challenges': SERVED,
  'multiple-challenge-lines': SERVED,
  'reason-phrase': [SERVED, STEPS_UP],
  'html-login-redirect': /sign_in not followed/,
  forbidden: /Error POSTing to endpoint/,
  'iss-missing': [SERVED, /Issuer mismatch/],
  'iss-wrong': [SERVED, /Issuer mismatch/],
  'iss-normalized': [SERVED, /Issuer mismatch/],
  'iss-not-advertised': [SERVED, STEPS_UP],
  'iss-unexpected': [SERVED, /Issuer mismatch/],
  'access-denied': /access_denied/,
  'issuer-with-path': [SERVED, STEPS_UP],
  'issuer-mismatch': [SERVED, /Issuer mismatch/],
  'openid-only': [SERVED, STEPS_UP],
  'pkce-not-advertised': [SERVED, STEPS_UP],
  'no-registration': /does not support dynamic client registration/,
  'registration-rejected': /This server registers nobody/,
  'no-client-id-metadata-document': [SERVED, STEPS_UP],
  'client-forgotten': /client information is required/,
  'code-rejected': /it was used before/,
  'token-endpoint-down': /Service Unavailable/,
  'no-refresh-token': STEPS_UP,
  'refresh-rejected': STEPS_UP,
  'refresh-misreported': [SERVED, STEPS_UP],
  'dpop-required': /There is no DPoP proof/,
  'always-401': /401 after/,
  'always-403': /403/,
};

// Cases in which the application has a metadata document; in the others it registers.
const DOCUMENTED = ['correct', 'no-client-id-metadata-document'];

// What a server found wrong for certain, where it found something: of v1 and of v2.
const ERRORS = {
  'http-metadata': ['OAUTH_RESOURCE_MISSING', ''],
  'broken-metadata': 'OAUTH_RESOURCE_MISSING',
  'duplicate-metadata': 'OAUTH_RESOURCE_MISSING',
  'issuer-mismatch': ['OAUTH_ISSUER_MISMATCH', ''],
  'pkce-not-advertised': 'OAUTH_PKCE_NOT_ADVERTISED',
};

async function outcome(sdk, url, documented) {
  const application = new Application(documented ? 'https://client.example/metadata.json' : undefined);
  let client;
  let transport;
  const attempt = (action) => application.attempt(sdk, () => transport, action);
  await attempt(async () => {
    transport = new sdk.StreamableHTTPClientTransport(new URL(url), { authProvider: application });
    client = new sdk.Client({ name: 'client-tests', version: '1' });
    await client.connect(transport);
  });
  try {
    const { content } = await client.callTool({ name: 'echo', arguments: { message: 'hi' } });
    assert.equal(content[0].text, 'hi');
    try {
      await attempt(() => client.callTool({ name: 'whoIStheGOAT', arguments: {} }));
      assert.equal(application.tokens().scope, 'mcp:read mcp:goat');
      return STEPS_UP;
    } catch (error) {
      assert.match(error.message, /403|insufficient_scope|token request is not valid/);
      return SERVED;
    }
  } finally {
    await client.close();
  }
}

// The SDK remarks on each refusal that it tries to mend.
console.warn = () => {};

const names = Object.keys(CASES);
const runs = names.flatMap((name) => [name, name]);
const servers = spawn('java', ['-cp', process.argv[2], SERVERS, ...runs], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const lines = createInterface({ input: servers.stdout })[Symbol.asyncIterator]();
  for (const name of names) {
    const [ofV1, ofV2 = ofV1] = [CASES[name]].flat();
    for (const [sdk, expected] of [
      [V1, ofV1],
      [V2, ofV2],
    ]) {
      const { value: url } = await lines.next();
      assert.ok(url, 'the servers did not start');
      const message = `${name}, ${sdk.name}`;
      const documented = DOCUMENTED.includes(name);
      if (expected instanceof RegExp) {
        await assert.rejects(outcome(sdk, url, documented), expected, message);
      } else {
        assert.equal(await outcome(sdk, url, documented), expected, message);
      }
    }
  }
  servers.stdin.end();
  for (const name of names) {
    const [ofV1 = '', ofV2 = ofV1] = [ERRORS[name]].flat();
    for (const [sdk, expected] of [
      [V1, ofV1],
      [V2, ofV2],
    ]) {
      assert.equal((await lines.next()).value, expected, `${name}, ${sdk.name}`);
    }
  }
} finally {
  servers.stdin.end();
  if (servers.exitCode === null) {
    await once(servers, 'exit');
  }
}
