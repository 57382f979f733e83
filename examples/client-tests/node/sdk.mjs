import assert from 'node:assert/strict';
import { exercise } from './exercise.mjs';

/** Exercises the server with a connected client of either generation of the TypeScript SDK. */
export async function exerciseSdk(client) {
  await exercise(
    {
      listTools: async () => (await client.listTools()).tools,
      callTool: (name, args) => client.callTool({ name, arguments: args }),
      protocolError: async () => {
        try {
          await client.callTool({ name: 'noSuchTool', arguments: {} });
        } catch (error) {
          return `${error.code} ${error.message}`;
        }
        return assert.fail('an unknown tool is a protocol error');
      },
    },
    /^-32602 .*noSuchTool/,
  );
  await client.close();
}
