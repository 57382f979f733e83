// The command line of the MCP Inspector: node inspector.mjs URL legacy|auto|modern
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exercise } from './exercise.mjs';
import { withConnection } from './mcpdo.mjs';
import { exerciseOffer } from './offer.mjs';

const INSPECTOR = fileURLToPath(
  new URL('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url),
);
const TOOL_ERROR = 5;

const [url, era] = process.argv.slice(2);

function inspect(...options) {
  const fixed = ['--cli', '--transport', 'http', '--server-url', url, '--protocol-era', era];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [INSPECTOR, ...fixed, '--format', 'json', '--quiet', '--stored-auth-only', ...options],
      (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

async function result(allowed, ...options) {
  const { status, stdout, stderr } = await inspect(...options);
  assert.ok(allowed.includes(status), `${options.join(' ')}: exit code ${status}\n${stderr}`);
  return JSON.parse(stdout).result;
}

await exercise(
  {
    // --strict also judges the schemas: exit code 6 if other clients would choke on one.
    listTools: async () => (await result([0], '--method', 'tools/list', '--strict')).tools,
    callTool: (name, args) =>
      result(
        [0, TOOL_ERROR],
        ...['--method', 'tools/call', '--tool-name', name],
        ...['--tool-args-json', JSON.stringify(args)],
      ),
    // The Inspector itself refuses a tool that is not in the list.
    protocolError: async () =>
      (await inspect('--method', 'prompts/get', '--prompt-name', 'noSuchPrompt')).stderr,
  },
  /unknown prompt: noSuchPrompt/,
);

// Completion and subscriptions are those of its other command line.
await withConnection(url, era, async ({ complete, subscribe }) => {
  await exerciseOffer({
    listPrompts: () => result([0], '--method', 'prompts/list'),
    getPrompt: (name, args) =>
      result(
        [0],
        ...['--method', 'prompts/get', '--prompt-name', name],
        ...['--prompt-args', ...Object.entries(args).map(([key, value]) => `${key}=${value}`)],
      ),
    listResources: () => result([0], '--method', 'resources/list'),
    listResourceTemplates: () => result([0], '--method', 'resources/templates/list'),
    readResource: (uri) => result([0], '--method', 'resources/read', '--uri', uri),
    complete,
  });
  assert.match(
    await subscribe('echo://clock'),
    era === 'legacy' ? /does not support resource subscriptions/ : /"uri": "echo:\/\/clock"/,
  );
});

// It asks for progress only if it is given a token, and shows none; the answer comes after it.
const timed = await result(
  [0],
  ...['--method', 'tools/call', '--tool-name', 'requestTiming'],
  ...['--tool-args-json', JSON.stringify({ events: 3, intervalMs: 20 })],
  ...['--tool-metadata', 'progressToken=inspector'],
);
assert.equal(timed.structuredContent.stream.eventsSent, 3);
