import { Parser } from '@asyncapi/parser';
import { expect, it } from '@jest/globals';
import { buildAsyncApi } from './asyncapi.js';
import { eventCatalog } from '../events/catalog.js';

it('the document of the events is valid AsyncAPI 3.0, examples included', async () => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(buildAsyncApi()));
  expect(
    diagnostics
      .filter(({ severity }) => severity <= 1)
      .map(({ message, path }) => `${path.join('/')}: ${message}`),
  ).toEqual([]);
  expect(document?.version()).toBe('3.0.0');
  expect(document?.allMessages().all()).toHaveLength(eventCatalog.size);
});

it('every event has a message in the channel of its service, and its examples', () => {
  const { channels, components } = buildAsyncApi() as {
    channels: Record<
      string,
      { messages: Record<string, unknown>; parameters: { event: { enum: string[] } } }
    >;
    components: { messages: Record<string, { payload: unknown; examples: unknown[] }> };
  };
  for (const type of eventCatalog.keys()) {
    const [service = ''] = type.split('.');
    expect(Object.keys(channels[service]?.messages ?? {})).toContain(type);
    expect(channels[service]?.parameters.event.enum).toContain(type.slice(service.length + 1));
    expect(components.messages[type]?.examples).toHaveLength(1);
  }
});
