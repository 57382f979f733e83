// The test server of mcp-echo, for tests in Node: it needs no package.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts a test server; stop it with close(). */
export async function start(jar, ...options) {
  const server = spawn('java', ['-jar', jar, '--control', ...options], {
    env: { ...process.env, MCP_ECHO_PORT: '0', LOG_LEVEL: 'WARNING' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(server, 'exit');
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const url = (await lines.next()).value.split(' ').at(-1);
  const [, control, token] = (await lines.next()).value.match(/Control: (\S+), token (\S+)/);
  return {
    url,

    /** Asks or tells the server something, and returns the JSON that it answers. */
    async control(verb, what, body) {
      const answer = await fetch(`${control}/${what}`, {
        method: verb,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { Authorization: `Bearer ${token}` },
      });
      const json = await answer.json();
      if (!answer.ok) throw new Error(json.error);
      return json;
    },

    /** Stops it, and returns what it has to say about the clients. */
    async close() {
      server.kill();
      const findings = [];
      for await (const line of lines) findings.push(line);
      await exit;
      return findings.join('\n');
    },
  };
}
