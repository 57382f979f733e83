// A client of the TypeScript SDK that plays the scenarios of the conformance suites, as it should or with a
// mistake: node scenario.mjs v1|v2 [MISTAKE] URL
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { V1, V2 } from './application.mjs';
import { authorizing, playAuthorization } from './authorization.mjs';

const [generation, mistake] = process.argv.slice(2, -1);
const url = new URL(process.argv.at(-1));
const scenario = process.env.MCP_CONFORMANCE_SCENARIO;
const revision = process.env.MCP_CONFORMANCE_PROTOCOL_VERSION;
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}');

const META = 'io.modelcontextprotocol/';

/** What happens to headers and message of a request on its way. */
const ON_THE_WAY = {
  'no-version': (headers) => headers.delete('mcp-protocol-version'),
  'other-version': (headers) => headers.set('mcp-protocol-version', '2025-11-25'),
  'no-method': (headers) => headers.delete('mcp-method'),
  'other-method': (headers) => headers.set('mcp-method', 'Tools/List'),
  'no-name': (headers) => headers.delete('mcp-name'),
  'other-name': (headers) => headers.set('mcp-name', 'another'),
  'no-params': (headers) => {
    for (const name of [...headers.keys()].filter((key) => key.startsWith('mcp-param-'))) {
      headers.delete(name);
    }
  },
  'more-params': (headers) => headers.set('mcp-param-query', 'SELECT'),
  'other-params': (headers) => headers.set('mcp-param-region', 'elsewhere'),
  'no-event-id': (headers) => headers.delete('last-event-id'),
  'no-capabilities': (headers, message) => delete message?.params?._meta?.[`${META}clientCapabilities`],
  'no-client-info': (headers, message) => delete message?.params?._meta?.[`${META}clientInfo`],
  'roots-are-true': (headers, message) => {
    const declared = message?.params?._meta?.[`${META}clientCapabilities`];
    if (declared) {
      declared.roots = true;
    }
  },
  'same-id': (headers, message) => {
    if (message?.method === 'tools/call') {
      message.id = 7;
    }
  },
  'other-state': (headers, message) => {
    if (message?.params?.requestState) {
      message.params.requestState += ' ';
    }
  },
  'always-state': (headers, message) => {
    if (message?.method === 'tools/call') {
      message.params.requestState ??= 'made up';
    }
  },
};

async function fetchWithMistake(target, options = {}) {
  const change = ON_THE_WAY[mistake];
  if (!change) {
    return fetch(...authorizing(mistake, target, options));
  }
  const headers = new Headers(options.headers);
  const message = options.body === undefined ? undefined : JSON.parse(options.body);
  change(headers, message);
  return fetch(target, { ...options, headers, body: message && JSON.stringify(message) });
}

const INFO = { name: 'client-tests', version: '1' };
const capabilities = { elicitation: { form: { applyDefaults: mistake !== 'no-defaults' } } };

const MAKE = {
  v1: (authProvider) => {
    const client = new V1.Client(INFO, { capabilities });
    client.setRequestHandler(ElicitRequestSchema, elicit);
    return [client, new V1.StreamableHTTPClientTransport(url, { authProvider, fetch: fetchWithMistake })];
  },
  v2: (authProvider) => {
    const mode = revision === '2026-07-28' ? { pin: revision } : 'legacy';
    const client = new V2.Client(INFO, { capabilities, versionNegotiation: { mode } });
    client.setRequestHandler('elicitation/create', elicit);
    return [client, new V2.StreamableHTTPClientTransport(url, { authProvider, fetch: fetchWithMistake })];
  },
};

let unrelated = false;

/** What the user answers. */
async function elicit() {
  if (mistake === 'declines') {
    return { action: 'decline' };
  }
  if (scenario === 'sep-2322-client-request-state' && !unrelated) {
    unrelated = true;
    await call('test_mrtr_unrelated');
  }
  const content = scenario === 'sep-2322-client-request-state' ? { confirmed: true } : {};
  return { action: 'accept', content };
}

if (scenario.startsWith('auth/')) {
  const sdk = generation === 'v1' ? V1 : V2;
  await playAuthorization({ sdk, make: MAKE[generation], scenario, context, mistake, visit: fetchWithMistake });
  process.exit();
}

const [client, transport] = MAKE[generation]();
const call = (name, args = {}) => client.callTool({ name, arguments: args });

const PLAYS = {
  initialize: () => client.listTools(),
  tools_call: () => call('add_numbers', mistake === 'text' ? { a: '2', b: '3' } : { a: 2, b: 3 }),
  'request-metadata': () => client.listTools(),
  'elicitation-sep1034-client-defaults': () => call('test_client_elicitation_defaults'),
  'sse-retry': () => call('test_reconnection'),
  'json-schema-ref-no-deref': async () => {
    const { tools } = await client.listTools();
    if (mistake === 'fetches') {
      await fetch(tools[0].inputSchema.properties.profile.$ref);
    }
  },
  'json-schema-2020-12-preservation': async () => {
    const { tools } = await client.listTools();
    const { inputSchema } = tools.find((tool) => tool.name === 'json_schema_2020_12_tool');
    const { $schema, allOf, ...others } = inputSchema;
    await call('json_schema_echo', { schema: mistake === 'keywords' ? others : inputSchema });
  },
  'http-standard-headers': async () => {
    await client.listTools();
    await call('my-hyphenated-tool');
    const { resources } = await client.listResources();
    await client.readResource({ uri: resources[0].uri });
    const { prompts } = await client.listPrompts();
    await client.getPrompt({ name: prompts[0].name });
  },
  'http-custom-headers': async () => {
    await client.listTools();
    for (const { name, arguments: args } of context.toolCalls) {
      await call(name, args);
    }
  },
  'http-invalid-tool-headers': async () => {
    for (const { name, inputSchema } of (await client.listTools()).tools) {
      await call(name, Object.fromEntries((inputSchema.required ?? []).map((key) => [key, 'x'])));
    }
    if (mistake === 'calls-invalid') {
      await call('invalid_space_in_name', { value: 'x' });
    }
  },
  'sep-2322-client-request-state': async () => {
    await client.listTools();
    await call('test_mrtr_echo_state');
    await call('test_mrtr_no_state');
    await call('test_mrtr_no_result_type');
  },
};

await client.connect(transport);
await PLAYS[scenario]();
await client.close();
