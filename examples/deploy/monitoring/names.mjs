// URL: fails unless every metric that the dashboard and the rules name is served there, in both
// formats, the README lists those that are served, and every expression of the dashboard is one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [url] = process.argv.slice(2);
const read = (file) => readFileSync(new URL(file, import.meta.url), 'utf8');
const dashboard = JSON.parse(read('dashboard.json'));
const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const used = new Set(`${expressions.join('\n')}\n${read('rules.yaml')}`.match(/\b(mcp_echo|jvm|process)_\w+/g));
assert(used.size > 15, `only ${used.size} names are used`);

for (const accept of ['text/plain', 'application/openmetrics-text']) {
  const response = await fetch(new URL('/metrics', url), { headers: { Accept: accept } });
  assert(response.headers.get('content-type').startsWith(accept));
  const text = await response.text();
  const served = new Set([...text.matchAll(/^(\w+)[ {]/gm)].map(([, name]) => name));
  assert.deepEqual([...used].filter((name) => !served.has(name)), [], `missing in ${accept}`);
}

const listed = [...read('../README.md').matchAll(/^\| (`(?:mcp_echo|jvm|process)_.*?) \|/gm)]
  .flatMap(([, names]) => [...names.matchAll(/`(\w+?)(?:\{([\w,]+)\}(\w*))?`/g)])
  .flatMap(([, begin, middles = '', end = '']) => middles.split(',').map((middle) => begin + middle + end));
const families = await (await fetch(new URL('/metrics', url))).text();
assert.deepEqual(listed.sort(), [...families.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name).sort());

// promtool reads expressions in rules only.
const rules = expressions.map((expr, i) => ({
  record: `panel:${i}`,
  expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*'),
}));
const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
try {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  execFileSync('promtool', ['check', 'rules', file], { stdio: ['ignore', 'ignore', 'inherit'] });
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${used.size} names are served`);
