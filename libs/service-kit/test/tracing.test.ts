import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startNotes, type Notes } from './startNotes.js';

interface SentSpan {
  traceId: string;
  name: string;
  parentSpanId?: string;
}
const spans: SentSpan[] = [];
const collector = createServer((req, res) => {
  let body = '';
  req.on('data', (chunk: Buffer) => (body += chunk.toString()));
  req.on('end', () => {
    const sent = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] };
    spans.push(
      ...sent.resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans)),
    );
    res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});

let notes: Notes;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  notes = await startNotes({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
});
afterAll(() => {
  collector.closeAllConnections();
  collector.close();
});

it('a caller’s trace goes on through the request into the event, and is sent to the collector', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const reply = await notes.api.post(
    '/api/v1/notes',
    { title: 'Traced' },
    { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
  );
  expect(reply.status).toBe(201);
  const [event] = await notes.database.query<{ traceparent: string }>(
    'SELECT traceparent FROM kit.event_log',
  );
  expect(event?.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  await notes.stop();
  expect(spans).toContainEqual(
    expect.objectContaining({ traceId, name: 'POST /notes', parentSpanId: '00f067aa0ba902b7' }),
  );
});
