import { expect, test } from '@jest/globals';
import { benchTable } from './benchTable.mjs';

test('a figure that falls short of its bound says so', () => {
  const [, first = '', second = ''] = benchTable([
    { name: 'relay', unit: 'messages/s', ours: 6000, bare: 10_000, ratio: 0.6, floor: 0.6, ok: true },
    { name: 'latency', unit: 'ms', ours: 21, bare: 2, beyond: 19, limit: 10, ok: false },
  ]).split('\n');
  expect(first).toMatch(/relay +6000 +10000 +messages\/s +0\.600 +≥ 0\.6 +ok/);
  expect(second).toMatch(/latency +21\.0 +2\.00 +ms +\+19\.0 ms +≤ 10 ms +SHORT/);
});
