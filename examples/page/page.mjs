// The page in a real Chromium: node page.mjs COMMAND, which starts the program. Screenshots are left in target/.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [command, ...options] = process.argv.slice(2);
const SHOTS = fileURLToPath(new URL('target/', import.meta.url));
const MARKUP = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
/** A page that still scrolls moves what is to be clicked. */
const STILL = { reducedMotion: 'reduce' };
const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const running = [];

/** Starts the program, and tells where it listens. */
async function server(settings = {}) {
  const program = spawn(command, options, { env: { ...process.env, MCP_ECHO_PORT: '0', ...settings } });
  running.push(() => program.kill());
  let page;
  for await (const line of createInterface({ input: program.stdout })) {
    page ??= /^In a browser: (\S+)/.exec(line)?.[1];
    const foreign = /^From a foreign origin: (\S+)/.exec(line)?.[1];
    if (page && (foreign || !settings.MCP_ECHO_PAGE_PORT)) return { page, foreign };
  }
  throw new Error('The program did not start');
}

/** A proxy that does something to requests, and to answers. */
async function proxy(target, { headers = {}, answer = (from, to) => from.pipe(to) } = {}) {
  const listening = http.createServer((request, response) => {
    const onward = http.request(new URL(request.url, target), { method: request.method, headers: { ...request.headers, ...headers } }, (from) => {
      response.writeHead(from.statusCode, from.headers);
      answer(from, response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => listening.listen(0, '127.0.0.1', resolve));
  running.push(() => { listening.closeAllConnections(); listening.close(); });
  return `http://127.0.0.1:${listening.address().port}/`;
}

const holdingBack = (from, to) => {
  const parts = [];
  from.on('data', (part) => parts.push(part)).on('end', () => to.end(Buffer.concat(parts)));
};

const cuttingOff = (from, to) => {
  if (!/event-stream/.test(from.headers['content-type'])) return from.pipe(to);
  let events = 0;
  from.on('data', (part) => {
    to.write(part);
    if (++events === 4) setTimeout(() => to.destroy(), 50);
  });
};

/** A tab that remembers whatever should not have happened. */
async function open(browser, url, options = DESKTOP, also = []) {
  const context = await browser.newContext({ ...STILL, permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const tab = await context.newPage();
  const allowed = new Set([new URL(url).origin, ...also.map((one) => new URL(one).origin)]);
  tab.faults = [];
  tab.on('console', (line) => { if (['error', 'warning'].includes(line.type())) tab.faults.push(line.text()); });
  tab.on('pageerror', (error) => tab.faults.push(`thrown: ${error.message}`));
  tab.on('dialog', (dialog) => { tab.faults.push('dialog'); dialog.dismiss(); });
  tab.on('request', (request) => {
    if (!request.url().startsWith('data:') && !allowed.has(new URL(request.url()).origin)) tab.faults.push(`asked ${request.url()}`);
  });
  tab.answer = await tab.goto(url, { waitUntil: 'networkidle' });
  return tab;
}

async function close(tab, expected = []) {
  const faults = tab.faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
  assert.deepEqual(faults, [], tab.url());
  await tab.context().close();
}

const text = (tab, selector) => tab.locator(selector).first().innerText();
/** Of a whole section, in a window that has room for it: the head of the page would stand in its middle. */
async function shot(tab, name, selector) {
  const size = tab.viewportSize();
  if (selector) await tab.setViewportSize({ ...size, height: 3_000 });
  await (selector ? tab.locator(selector) : tab).screenshot({ path: `${SHOTS}${name}.png` });
  await tab.setViewportSize(size);
}

async function submit(tab, form, result) {
  await tab.locator(result).evaluate((place) => place.replaceChildren());
  await tab.locator(`${form} button[type=submit]`).click();
  await tab.locator(`${result} :is(.panes, .card, .good, .bad)`).first().waitFor();
  await tab.waitForFunction((place) => !document.querySelector(place).hasAttribute('aria-busy'), result);
}

const jwt = (claims) => ['{"alg":"RS256","typ":"JWT"}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');

const TESTS = {
  async 'what arrived is shown, and markup stays text'(browser, { page }) {
    const front = await proxy(page, { headers: { 'x-markup': MARKUP, 'x-auth-request-user': 'alice', 'x-forwarded-prefix': '/"><b>' } });
    const tab = await open(browser, front);
    assert.equal(tab.answer.status(), 200);
    const arrived = await text(tab, '#request');
    assert.ok(arrived.includes(MARKUP), arrived);
    assert.ok(arrived.includes('alice'), arrived);
    assert.equal(await tab.locator('img, b, body script').count(), 0);
    assert.equal(await tab.title(), 'mcp-echo');
    await tab.selectOption('#tool', 'printHeader');
    await submit(tab, '#console-form', '#console-result');
    assert.ok((await text(tab, '#console-result pre')).includes(MARKUP));
    await tab.selectOption('#tool', 'echo');
    await tab.fill('#arguments [name=message]', MARKUP);
    await submit(tab, '#console-form', '#console-result');
    assert.ok((await text(tab, '#console-result pre')).includes('<img'));
    assert.equal(await tab.locator('img, b, body script').count(), 0);
    assert.equal(await tab.title(), 'mcp-echo');
    await close(tab);
  },

  async 'a cookie of the browser is not shown'(browser, { page }) {
    const context = await browser.newContext(STILL);
    await context.addCookies([{ name: 'session', value: 'kJ8wQz41LmX0vT7p', url: page }]);
    const tab = await context.newPage();
    await tab.goto(page, { waitUntil: 'networkidle' });
    await submit(tab, '#console-form', '#console-result');
    assert.ok((await text(tab, '#request')).includes('cookie: session='));
    assert.ok(!(await tab.content()).includes('kJ8wQz41LmX0vT7p'));
    await context.close();
  },

  async 'where a proxy hides the URL, the page says so'(browser, { page }) {
    const tab = await open(browser, await proxy(page, { headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'echo.example.com' } }));
    assert.equal(await text(tab, '#url'), 'https://echo.example.com/mcp');
    assert.ok((await text(tab, '#elsewhere')).includes('This browser reaches the endpoint at http://127.0.0.1'));
    assert.ok((await text(tab, '#connect')).includes('claude mcp add --transport http echo https://echo.example.com/mcp'));
    await close(tab);
  },

  async 'every tool has its form, and answers'(browser, { page }) {
    const tab = await open(browser, page);
    const names = await tab.locator('#tool option').allInnerTexts();
    assert.equal(names.length, 9);
    for (const name of names) {
      await tab.selectOption('#tool', name);
      const schema = await tab.evaluate((one) => tools.find((tool) => tool.name === one).inputSchema, name);
      const fields = await tab.locator('#arguments [name]').evaluateAll((all) => all.map((field) => field.name));
      assert.deepEqual(fields, Object.keys(schema.properties ?? {}));
      if (name === 'echo') await tab.fill('#arguments [name=message]', 'Hello!');
      if (name === 'printHeader') {
        await tab.fill('#arguments [name=expect]', '["X-Not-There"]');
        await tab.selectOption('#arguments [name=details]', 'true');
      }
      await submit(tab, '#console-form', '#console-result');
      assert.equal(await tab.locator('#console-result .panes pre').count(), 3, name);
      assert.ok((await text(tab, '#console-result .panes pre')).length > 3, name);
      if (name === 'printHeader') {
        assert.ok((await tab.locator('#console-result .card').allInnerTexts()).some((card) => /X-Not-There/i.test(card)));
        assert.match(await tab.locator('#console-result pre').nth(2).innerText(), /^POST \/mcp\nHost: [^]*\n200/);
      }
    }
    await tab.selectOption('#tool', 'echo');
    await submit(tab, '#console-form', '#console-result');
    assert.ok((await tab.locator('#console-result pre').nth(2).innerText()).includes('"message": ""'));
    await tab.selectOption('#tool', 'requestTiming');
    await tab.fill('#arguments [name=events]', '2');
    await submit(tab, '#console-form', '#console-result');
    assert.match(await tab.locator('#console-result pre').nth(2).innerText(), /notifications\/progress/);
    assert.equal(await tab.locator('#console-result .card').count(), 0);
    await tab.selectOption('#tool', 'bearerDecode');
    await submit(tab, '#console-form', '#console-result');
    assert.match(await text(tab, '#console-result .bad'), /There is no token/);
    await tab.selectOption('#tool', 'printHeader');
    await tab.fill('#arguments [name=expect]', 'X-Not-There\nX-Neither');
    await submit(tab, '#console-form', '#console-result');
    assert.match(await text(tab, '#console-result .card'), /x-not-there; x-neither/i);
    await tab.selectOption('#revision', '2026-07-28');
    await tab.selectOption('#tool', 'printHeader');
    await submit(tab, '#console-form', '#console-result');
    assert.ok((await text(tab, '#console-result pre')).includes('mcp-name: printHeader'));
    await close(tab);
  },

  async 'findings are cards, worst first, to copy and to share'(browser, { page }) {
    const tab = await open(browser, page);
    const token = jwt({ sub: MARKUP, exp: 1_600_000_000, iss: 'https://issuer.example' });
    await tab.selectOption('#tool', 'bearerDecode');
    await tab.fill('#arguments [name=token]', token);
    await submit(tab, '#console-form', '#console-result');
    const badges = await tab.locator('#console-result .badge').allInnerTexts();
    const order = ['ERROR', 'WARNING', 'INFO'];
    assert.ok(badges.includes('ERROR'), badges);
    assert.deepEqual(badges, [...badges].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    const card = await text(tab, '#console-result .card');
    assert.ok(card.includes('Rule') && card.includes('Fix'), card);
    assert.equal(await tab.locator('img').count(), 0);
    await tab.locator('#console-result .card button').first().click();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^ERROR [A-Z_]+\n/);
    await tab.getByRole('button', { name: 'Copy bearerDecode as Markdown' }).click();
    const shared = await tab.evaluate(() => navigator.clipboard.readText());
    assert.match(shared, /^## bearerDecode\n\n\* \*\*ERROR\*\* /);
    const outsideOfTheFence = shared.split('```')[0];
    assert.ok(!outsideOfTheFence.includes('<img'), outsideOfTheFence);
    for (const [where, all] of [['shared', shared], ['page', await text(tab, '#console-result')]]) assert.ok(!all.includes(token.slice(20)), where);
    await shot(tab, 'console', '#console');
    await close(tab);
  },

  async 'the stream is drawn as it arrives'(browser, { page }) {
    for (const [name, front, verdict, arrived] of [
      ['sound', page, /^All 6 events arrived as they were sent\.$/, 6],
      ['held-back', await proxy(page, { answer: holdingBack }), /^Held back: [2-5] of 6 events came late, by up to \d\.\d s; \d came in lumps\.$/, 6],
      ['cut', await proxy(page, { answer: cuttingOff }), /^Cut off after [2-4] of 6 events, without an answer/, 0],
    ]) {
      const tab = await open(browser, front);
      await tab.fill('#events', '6');
      await tab.fill('#interval', '400');
      await tab.uncheck('#bufferingHeader');
      await tab.locator('#stream-form button[type=submit]').click();
      await tab.waitForFunction(() => !/^(Streaming…)?$/.test(document.getElementById('stream-verdict').textContent));
      assert.match(await text(tab, '#stream-verdict'), verdict);
      const dots = await tab.locator('#stream-result circle').count();
      if (arrived) assert.equal(dots, 2 * arrived);
      assert.equal(await tab.locator('#stream-result tbody tr').count(), dots / 2);
      if (arrived) {
        const [, asked] = await tab.locator('#stream-result .panes pre').allInnerTexts();
        assert.ok(asked.includes('"bufferingHeader": false'), asked);
        assert.ok(!(await tab.locator('#stream-result .panes pre').nth(2).innerText()).includes('x-accel-buffering: no'));
      }
      await shot(tab, `stream-${name}`, '#stream');
      if (name === 'held-back') {
        await tab.evaluate(() => document.getElementById('stream').scrollIntoView({ behavior: 'instant' }));
        await shot(tab, 'stream');
      }
      await close(tab, name === 'cut' ? [/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_/] : []);
    }
    const tab = await open(browser, page);
    await tab.fill('#events', '2');
    await tab.locator('#stream-form button[type=submit]').click();
    await tab.locator('#stream-result .panes').waitFor();
    assert.ok((await tab.locator('#stream-result .panes pre').nth(2).innerText()).includes('x-accel-buffering: no'));
    await close(tab);
  },

  async 'whoever stops a stream, or asks for too long a one, is told so'(browser, { page }) {
    const tab = await open(browser, page);
    await tab.fill('#events', '50');
    await tab.locator('#stream-form button[type=submit]').click();
    await tab.locator('#stream-result circle').first().waitFor();
    await tab.locator('#stream-stop').click();
    await tab.waitForFunction(() => /^Stopped after \d+ of 50 events\.$/.test(document.getElementById('stream-verdict').textContent));
    await tab.fill('#events', '2');
    await tab.fill('#idle', '600000');
    await tab.locator('#stream-form button[type=submit]').click();
    await tab.waitForFunction(() => /^No stream: .*idleMs/.test(document.getElementById('stream-verdict').textContent));
    await close(tab);
  },

  async 'what no page can call is refused before it is tried'(browser, { page }) {
    const tab = await open(browser, page);
    for (const [url, says] of [['ftp://a.example/mcp', /http or https/], ['javascript:alert(1)', /http or https/], ['https://ann:orange@a.example/mcp', /user and a password/]]) {
      await tab.fill('#cors-url', url);
      await submit(tab, '#cors-form', '#cors-result');
      assert.match(await text(tab, '#cors-result'), says);
      assert.ok(!(await text(tab, '#cors-result')).includes('orange'));
    }
    await close(tab);
  },

  async 'another origin is called for real'(browser, { page, foreign }) {
    const origin = new URL(foreign).origin;
    const open_ = (await server({ MCP_ECHO_CORS_ORIGINS: origin })).page;
    const blocked = [/blocked by CORS policy/, /Failed to load resource: net::ERR_FAILED/, /ERR_CONNECTION_REFUSED/, /status of 4\d\d/];

    let tab = await open(browser, foreign, DESKTOP, [page, open_, 'http://127.0.0.1:9']);
    assert.equal(await tab.inputValue('#cors-url'), `${page}mcp`);
    await submit(tab, '#cors-form', '#cors-result');
    await tab.locator('#cors-result pre').waitFor();
    assert.match(await text(tab, '#cors-result'), /let nothing through[^]*Something answers there/);
    assert.ok((await text(tab, '#cors-result pre')).includes(`Access-Control-Allow-Origin: ${origin}`));
    await shot(tab, 'cors', '#cors');

    await tab.locator('#cors-result textarea').fill(`Access to fetch at '${page}mcp' from origin '${origin}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`);
    await tab.locator('#cors-result form button').click();
    await tab.locator('#cors-result .card.ERROR').first().waitFor();

    await tab.fill('#cors-url', `${open_}mcp`);
    await submit(tab, '#cors-form', '#cors-result');
    await tab.locator('#cors-result .panes').waitFor();
    assert.match(await text(tab, '#cors-result'), /let the answer through: status 200, and it speaks MCP/);
    assert.equal(await tab.locator('#cors-result .card.ERROR').count(), 0);

    await tab.fill('#cors-url', 'http://127.0.0.1:9/mcp');
    await submit(tab, '#cors-form', '#cors-result');
    assert.match(await text(tab, '#cors-result'), /Nothing answers there even without CORS|unsafe/);

    await tab.fill('#cors-url', `${origin}/mcp`);
    await submit(tab, '#cors-form', '#cors-result');
    assert.match(await text(tab, '#cors-result'), /the origin of this very page/);
    await close(tab, [...blocked, /ERR_UNSAFE_PORT/]);
  },

  async 'what is pasted goes to this server alone'(browser, { page }) {
    const tab = await open(browser, page);
    const token = jwt({ sub: 'alice', exp: 1_600_000_000 });
    for (const [box, pasted, says] of [
      ['token', `Authorization: Bearer ${token}`, 'TOKEN_EXPIRED'],
      ['headers', 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *, *\nContent-Type: application/json\n', 'CORS_'],
      ['message', `Access to fetch at 'https://mcp.example.com/mcp' from origin 'https://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`, 'CORS_'],
      ['metadata', '{"resource":"https://other.example/mcp"}', 'AUTHORIZATION_RESOURCE_OTHER'],
      ['metadata', '<html>', 'AUTHORIZATION_METADATA_NOT_JSON'],
      ['metadata', 'null', 'AUTHORIZATION_METADATA_NOT_JSON'],
      ['metadata', '["resource"]', 'AUTHORIZATION_METADATA_NOT_JSON'],
      ['metadata', `{"resource":"${page}mcp","authorization_servers":"https://i.example"}`, 'AUTHORIZATION_SERVERS_MISSING'],
      ['metadata', '{"issuer":"https://i.example","code_challenge_methods_supported":{"S256":true}}', 'AUTHORIZATION_PKCE_MISSING'],
      ['token', `curl -H 'Authorization: Bearer ${token}' https://mcp.example.com/mcp`, 'TOKEN_EXPIRED'],
      ['metadata', '{"issuer":"https://i.example","token_endpoint":"https://i.example/t"}', 'AUTHORIZATION_PKCE_MISSING'],
    ]) {
      await tab.fill(`[data-paste=${box}] textarea`, pasted);
      await submit(tab, `[data-paste=${box}]`, '#paste-result');
      const result = await text(tab, '#paste-result');
      assert.ok(result.includes(says), result);
      assert.ok(/Rule\n/.test(result) && /Fix\n/.test(result), result);
      assert.ok(!result.includes(token.slice(20)), box);
    }
    for (const around of [`https://a.example/mcp?access_token=${token}&b=c`, `Cookie: theme=dark; token=${token}; a=b`, `{"access_token":"${token}","token_type":"Bearer"}`, `X-Auth-Token: ${token}`]) {
      await tab.fill('[data-paste=token] textarea', around);
      await submit(tab, '[data-paste=token]', '#paste-result');
      const found = await tab.locator('#paste-result .card code').allInnerTexts();
      assert.ok(found.includes('TOKEN_EXPIRED') && !found.some((id) => /^AUTH_|UNREADABLE/.test(id)), `${around.slice(0, 20)}: ${found}`);
    }
    for (const [pasted, asked, differs] of [
      ['HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n', '', false],
      ['access-control-allow-origin\nhttps://app.example.com\nvary\nOrigin', '', false],
      ['HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n', 'https://other.example/page', true],
      ['HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com/\nVary: Origin\n', '', true],
    ]) {
      await tab.fill('[data-paste=headers] textarea', pasted);
      await tab.fill('[data-paste=headers] input', asked);
      await submit(tab, '[data-paste=headers]', '#paste-result');
      const result = await text(tab, '#paste-result');
      assert.equal(result.includes('CORS_ORIGIN_DIFFERS'), differs, result);
    }
    for (const [message, origin] of [
      [`Access to fetch at 'https://mcp.example.com/mcp' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`, 'https://app.example.com'],
      ['Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://mcp.example.com/mcp. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.', 'https://your-page.example'],
      ['Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200', 'https://app.example.com'],
    ]) {
      await tab.fill('[data-paste=message] textarea', message);
      await submit(tab, '[data-paste=message]', '#paste-result');
      const result = await text(tab, '#paste-result .card.ERROR');
      assert.ok(result.includes(`Allow ${origin}:`), result);
    }
    for (const [box, pasted, says] of [
      ['message', 'TypeError: Failed to fetch', /copy the line of the console/],
      ['metadata', '{"error":"not_found"}', /This is no metadata: it has neither resource/],
      ['metadata', '{"client_id":"https://a.example/client.json","redirect_uris":[]}', /This is no metadata/],
    ]) {
      await tab.fill(`[data-paste=${box}] textarea`, pasted);
      await submit(tab, `[data-paste=${box}]`, '#paste-result');
      assert.match(await text(tab, '#paste-result .bad'), says);
    }
    const elsewhere = 'https://mcp.example.com/mcp';
    await tab.fill('[data-paste=metadata] textarea', JSON.stringify({ resource: elsewhere, authorization_servers: ['https://i.example'] }));
    await tab.fill('#metadata-url', elsewhere);
    await submit(tab, '[data-paste=metadata]', '#paste-result');
    assert.match(await text(tab, '#paste-result .good'), /No findings: it is of https:\/\/mcp\.example\.com\/mcp/);
    await tab.fill('#metadata-url', `${page}mcp`);
    const sound = JSON.stringify({ resource: `${page}mcp`, authorization_servers: ['https://i.example'] });
    for (const pasted of [sound, `\ufeff${sound}`, `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n${sound}`]) {
      await tab.fill('[data-paste=metadata] textarea', pasted);
      await submit(tab, '[data-paste=metadata]', '#paste-result');
      assert.match(await text(tab, '#paste-result'), /No findings/);
    }
    await close(tab);
  },

  async 'a browser at the endpoint is led to the page'(browser, { page }) {
    const tab = await open(browser, `${page}mcp`);
    assert.equal(tab.answer.status(), 405);
    await shot(tab, 'endpoint');
    await tab.getByRole('link').click();
    await tab.locator('#works').waitFor();
    assert.equal(tab.url(), page);
    await close(tab, [/status of 405/]);
  },

  async 'without JavaScript the text is there'(browser, { page }) {
    const tab = await open(browser, page, { ...DESKTOP, javaScriptEnabled: false, permissions: [] });
    for (const part of ['It works', 'HTTP Headers Analysis', 'Authentication Context Analysis', 'claude mcp add', 'whoIStheGOAT']) {
      assert.ok((await text(tab, 'body')).includes(part), part);
    }
    assert.equal(await tab.locator('#console').isVisible(), false);
    await close(tab);
  },

  async 'in challenge mode the console takes the token'(browser) {
    const { page } = await server({ MCP_ECHO_CHALLENGE: 'true' });
    const tab = await open(browser, page);
    assert.equal(tab.answer.status(), 401);
    assert.equal(await text(tab, '#works'), 'A token is needed');
    await shot(tab, 'challenge');
    assert.ok(!(await text(tab, 'body')).includes('HTTP Headers Analysis'));
    await tab.fill('#token', 'opaque-kJ8wQz41LmX0vT7p');
    await tab.locator('#token').blur();
    await tab.locator('#tool option').first().waitFor({ state: 'attached' });
    await submit(tab, '#console-form', '#console-result');
    assert.ok((await text(tab, '#console-result pre')).includes('authorization: Bearer (23 characters'));
    assert.ok((await tab.locator('#console-result pre').nth(2).innerText()).includes('Authorization: … ('));
    await close(tab, [/status of 401/]);
  },

  async 'a keyboard and a screen reader find their way'(browser, { page }) {
    const tab = await open(browser, page);
    await tab.keyboard.press('Tab');
    assert.equal(await tab.evaluate(() => document.activeElement.className), 'skip');
    for (const name of ['banner', 'navigation', 'main', 'contentinfo']) assert.equal(await tab.getByRole(name).count(), 1, name);
    const nameless = await tab.evaluate(() => [...document.querySelectorAll('input, select, textarea, button')]
      .filter((one) => !(one.labels?.length || one.textContent.trim() || one.getAttribute('aria-label'))).map((one) => one.outerHTML));
    assert.deepEqual(nameless, []);
    const jumps = await tab.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1]))
      .filter((level, i, all) => i > 0 && level > all[i - 1] + 1));
    assert.deepEqual(jumps, []);
    await tab.locator('#tool').focus();
    await tab.keyboard.type('healthP');
    await tab.locator('#console-form button[type=submit]').focus();
    await tab.keyboard.press('Enter');
    await tab.locator('#console-result .panes').waitFor();
    assert.match(await tab.getByRole('status').first().textContent(), /^healthProbe: (no|\d+) findings$/);
    assert.equal(await text(tab, '#console-result h3'), 'healthProbe');
    await close(tab);
  },

  async 'it can be read on a phone, and in the dark'(browser, { page }) {
    for (const [name, options] of Object.entries({ desktop: DESKTOP, dark: { ...DESKTOP, colorScheme: 'dark' }, phone: PHONE, 'phone-dark': { ...PHONE, colorScheme: 'dark' } })) {
      const tab = await open(browser, page, options);
      await shot(tab, name);
      await tab.selectOption('#tool', 'bearerDecode');
      await tab.fill('#arguments [name=token]', jwt({ sub: 'alice', exp: 1_600_000_000 }));
      await submit(tab, '#console-form', '#console-result');
      await tab.fill('#events', '5');
      await tab.locator('#stream-form button[type=submit]').click();
      await tab.locator('#stream-result .panes').waitFor();
      await shot(tab, `${name}-console`, '#console');
      await shot(tab, `${name}-stream`, '#stream');
      assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), options.viewport.width, name);
      const faint = await tab.evaluate(contrasts);
      assert.deepEqual(faint, [], name);
      await close(tab);
    }
  },
};

/** Runs in the page: texts whose contrast is below that of WCAG 2.2, 1.4.3. */
function contrasts() {
  const rgb = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    const colour = rgb(getComputedStyle(node).backgroundColor);
    return colour[3] === 0 && node.parentElement ? behind(node.parentElement) : colour;
  };
  return [...document.querySelectorAll('body *')]
    .filter((node) => !node.disabled && [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim()) && node.getClientRects().length)
    .filter((node) => !node.closest('svg'))
    .map((node) => {
      const [a, b] = [light(rgb(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
      return [node.tagName, node.textContent.trim().slice(0, 30), ((a + 0.05) / (b + 0.05)).toFixed(2)];
    })
    .filter(([, , ratio]) => ratio < 4.5);
}

mkdirSync(SHOTS, { recursive: true });
let failed = 0;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const echo = await server({ MCP_ECHO_PAGE_PORT: '0' });
  for (const [name, test] of Object.entries(TESTS)) {
    try {
      await test(browser, echo);
    } catch (error) {
      failed++;
      console.error(`FAILED: page, ${name}\n${error.stack}`);
    }
  }
} finally {
  await browser.close();
  running.forEach((stop) => stop());
}
process.exitCode = failed ? 1 : 0;
