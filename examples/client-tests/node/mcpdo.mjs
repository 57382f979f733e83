// The Inspector's other command line, which keeps a connection: it completes and subscribes.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MCPDO = fileURLToPath(
  new URL('node_modules/@modelcontextprotocol/inspector/clients/mcpdo/build/mcp-bin.js', import.meta.url),
);
const CONNECTION = ['--format', 'json', '--stored-auth-only', '--connection', 'echo'];
const DEADLINE_MS = 60_000;

/**
 * Does something with a connection, in a daemon of its own that leaves nothing behind.
 *
 * @param use gets `complete(ref, argument)`, which returns a result of the protocol, and
 *   `subscribe(uri)`, which returns the first thing that it is told of after that, or an error
 */
export async function withConnection(url, era, use) {
  const home = await mkdtemp(join(tmpdir(), 'mcpdo-'));
  const env = { ...process.env, HOME: home, MCP_INSPECTOR_SECRET_STORE: 'memory' };
  const run = (...options) =>
    new Promise((resolve, reject) => {
      execFile(process.execPath, [MCPDO, ...options], { env, timeout: DEADLINE_MS }, (error, stdout, stderr) =>
        error ? reject(new Error(`mcpdo ${options.join(' ')}: ${stderr}`)) : resolve(stdout),
      );
    });
  for (const [, name, value] of (await run('private')).matchAll(/^export (\w+)='(.*)'$/gm)) {
    env[name] = value;
  }
  try {
    await run('--format', 'json', '--stored-auth-only', 'connect', '@echo', url, '--transport', 'http', '--era', era);
    await use({
      complete: async (ref, { name, value }) => ({
        completion: JSON.parse(
          await run(
            ...[...CONNECTION, 'prompts/complete', '--complete-ref-type', ref.type],
            ...['--complete-ref', ref.name ?? ref.uri],
            ...['--complete-arg-name', name, '--complete-arg-value', value],
          ),
        ),
      }),
      subscribe: (uri) => firstChange(uri, env),
    });
  } finally {
    await run('daemon', 'stop');
    await rm(home, { recursive: true, force: true });
  }
}

async function firstChange(uri, env) {
  const mcpdo = spawn(process.execPath, [MCPDO, ...CONNECTION, 'resources/subscribe', uri], {
    env,
    timeout: DEADLINE_MS,
  });
  let printed = '';
  try {
    for await (const chunk of mcpdo.stdout) {
      printed += chunk;
      if (printed.includes('"resources/updated"')) {
        return printed;
      }
    }
    for await (const chunk of mcpdo.stderr) {
      printed += chunk;
    }
    return printed;
  } finally {
    mcpdo.kill();
  }
}
