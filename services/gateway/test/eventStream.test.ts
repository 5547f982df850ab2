import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { eventually } from '@closeout/service-kit/testing';
import { createGateway } from '../src/app.js';
import { answerTo, rawRequests, type RawRequest } from './support/rawRequest.js';
import { openBrowser, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let token: string;
let raw: RawRequest;
beforeAll(async () => {
  gateway = await startGateway({ env: { PROXY_TIMEOUT_MS: '400' } });
  const session = await gateway.signIn('finance');
  token = session.accessToken;
  raw = rawRequests(gateway.url, session.accessToken);
});
afterAll(() => gateway?.stop());

describe('An event stream', () => {
  const open = async (bearer: string) => {
    const call = raw('GET', '/api/v1/events/stream', {
      authorization: `Bearer ${bearer}`,
      accept: 'text/event-stream',
      'last-event-id': '7',
    });
    call.end();
    const answer = await answerTo(call);
    answer.on('error', () => undefined);
    return answer;
  };
  const ended = (answer: IncomingMessage) =>
    eventually(async () => answer.destroyed, Boolean, { what: 'the end of the stream' });

  beforeEach(() =>
    gateway.services.notifications.answer((req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(`data: after ${req.headers['last-event-id']}\n\n`);
      // Longer than PROXY_TIMEOUT_MS is here.
      const later = setTimeout(() => res.write('data: later\n\n'), 600);
      res.on('close', () => clearTimeout(later));
    }),
  );

  it('is passed on event by event, and outlives the patience for other calls', async () => {
    const answer = await open(token);
    const [chunk] = (await once(answer, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('data: after 7\n\n');
    const [later] = (await once(answer, 'data')) as [Buffer];
    expect(later.toString()).toBe('data: later\n\n');
    answer.destroy();
  });

  it('does not keep the gateway from stopping', async () => {
    const config = { ...gateway.service.kit.config, PORT: 0 };
    const other = createGateway({ config, clock: gateway.clock });
    const { url } = await other.start();
    const response = await fetch(`${url}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const end = response.text().catch(() => 'cut');
    const begun = performance.now();
    await other.stop();
    await end;
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('ends when its session does', async () => {
    const session = await gateway.signIn('finance');
    const answer = await open(session.accessToken);
    answer.resume();
    await session.api.post('/api/v1/auth/logout');
    await ended(answer);
  });

  it('is opened with the session cookie, and ends when that is signed out', async () => {
    const browser = await openBrowser(gateway, 'finance');
    const call = request(`${gateway.url}/api/v1/events/stream`, { headers: { cookie: browser.cookie } });
    call.end();
    const answer = await answerTo(call);
    answer.on('error', () => undefined).resume();
    expect(answer.statusCode).toBe(200);
    await browser.api.post('/api/v1/auth/logout', {});
    await ended(answer);
  });

  it('ends when the gateway’s connection to the service does', async () => {
    const answer = await open(token);
    answer.resume();
    await gateway.services.notifications.stop();
    await ended(answer);
    await gateway.services.notifications.restart();
  });
});
