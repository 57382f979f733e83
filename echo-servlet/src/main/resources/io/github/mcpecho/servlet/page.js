'use strict';
// Calls the MCP endpoint of this server from the browser, and draws what it says. What arrives becomes text nodes alone.

const $ = (id) => document.getElementById(id);
const endpoint = new URL(document.body.dataset.endpoint, location.href).href;
const ME = { name: 'mcp-echo page', version: '1' };
const WORST_FIRST = ['ERROR', 'WARNING', 'INFO'];
const MODERN = '2026-07-28';
const META = 'io.modelcontextprotocol/';
let nextId = 1;

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') node.addEventListener('click', value);
    else if (value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children);
  return node;
}

function svg(tag, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// ---- Copying

async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Only a page that came by https, or from this machine, may use the clipboard.
    const area = el('textarea', { readonly: true, 'aria-hidden': 'true' });
    area.value = text;
    button.after(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = before; }, 1500);
}

const copyButton = (text, label, name = label) =>
  el('button', { type: 'button', class: 'quiet small', 'aria-label': name, onclick: (e) => copy(text(), e.currentTarget) }, label);

// ---- MCP over HTTP

/** Posts one message; tells each event of a stream when it arrives. Throws what fetch throws. */
async function post(url, method, params, options = {}) {
  const { revision = '', token = '', credentials = 'same-origin', signal, onMessage = () => {} } = options;
  const message = { jsonrpc: '2.0', id: nextId++, method, params: { ...params } };
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
  if (revision) headers['MCP-Protocol-Version'] = revision;
  if (revision === MODERN) {
    headers['Mcp-Method'] = method;
    const name = params.name ?? params.uri;
    if (name) headers['Mcp-Name'] = name;
    message.params._meta = {
      ...params._meta, [META + 'protocolVersion']: revision, [META + 'clientInfo']: ME, [META + 'clientCapabilities']: {},
    };
  }
  if (token) headers.Authorization = 'Bearer ' + token;
  const exchange = { url, request: { headers, message }, messages: [], raw: '', begin: performance.now() };
  const response = await fetch(url, {
    method: 'POST', headers, body: JSON.stringify(message), credentials, signal, cache: 'no-store', referrerPolicy: 'no-referrer',
  });
  exchange.status = response.status;
  exchange.statusText = response.statusText;
  exchange.headers = [...response.headers];
  const take = (text) => {
    try {
      const one = JSON.parse(text);
      exchange.messages.push(one);
      onMessage(one, performance.now());
    } catch { /* what is no JSON stays in raw */ }
  };
  if (/^text\/event-stream/i.test(response.headers.get('Content-Type') ?? '')) {
    await readEvents(response.body, exchange, take);
  } else {
    exchange.raw = await response.text();
    take(exchange.raw);
  }
  exchange.end = performance.now();
  exchange.answer = exchange.messages.find((one) => one.id === message.id || (one.error && one.id == null));
  return exchange;
}

async function readEvents(body, exchange, take) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      exchange.raw += part.value;
      const events = (rest + part.value).split(/\r?\n\r?\n/);
      rest = events.pop();
      for (const event of events) {
        const data = event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
        if (data.length) take(data.join('\n'));
      }
    }
  } catch (error) {
    exchange.cut = String(error.message ?? error);
  }
}

const revision = () => $('revision').value;
const own = (method, params, more = {}) => post(endpoint, method, params, { revision: revision(), token: pastedToken($('token').value), ...more });
const callTool = (name, args, more) => own('tools/call', { name, arguments: args }, more);

// ---- Showing what came back

/** Secrets that this page itself sends or may be sent are not shown by it. */
const masked = (text) => text.replace(/eyJ[\w-]{6,}(\.[\w-]*)*/g, (jwt) => `eyJ… (${jwt.length} characters)`);
const hides = (name) => /auth|token|secret|cookie|key|password/i.test(name) && !/^www-authenticate$/i.test(name);
const shown = (name, value) => (hides(name) ? `… (${value.length} characters)` : masked(value));

function rawHttp(exchange) {
  const url = new URL(exchange.url);
  const message = JSON.stringify(exchange.request.message,
    (name, value) => (typeof value === 'string' && name !== 'progressToken' && hides(name) ? shown(name, value) : value), 2);
  const lines = [`POST ${url.pathname}`, `Host: ${url.host}`];
  for (const [name, value] of Object.entries(exchange.request.headers)) lines.push(`${name}: ${shown(name, value)}`);
  lines.push('', masked(message), '', `${exchange.status} ${exchange.statusText}`.trim());
  for (const [name, value] of exchange.headers) lines.push(`${name}: ${shown(name, value)}`);
  lines.push('', masked(exchange.raw));
  return lines.join('\n');
}

const findingText = (f) => [`${f.severity} ${f.id}`, f.message, f.evidence && `Evidence: ${f.evidence}`, `Rule: ${f.rule}`, `Fix: ${f.fix}`]
  .filter(Boolean).join('\n');

function cards(findings) {
  const worst = [...findings].sort((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity));
  return el('ul', { class: 'cards' }, ...worst.map((f) => el('li', { class: 'card ' + (WORST_FIRST.includes(f.severity) ? f.severity : '') },
    el('div', { class: 'top' }, el('span', { class: 'badge' }, f.severity), el('code', {}, f.id),
      copyButton(() => findingText(f), 'Copy', `Copy the finding ${f.id}`)),
    el('p', { class: 'said' }, f.message),
    el('dl', {}, ...[['Evidence', f.evidence], ['Rule', f.rule], ['Fix', f.fix]].filter(([, text]) => text)
      .flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, text)])))));
}

function markdown(title, findings, text) {
  const quoted = (one) => String(one).replace(/[\\`*_<>[\]#|]/g, '\\$&').replace(/\s+/g, ' ');
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map((run) => run[0].length + 1)));
  const lines = [`## ${quoted(title)}`, ''];
  for (const f of findings) {
    lines.push(`* **${f.severity}** ${quoted(f.id)}: ${quoted(f.message)}`);
    for (const name of ['evidence', 'rule', 'fix']) if (f[name]) lines.push(`  * ${name}: ${quoted(f[name])}`);
  }
  return [...lines, '', fence + 'text', text, fence, ''].join('\n');
}

const pane = (title, text) => el('div', {}, el('h4', {}, title), el('pre', { tabindex: '0', 'aria-label': title }, text));

/** Tells those who do not see the page what has changed in it. */
const say = (text) => { $('status').textContent = text; };

/** Shows the result of a tool: findings, worst first; then text, JSON and HTTP beside each other. */
function show(place, title, exchange) {
  const { answer } = exchange;
  const result = answer?.result;
  const text = (result?.content ?? []).map((one) => one.text ?? `(${one.type})`).join('\n');
  const findings = result?.structuredContent?.findings ?? [];
  const failure = answer?.error ? `${answer.error.message} (${answer.error.code})` : answer ? '' : `No answer of MCP came back (${exchange.status}).`;
  const head = el('div', { class: 'head' }, el('h3', {}, title),
    el('span', { class: 'note' }, `${exchange.status} in ${Math.round(exchange.end - exchange.begin)} ms`));
  if (result) head.append(copyButton(() => markdown(title, findings, text), 'Share as Markdown', `Copy ${title} as Markdown`));
  place.replaceChildren(head);
  say(`${title}: ${failure || `${findings.length || 'no'} findings`}`);
  if (failure) place.append(el('p', { class: 'bad' }, failure));
  else if (findings.length) place.append(cards(findings));
  else if (result?.isError) place.append(el('p', { class: 'bad' }, text));
  else place.append(el('p', { class: 'good' }, 'No findings.'));
  place.append(el('div', { class: 'panes' }, pane('Text', text || '–'),
    pane('JSON', masked(JSON.stringify(result?.structuredContent ?? answer ?? {}, null, 2))), pane('HTTP, as this page saw it', rawHttp(exchange))));
}

/** Runs what a form asks for, and says what went wrong in place of failing. */
async function run(form, place, work) {
  const button = form.querySelector('button[type=submit]');
  button.disabled = true;
  place.setAttribute('aria-busy', 'true');
  try {
    await work();
  } catch (error) {
    // A TypeError is what fetch throws; any other tells of what was typed.
    const why = `${error instanceof TypeError ? 'The browser got no answer: ' : ''}${error.message ?? error}`;
    say(why);
    place.replaceChildren(el('p', { class: 'bad' }, why));
  } finally {
    button.disabled = false;
    place.removeAttribute('aria-busy');
  }
}

const onSubmit = (form, place, work) => form.addEventListener('submit', (event) => {
  event.preventDefault();
  run(form, place, work);
});

// ---- Console

let tools = [];

async function listTools() {
  const found = [];
  let cursor;
  do {
    const { answer, status } = await own('tools/list', cursor ? { cursor } : {});
    if (!answer?.result) throw new Error(answer?.error?.message ?? `status ${status}`);
    found.push(...answer.result.tools);
    cursor = answer.result.nextCursor;
  } while (cursor);
  return found;
}

async function loadTools() {
  try {
    tools = await listTools();
  } catch (first) {
    // A server of one revision alone refuses the others.
    const before = revision();
    $('revision').value = MODERN;
    try {
      tools = await listTools();
    } catch {
      $('revision').value = before;
      $('tool-says').textContent = `The tools cannot be listed: ${first.message}`;
      return;
    }
  }
  const chosen = $('tool').value;
  $('tool').replaceChildren(...tools.map((tool) => el('option', {}, tool.name)));
  $('tool').value = tools.some((tool) => tool.name === chosen) ? chosen : tools.some((tool) => tool.name === 'printHeader') ? 'printHeader' : tools[0]?.name;
  showForm();
}

function field(name, schema, isRequired) {
  const help = schema.description ?? '';
  const common = { name, required: isRequired, 'aria-describedby': help ? `help-${name}` : false };
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  let input;
  if (schema.enum || type === 'boolean') {
    const values = schema.enum ?? [true, false];
    input = el('select', common, el('option', { value: '' }, isRequired ? 'choose' : 'not given'),
      ...values.map((value) => el('option', { value: JSON.stringify(value) }, String(value))));
    input.read = () => JSON.parse(input.value);
  } else if (type === 'integer' || type === 'number') {
    input = el('input', { ...common, type: 'number', step: type === 'integer' ? 1 : 'any', min: schema.minimum ?? false, max: schema.maximum ?? false });
    input.read = () => Number(input.value);
  } else if (type === 'string') {
    const isLong = !schema.maxLength || schema.maxLength > 3000;
    const required = isRequired && schema.minLength > 0;
    input = el(isLong ? 'textarea' : 'input', { ...common, required, maxlength: schema.maxLength ?? false, spellcheck: 'false', ...(isLong ? { rows: 2 } : {}) });
    input.mayBeEmpty = isRequired;
    input.read = () => input.value;
  } else if (type === 'array' && schema.items?.type === 'string') {
    input = el('textarea', { ...common, rows: 2, spellcheck: 'false', placeholder: 'one a line' });
    input.read = () => input.value.split('\n').map((line) => line.trim()).filter(Boolean);
  } else {
    const forms = schema.anyOf ?? schema.oneOf ?? [];
    const takesText = forms.some((one) => one.type === 'string');
    const takesNames = forms.some((one) => one.type === 'array' && one.items?.type === 'string');
    input = el('textarea', { ...common, rows: 3, spellcheck: 'false', placeholder: takesText ? 'text or JSON' : takesNames ? 'one a line, or JSON' : 'JSON' });
    input.read = () => {
      try {
        const value = JSON.parse(input.value);
        return takesText && typeof value !== 'object' ? input.value : value;
      } catch (error) {
        if (takesText) return input.value;
        if (takesNames && !/^\s*[[{"]/.test(input.value)) return input.value.split(/[\n,]/).map((name) => name.trim()).filter(Boolean);
        throw new Error(`${name} is no JSON: ${error.message}`);
      }
    };
  }
  return el('label', {}, name + (isRequired ? ' (required)' : ''), input, ...(help ? [el('small', { id: `help-${name}` }, help)] : []));
}

function showForm() {
  const tool = tools.find((one) => one.name === $('tool').value);
  const schema = tool?.inputSchema ?? {};
  $('tool-says').textContent = tool?.description ?? '';
  $('arguments').replaceChildren(...Object.entries(schema.properties ?? {}).map(([name, one]) => field(name, one, (schema.required ?? []).includes(name))));
}

function typedArguments() {
  const args = {};
  for (const input of $('arguments').querySelectorAll('[name]')) if (input.value !== '' || input.mayBeEmpty) args[input.name] = input.read();
  return args;
}

$('tool').addEventListener('change', showForm);
$('token').addEventListener('change', loadTools);
onSubmit($('console-form'), $('console-result'), async () => {
  const name = $('tool').value;
  show($('console-result'), name, await own('tools/call', { name, arguments: typedArguments(), _meta: { progressToken: 'console' } }));
});

// ---- Stream picture

let streaming;

$('stream-stop').addEventListener('click', () => streaming?.abort());
onSubmit($('stream-form'), $('stream-result'), async () => {
  const plan = { events: $('events').valueAsNumber, intervalMs: $('interval').valueAsNumber, idleMs: $('idle').valueAsNumber,
    bufferingHeader: $('bufferingHeader').checked, comments: $('comments').checked };
  const events = [];
  const view = el('div', { class: 'picture' });
  $('stream-result').replaceChildren(view);
  $('stream-verdict').textContent = 'Streaming…';
  $('stream-verdict').className = '';
  streaming = new AbortController();
  $('stream-stop').disabled = false;
  let exchange;
  try {
    exchange = await own('tools/call', { name: 'requestTiming', arguments: plan, _meta: { progressToken: 'page' } }, {
      signal: streaming.signal,
      onMessage: (message, arrived) => {
        if (message.method !== 'notifications/progress') return;
        const sent = Date.parse(/sent (\S+)$/.exec(message.params?.message ?? '')?.[1]);
        events.push({ number: events.length + 1, sent, arrived });
        draw(view, events, plan);
      },
    });
  } catch (error) {
    $('stream-verdict').textContent = streaming.signal.aborted ? 'Stopped before it began.' : 'No stream.';
    throw error;
  } finally {
    $('stream-stop').disabled = true;
  }
  const end = exchange.answer?.result ? exchange.end : undefined;
  draw(view, events, plan, end);
  judgeStream(exchange, events, plan);
  $('stream-result').append(el('details', {}, el('summary', {}, 'The times'), timesTable(events)));
  const place = el('div');
  $('stream-result').append(place);
  if (exchange.answer) show(place, 'requestTiming', exchange);
});

/** Two clocks: the fastest event counts as one that took no time, and the others are late against it. */
function late(events) {
  const known = events.filter((event) => !Number.isNaN(event.sent));
  const offset = Math.min(...known.map((event) => event.arrived - event.sent));
  const first = Math.min(...known.map((event) => event.sent));
  return known.map((event) => ({ number: event.number, sentMs: event.sent - first,
    arrivedMs: event.arrived - offset - first, lateMs: event.arrived - event.sent - offset }));
}

const isLate = (event, plan) => event.lateMs > Math.max(150, plan.intervalMs / 2);

function draw(view, events, plan, end) {
  const times = late(events);
  if (!times.length) return;
  const planned = (plan.events - 1) * plan.intervalMs + plan.idleMs;
  const ended = end === undefined ? 0 : end - events[0].arrived + times[0].arrivedMs;
  const span = Math.max(planned, ended, ...times.map((event) => event.arrivedMs), 1) * 1.04;
  const x = (ms) => 76 + (ms / span) * 690;
  const picture = svg('svg', { viewBox: '0 0 800 190', role: 'img',
    'aria-label': `${times.length} of ${plan.events} events: above when each was sent, below when it arrived` });
  for (const [y, name] of [[50, 'sent'], [130, 'arrived']]) {
    picture.append(svg('text', { x: 14, y: y + 4 }, name), svg('line', { class: 'axis', x1: 76, x2: 780, y1: y, y2: y }));
  }
  const step = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000, 60000, 120000].find((ms) => span / ms <= 8) ?? 300000;
  for (let ms = 0; ms <= span; ms += step) picture.append(svg('text', { x: x(ms), y: 176, 'text-anchor': 'middle' }, `${ms / 1000} s`));
  for (const event of times) {
    const kind = isLate(event, plan) ? ' late' : '';
    picture.append(svg('line', { class: 'way' + kind, x1: x(event.sentMs), y1: 55, x2: x(event.arrivedMs), y2: 125 }),
      svg('circle', { class: 'sent', cx: x(event.sentMs), cy: 50, r: 5 }),
      svg('circle', { class: 'sent' + kind, cx: x(event.arrivedMs), cy: 130, r: 5 }));
  }
  if (end !== undefined) {
    picture.append(svg('line', { class: 'end', x1: x(ended), x2: x(ended), y1: 30, y2: 150 }),
      svg('text', { x: x(ended) - 4, y: 24, 'text-anchor': 'end' }, 'the answer'));
  }
  view.replaceChildren(picture);
}

function judgeStream(exchange, events, plan) {
  const times = late(events);
  const worst = Math.max(0, ...times.map((event) => event.lateMs));
  const number = times.filter((event) => isLate(event, plan)).length;
  const lumps = times.filter((event, i) => i > 0 && event.arrivedMs - times[i - 1].arrivedMs < plan.intervalMs / 5).length;
  let says = `All ${plan.events} events arrived as they were sent.`;
  let kind = 'good';
  const refusal = exchange.answer?.error?.message
    ?? (exchange.answer?.result?.isError ? exchange.answer.result.content?.[0]?.text : undefined)
    ?? (!exchange.answer && exchange.status >= 400 ? `status ${exchange.status}.` : undefined);
  if (streaming.signal.aborted) {
    [says, kind] = [`Stopped after ${times.length} of ${plan.events} events.`, ''];
  } else if (refusal !== undefined) {
    [says, kind] = [`No stream: ${refusal}`, 'bad'];
  } else if (!exchange.answer) {
    [says, kind] = [`Cut off after ${times.length} of ${plan.events} events, without an answer${exchange.cut ? ` (${exchange.cut})` : ''}.`, 'bad'];
  } else if (times.length < plan.events) {
    [says, kind] = [`${times.length} of ${plan.events} events arrived: something takes the stream apart.`, 'bad'];
  } else if (number) {
    [says, kind] = [`Held back: ${number} of ${times.length} events came late, by up to ${(worst / 1000).toFixed(1)} s`
      + (lumps ? `; ${lumps + 1} came in lumps.` : '.'), 'bad'];
  }
  $('stream-verdict').textContent = says;
  $('stream-verdict').className = kind;
}

const timesTable = (events) => el('table', {}, el('thead', {}, el('tr', {}, ...['Event', 'Sent, ms', 'Arrived, ms', 'Late, ms'].map((name) => el('th', { scope: 'col' }, name)))),
  el('tbody', {}, ...late(events).map((event) => el('tr', {}, ...[event.number, event.sentMs, event.arrivedMs, event.lateMs].map((n) => el('td', {}, String(Math.round(n))))))));

// ---- CORS for real

/** Header names of a response that every page may read (Fetch: CORS-safelisted response-header name). */
const SAFELISTED = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'];

$('origin').textContent = location.origin;
$('cors-url').value = new URLSearchParams(location.search).get('cors') ?? '';
onSubmit($('cors-form'), $('cors-result'), async () => {
  const url = new URL($('cors-url').value);
  if (!/^https?:$/.test(url.protocol)) throw new Error('An MCP endpoint has a URL of http or https.');
  if (url.username || url.password) throw new Error('A page cannot call a URL with a user and a password in it.');
  const credentials = $('cors-cookies').checked;
  const sent = ['Content-Type', 'Accept', 'MCP-Protocol-Version'];
  const ask = { origin: location.origin, method: 'POST', requestHeaders: sent, credentials };
  const said = [];
  let exchange;
  try {
    exchange = await post(url.href, 'initialize',
      { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: ME },
      { revision: '2025-11-25', credentials: credentials ? 'include' : 'omit' });
  } catch (error) {
    said.push(`The browser let nothing through: ${error.message}.`);
    said.push(await reaches(url)
      ? 'Something answers there, for a request without CORS: so the rules of CORS are what stops this page.'
      : 'Nothing answers there even without CORS: the name, the port, the certificate, or http from a page of https.');
  }
  if (exchange) {
    const visible = exchange.headers.map(([name]) => name);
    const exposed = visible.filter((name) => !SAFELISTED.includes(name));
    said.push(`The browser let the answer through: status ${exchange.status}${exchange.answer?.result ? ', and it speaks MCP' : ''}.`);
    said.push(`The page may read these headers: ${visible.join(', ') || 'none'}. Any other was not sent, or is not exposed.`);
    if (url.origin === location.origin) {
      said.push('This is the origin of this very page: the browser asks nobody. Type the URL of another origin.');
    } else {
      // What the browser has let through it has found in the answer.
      ask.status = exchange.status;
      ask.preflight = false;
      ask.responseHeaders = { ...Object.fromEntries(exchange.headers.map(([name, value]) => [name, shown(name, value)])),
        'Access-Control-Allow-Origin': location.origin,
        ...(credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
        ...(exposed.length ? { 'Access-Control-Expose-Headers': exposed.join(', ') } : {}) };
      said.push('It let the preflight pass too, which this call needs, so the lines that it checks are there.');
    }
  }
  const verdict = el('p', { class: exchange ? 'good' : 'bad' }, said[0]);
  const place = el('div');
  $('cors-result').replaceChildren(el('div', { class: 'head' }, el('h3', {}, url.href)), verdict,
    el('ul', { class: 'said-list' }, ...said.slice(1).map((text) => el('li', {}, text))));
  say(said[0]);
  if (url.origin === location.origin) return;
  const analysis = await callTool('corsAnalysis', ask);
  if (exchange) {
    show(place, 'corsAnalysis, of what can be known', analysis);
  } else {
    const expected = Object.entries(analysis.answer?.result?.structuredContent?.expected ?? {}).map((line) => line.join(': ')).join('\n');
    place.append(pane('What that server has to send to this page, to the preflight and with the answer', expected || 'corsAnalysis is not served here'));
    $('cors-result').append(pasteMore(ask, place));
  }
  $('cors-result').append(place);
});

async function reaches(url) {
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' });
    return true;
  } catch {
    return false;
  }
}

function pasteMore(ask, place) {
  const area = el('textarea', { rows: 4, required: true, spellcheck: 'false' });
  const form = el('form', {}, el('label', {}, 'A page is not told why, but the console of the browser is (F12). Paste its message, or the response from its network panel:',
    area), el('p', {}, el('button', { type: 'submit' }, 'Judge')));
  onSubmit(form, place, async () =>
    show(place, 'corsAnalysis', await callTool('corsAnalysis', { ...ask, responseHeaders: area.value })));
  return form;
}

// ---- Paste boxes

const PASTED = {
  token: async (text, place) => show(place, 'bearerDecode', await callTool('bearerDecode', { token: pastedToken(text) })),
  headers: async (text, place, typed) => show(place, 'corsAnalysis', await callTool('corsAnalysis', { responseHeaders: text, origin: askedBy(text, typed) })),
  message: (text, place) => PASTED.headers(text, place),
  metadata: judgeMetadata,
};

/** A token may come with a header, an option of curl, a URL, a cookie or JSON around it. */
const pastedToken = (text) => /authorization["']?\s*[:=]\s*["']?(?:bearer|dpop)\s+([^\s"',]+)/i.exec(text)?.[1]
  ?? (/^[\w.~+/=-]*$/.test(text.trim()) ? undefined : /eyJ[\w+/=-]{6,}(?:\.[\w+/=-]*){2,4}/.exec(text)?.[0])
  ?? text.replace(/^\s*(bearer\s+)?/i, '').trim();

/** Whose page asked is what the message says, or that which the response allows; this page it is not. */
function askedBy(text, typed) {
  const [, allowed, none] = /\borigin["']?\s*[:=]?\s*["'‘]?(https?:\/\/[^\s"'’,/]+)|from origin '(null)'/i.exec(text) ?? [];
  return typed ? new URL(typed).origin : allowed ?? none ?? 'https://your-page.example';
}

/** What curl -i prints has the head of the response before the document. */
const pastedBody = (text) => text.replace(/^\ufeff/, '').replace(/^\s*HTTP\/[^]*?\r?\n\r?\n/, '');

/** Members of which each kind of metadata has one. */
const METADATA = ['resource', 'authorization_servers', 'issuer', 'authorization_endpoint', 'token_endpoint'];

const list = (value) => (Array.isArray(value) ? value : []);

/** Compares a document with what clients do with it; rule and fix come from the catalogue of the server. */
async function judgeMetadata(text, place, url) {
  const found = [];
  let document;
  try {
    document = JSON.parse(pastedBody(text));
    if (document === null || typeof document !== 'object' || Array.isArray(document)) throw new Error('it is no object');
  } catch (error) {
    document = undefined;
    found.push(['AUTHORIZATION_METADATA_NOT_JSON', error.message]);
  }
  if (document && !METADATA.some((name) => name in document)) throw new Error('This is no metadata: it has neither resource (RFC 9728) nor issuer (RFC 8414).');
  const bare = (one) => String(one ?? '').replace(/\/$/, '');
  const isServer = document?.issuer !== undefined || document?.token_endpoint !== undefined;
  if (document && !isServer) {
    if (bare(document.resource) !== bare(url)) found.push(['AUTHORIZATION_RESOURCE_OTHER', `resource is ${document.resource ?? 'missing'}, the URL is ${url}`]);
    if (!list(document.authorization_servers).length) found.push(['AUTHORIZATION_SERVERS_MISSING', 'authorization_servers is missing, empty, or no list']);
  } else if (document) {
    if (!list(document.code_challenge_methods_supported).includes('S256')) found.push(['AUTHORIZATION_PKCE_MISSING', 'code_challenge_methods_supported has no S256']);
    for (const name of ['authorization_endpoint', 'token_endpoint']) {
      if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1])[:/]/.test(document[name])) found.push(['AUTHORIZATION_ENDPOINT_MISSING', `${name} is ${document[name] ?? 'missing'}`]);
    }
    if (!document.registration_endpoint && !document.client_id_metadata_document_supported) found.push(['AUTHORIZATION_NO_REGISTRATION', 'neither registration_endpoint nor client_id_metadata_document_supported']);
  }
  const findings = await Promise.all(found.map(async ([id, evidence]) => ({ ...await catalogued(id), id, evidence: masked(evidence) })));
  const title = isServer ? 'Metadata of an authorization server' : 'Metadata of a resource';
  say(`${title}: ${findings.length || 'no'} findings`);
  place.replaceChildren(el('div', { class: 'head' }, el('h3', {}, title), copyButton(() => markdown(title, findings, ''), 'Share as Markdown', `Copy ${title} as Markdown`)),
    findings.length ? cards(findings) : el('p', { class: 'good' }, isServer ? 'No findings.' : `No findings: it is of ${url}.`));
}

async function catalogued(id) {
  const { answer } = await own('resources/read', { uri: `echo://findings/${id}` });
  const page = (answer?.result?.contents?.[0]?.text ?? '').replaceAll('\\<', '<');
  const [, severity = 'WARNING', message = id] = /^\*\*(\w+)\*\* (.*)$/m.exec(page) ?? [];
  return { severity, message, rule: /^\* Rule: (.*)$/m.exec(page)?.[1] ?? '', fix: /^\* Fix: ([^]*)$/m.exec(page)?.[1].trim() ?? '' };
}

for (const form of document.querySelectorAll('[data-paste]')) {
  onSubmit(form, $('paste-result'), () =>
    PASTED[form.dataset.paste](form.querySelector('textarea').value, $('paste-result'), form.querySelector('input')?.value));
}

$('metadata-url').value = $('url')?.textContent ?? endpoint;

// ---- What was there without this script

for (const line of document.querySelectorAll('.line')) {
  const name = line.querySelector('h3').textContent;
  line.append(copyButton(() => line.querySelector('pre').textContent, 'Copy', `Copy the lines for ${name}`));
}
if ($('url')) {
  const url = $('url').textContent;
  $('url').after(copyButton(() => url, 'Copy', 'Copy the URL of the endpoint'));
  if (new URL(url, location.href).href !== endpoint) {
    $('elsewhere').textContent = `This browser reaches the endpoint at ${endpoint}. A proxy on the way does not tell the server: authContext above says what it should send.`;
    $('elsewhere').hidden = false;
  }
}
$('live').hidden = false;
loadTools();
