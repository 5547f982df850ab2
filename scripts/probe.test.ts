import { expect, test } from '@jest/globals';
import { x } from './probe.js';
test('x', () => { expect(x).toBe(1); });
test('kit', async () => { await import('@closeout/contracts'); await import('@closeout/service-kit'); const pg = await import('pg'); const c = new pg.default.Client(process.env.TEST_DATABASE_URL); await c.connect(); await c.end();
 const amqp = await import('amqplib'); const k = await amqp.default.connect(process.env.TEST_AMQP_URL!); await k.close(); await import('jose'); await import('undici'); await import('express'); await import('zod'); });
