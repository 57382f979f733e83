// An application with a user who approves of everything: it keeps in memory what the SDKs have it keep, and
// logs in where they ask for it.
import assert from 'node:assert/strict';
import * as v2 from '@modelcontextprotocol/client';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const REDIRECT = 'http://127.0.0.1:7/callback';
export const V1 = {
  name: 'v1',
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  finishAuth: (transport, callback) => transport.finishAuth(callback.get('code')),
};
export const V2 = {
  name: 'v2',
  ...v2,
  finishAuth: (transport, callback) => transport.finishAuth(callback),
};

export class Application {
  redirectUrl = REDIRECT;
  clientMetadata = {
    client_name: 'client-tests',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'native',
  };

  /**
   * With a metadata document at this URL, if there is one; with credentials that it has beforehand, if there are
   * any; it visits the pages of the authorization server with visit, and asks the user so often at most.
   */
  constructor(documentUrl, { client, visit = fetch, mostLogins = 5 } = {}) {
    this.clientMetadataUrl = documentUrl;
    this.#kept.client = client;
    this.#visit = visit;
    this.#mostLogins = mostLogins;
  }

  #visit;
  #mostLogins;
  #kept = {};
  #logins = 0;
  #callback;

  state = () => 'a state';
  clientInformation = () => this.#kept.client;
  saveClientInformation = (client) => void (this.#kept.client = client);
  tokens = () => this.#kept.tokens;
  saveTokens = (tokens) => void (this.#kept.tokens = tokens);
  codeVerifier = () => this.#kept.verifier;
  saveCodeVerifier = (verifier) => void (this.#kept.verifier = verifier);
  discoveryState = () => this.#kept.discovery;
  saveDiscoveryState = (discovery) => void (this.#kept.discovery = discovery);

  invalidateCredentials(what) {
    if (what === 'all') {
      this.#kept = {};
    } else {
      delete this.#kept[what];
    }
  }

  async redirectToAuthorization(url) {
    assert.ok(++this.#logins <= this.#mostLogins, 'the user is asked again and again');
    const response = await this.#visit(url, { redirect: 'manual' });
    this.#callback = new URL(response.headers.get('location')).searchParams;
  }

  /** Does something that may need a login, and once more after each. */
  async attempt(sdk, transport, action) {
    for (;;) {
      try {
        return await action();
      } catch (error) {
        const callback = this.#callback;
        this.#callback = undefined;
        if (!(error instanceof sdk.UnauthorizedError) || !callback) {
          throw error;
        }
        assert.equal(callback.get('state') ?? 'none', 'a state');
        assert.ok(callback.has('code'), callback.get('error'));
        await sdk.finishAuth(transport(), callback);
      }
    }
  }
}
