import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@closeout/contracts/services';
import { compareSeen } from '../src/eventLog/compareSeen.js';
import { highestNumbers, numbersIn, type LostEvent } from '../src/eventLog/resync.js';
import { client, eventually, serviceToken, type TestClient } from '../src/testing/index.js';
import { startNotes, type Notes } from './startNotes.js';

const [first, second] = ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b01', '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b02'];
const [known, other] = ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b03', '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b04'];
const epoch = (id: string, firstPosition: number) => ({
  ...{ epoch: id, firstPosition },
  ...{ startedAt: new Date(0), reason: '' },
});

describe('What somebody has seen of a log', () => {
  const log = { epochs: [epoch(first, 1)], head: 10, eventAt: async () => known };

  it('is in order while it is there', async () => {
    expect(await compareSeen({ epoch: first, position: 10, eventId: known }, log)).toBeNull();
  });

  it('shows a log that was restored: it ends before, says something else there, or knows nothing of the epoch', async () => {
    const seen = { epoch: first, position: 10, eventId: known };
    expect(await compareSeen({ ...seen, position: 11 }, log)).toBe('beyond-head');
    expect(await compareSeen({ ...seen, eventId: other }, log)).toBe('other-event');
    expect(await compareSeen({ ...seen, epoch: second }, log)).toBe('unknown-epoch');
  });

  it('in an epoch that has ended was decided on when the next one began', async () => {
    const resynced = { ...log, epochs: [epoch(first, 1), epoch(second, 21)], head: 25 };
    expect(await compareSeen({ epoch: first, position: 20, eventId: other }, resynced)).toBeNull();
    expect(await compareSeen({ epoch: second, position: 26, eventId: other }, resynced)).toBe('beyond-head');
  });
});

it('the highest numbers in lost events are found wherever they stand', () => {
  const lost = [
    { number: 'INV-2026-0009' },
    { number: 'INV-2026-0012', reversal: { number: 'REV-2026-0001' } },
    { note: 'see INV-2025-0100, not ABCD-2026-0001' },
  ].map((data) => ({ data }) as LostEvent);
  expect(highestNumbers(numbersIn(lost))).toEqual([
    { series: 'INV', year: 2025, last: 100 },
    { series: 'INV', year: 2026, last: 12 },
    { series: 'REV', year: 2026, last: 1 },
  ]);
});

const others = serviceNames.filter((name) => name !== 'projects').sort();

describe('A service', () => {
  let notes: Notes;
  let peer: TestClient;
  const base = '/api/v1/operations/projects/event-log';
  beforeEach(async () => {
    notes = await startNotes({ env: { EVENT_LOG_CHECK_SECONDS: '0.2' } });
    peer = client(notes.url, await serviceToken());
  });
  afterEach(() => notes.stop());

  const write = (title: string) => notes.api.post('/api/v1/notes', { title });
  const seen = () => notes.database.query('SELECT source, position FROM kit.seen ORDER BY source, position');

  it('takes commands while nobody can be asked: it is the database of before', async () => {
    expect((await write('As always')).status).toBe(201);
    expect((await notes.api.get(base)).body).toMatchObject({
      phase: 'serving',
      waitingFor: others,
      findings: [],
    });
  });

  it('remembers as a witness how far others say that their logs go, and never less', async () => {
    const ask = (position: number) =>
      peer.post('/internal/seen', { source: 'billing', end: { epoch: first, position, eventId: known } });
    expect((await ask(7)).body).toEqual({ seen: [] });
    expect((await ask(3)).body).toEqual({ seen: [{ epoch: first, position: 7, eventId: known }] });
    expect(await seen()).toEqual([{ source: 'billing', position: 7n }]);
  });

  it('on another database than before writes nothing until all have said what they have seen', async () => {
    await notes.database.query("UPDATE kit.log_state SET identity = 'of another server'");
    await eventually(
      async () => (await notes.api.get(base)).body.phase,
      (phase) => phase === 'checking',
    );
    const refused = await write('Too early');
    expect([refused.status, refused.body.code]).toEqual([503, 'restored']);
    expect((await notes.api.get('/api/v1/notes')).status).toBe(200);
    expect((await notes.api.get('/readyz')).body.checks.log).toBe('checking');
    expect(await notes.count('note')).toBe(0);
  });

  it('that was restored says nothing, not even by hand, until somebody resyncs it, with the reason in the audit log', async () => {
    await notes.database.query('UPDATE kit.log_state SET restored_at = now()');
    await eventually(
      async () => (await notes.api.get(base)).body.phase,
      (phase) => phase === 'restored',
    );
    expect((await write('Too early')).body.code).toBe('restored');
    await expect(
      notes.database.query(
        "INSERT INTO kit.event_log (event_id, type, subject, aggregate_version, time, data) VALUES (gen_random_uuid(), 'a', 'b', 1, now(), '{}')",
      ),
    ).rejects.toThrow('the database was restored');

    const hasty = await notes.api.post(`${base}/resync`, { reason: 'From the backup' });
    expect([hasty.status, hasty.body]).toMatchObject([409, { code: 'peers-away', peers: others }]);
    const resynced = await notes.api.post(`${base}/resync`, { reason: 'From the backup', force: true });
    expect(resynced.body).toMatchObject({
      phase: 'serving',
      restoredAt: null,
      epochs: [{ firstPosition: 1 }, { firstPosition: 2, reason: 'From the backup' }],
    });
    expect((await write('Goes on')).status).toBe(201);
    expect(
      (await notes.api.get('/api/v1/operations/projects/audit?kind=event-log')).body.items,
    ).toMatchObject([{ action: 'resyncEventLog', detail: { reason: 'From the backup', first: 2 } }]);
    expect((await notes.api.post(`${base}/resync`, { reason: 'Again' })).body.code).toBe('log-in-order');
  });

  it('gives no position that lies below its epoch', async () => {
    await notes.database.query("INSERT INTO kit.log_epoch (first_position, reason) VALUES (100, 'resynced')");
    await expect(
      notes.database.query('INSERT INTO kit.event_position (position, event_log_id) VALUES (99, 1)'),
    ).rejects.toThrow('an epoch that has ended');
  });
});
