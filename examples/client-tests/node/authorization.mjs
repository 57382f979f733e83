// The scenarios about authorization, for scenario.mjs, and what may be wrong with what a client sends meanwhile.
import {
  ClientCredentialsProvider,
  PrivateKeyJwtProvider,
} from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { Application } from './application.mjs';

const DOCUMENT = 'https://conformance-test.local/client-metadata.json';

/** What is changed in the parameters for the authorization endpoint, or in those for the token endpoint. */
const IN_AUTHORIZATION = {
  'no-challenge': {
    authorize: (params) => {
      params.delete('code_challenge');
      params.delete('code_challenge_method');
    },
  },
  plain: { authorize: (params) => params.set('code_challenge_method', 'plain') },
  'no-verifier': { token: (params) => params.delete('code_verifier') },
  'other-verifier': { token: (params) => params.set('code_verifier', 'another'.repeat(7)) },
  'no-resource': {
    authorize: (params) => params.delete('resource'),
    token: (params) => params.delete('resource'),
  },
  'resource-once': { token: (params) => params.delete('resource') },
  'no-scope': { authorize: (params) => params.delete('scope') },
  'more-scopes': { authorize: (params) => params.append('scope', 'mcp:everything') },
  'only-new-scopes': {
    authorize: (params) => params.get('scope')?.includes('mcp:write') && params.set('scope', 'mcp:write'),
  },
  'offline-access': { authorize: (params) => params.set('scope', `${params.get('scope')} offline_access`) },
  'secret-in-form': {
    token: (params, headers) => {
      const [id, secret] = atob(headers.get('authorization').slice('Basic '.length)).split(':');
      headers.delete('authorization');
      params.set('client_id', id);
      params.set('client_secret', secret);
    },
  },
};

/** Returns the arguments of fetch, with the mistake in them. */
export function authorizing(mistake, target, options) {
  const change = IN_AUTHORIZATION[mistake];
  const url = new URL(target);
  if (url.pathname.endsWith('/authorize')) {
    change?.authorize?.(url.searchParams);
    return [url, options];
  }
  if (url.pathname.endsWith('/token') && change?.token) {
    const headers = new Headers(options.headers);
    const body = new URLSearchParams(options.body);
    change.token(body, headers);
    return [url, { ...options, headers, body }];
  }
  return [target, options];
}

function application(context, mistake, visit) {
  const { client_id, client_secret } = context;
  const client = client_id && { client_id, client_secret };
  const documentUrl = mistake === 'registers' ? undefined : DOCUMENT;
  const made = new Application(documentUrl, { client, visit, mostLogins: 3 });
  // Whoever keeps what it discovered does not see that the server has moved.
  made.saveDiscoveryState = undefined;
  made.discoveryState = undefined;
  if (mistake === 'no-application-type') {
    delete made.clientMetadata.application_type;
  }
  if (mistake === 'no-refresh') {
    made.clientMetadata.grant_types = ['authorization_code'];
  }
  return made;
}

// Those in which no user has a part.
const WITHOUT_USER = {
  'auth/client-credentials-basic': ({ client_id, client_secret }) =>
    new ClientCredentialsProvider({ clientId: client_id, clientSecret: client_secret }),
  'auth/client-credentials-jwt': ({ client_id, private_key_pem, signing_algorithm }) =>
    new PrivateKeyJwtProvider({
      clientId: client_id,
      privateKey: private_key_pem,
      algorithm: signing_algorithm,
    }),
};

export async function playAuthorization({ sdk, make, scenario, context, mistake, visit }) {
  const alone = WITHOUT_USER[scenario]?.(context);
  const user = application(context, mistake, visit);
  let client;
  let transport;
  const attempt = (action) => (alone ? action() : user.attempt(sdk, () => transport, action));
  await attempt(async () => {
    [client, transport] = make(alone ?? user);
    await client.connect(transport);
  });
  await attempt(() => client.listTools());
  if (!alone) {
    await attempt(() => client.callTool({ name: 'test-tool', arguments: {} }));
  }
  await client.close();
}
