import assert from 'node:assert/strict';
import { TOOLS } from './tools.mjs';

/**
 * Lists the tools, calls all nine, provokes a tool error and a protocol error.
 *
 * @param client `listTools()` returns tools, `callTool(name, arguments)` a result,
 *   `protocolError()` the text of a protocol error
 * @param expectedProtocolError matches that text
 */
export async function exercise(client, expectedProtocolError) {
  const listed = await client.listTools();
  assert.deepEqual(
    listed.map((tool) => tool.name).sort(),
    TOOLS.map((tool) => tool.name).sort(),
  );
  for (const tool of listed) {
    assert.ok(tool.description, `${tool.name} has no description`);
    assert.equal(tool.inputSchema.type, 'object', tool.name);
  }

  for (const tool of TOOLS) {
    const result = await client.callTool(tool.name, tool.arguments);
    assert.ok(!result.isError, `${tool.name} failed: ${JSON.stringify(result)}`);
    assert.match(result.content[0].text, tool.text);
  }

  const failed = await client.callTool('echo', {});
  assert.equal(failed.isError, true, 'echo without a message is a tool error');
  assert.match(failed.content[0].text, /message/);

  assert.match(await client.protocolError(), expectedProtocolError);
}
