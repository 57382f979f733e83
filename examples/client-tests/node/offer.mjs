import assert from 'node:assert/strict';

const TEXT = 'Grüße, 🇦🇹!';
const TEMPLATE = 'echo://{text}';

/**
 * Lists and uses what the server has beside tools.
 *
 * @param client functions named as below, each of which returns a result of the protocol
 */
export async function exerciseOffer(client) {
  const { prompts } = await client.listPrompts();
  assert.deepEqual(prompts.map((prompt) => prompt.name), ['echo', 'diagnose']);
  assert.deepEqual(prompts[0].arguments.map((argument) => argument.name), ['message']);
  const { messages } = await client.getPrompt('echo', { message: TEXT });
  assert.deepEqual(messages, [{ role: 'user', content: { type: 'text', text: TEXT } }]);

  const { resources } = await client.listResources();
  assert.ok(resources.some((resource) => resource.uri === 'echo://clock'));
  const { resourceTemplates } = await client.listResourceTemplates();
  assert.ok(resourceTemplates.some((template) => template.uriTemplate === TEMPLATE));

  const [text] = (await client.readResource(`echo://${encodeURIComponent(TEXT)}`)).contents;
  assert.equal(text.text, TEXT);
  const [image] = (await client.readResource('echo://pixel')).contents;
  assert.equal(image.mimeType, 'image/png');
  assert.equal(Buffer.from(image.blob, 'base64').subarray(1, 4).toString(), 'PNG');
  const finding = resources.find((resource) => resource.uri.startsWith('echo://findings/'));
  const [page] = (await client.readResource(finding.uri)).contents;
  assert.match(page.text, new RegExp(`^# ${finding.name}\n`));

  const symptoms = await client.complete(
    { type: 'ref/prompt', name: 'diagnose' },
    { name: 'symptom', value: 'CORS' },
  );
  assert.deepEqual(symptoms.completion.values, ['a browser client is blocked by CORS']);
  const texts = await client.complete(
    { type: 'ref/resource', uri: TEMPLATE },
    { name: 'text', value: 'grü' },
  );
  assert.deepEqual(texts.completion.values, [TEXT]);
}
