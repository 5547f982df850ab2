import { randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafe(16 * 256);
let used = pool.length;
let lastMillis = 0;
let sequence = 0;

/**
 * A UUID version 7 (RFC 9562): milliseconds, then a counter that keeps the ids of one process in order
 * within a millisecond (method 1 of section 6.2), then 62 random bits. Ordered ids keep index pages
 * together, which random ones do not.
 */
export function newId(): string {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, (used += 16));
  // A clock set back must not reorder ids: time only goes forward here.
  const millis = Math.max(Date.now(), lastMillis);
  if (millis === lastMillis) sequence += 1;
  else sequence = bytes.readUInt16BE(6) & 0x07ff; // the upper half stays free, to count in
  if (sequence > 0x0fff) {
    lastMillis = millis + 1;
    sequence = 0;
  } else {
    lastMillis = millis;
  }
  bytes.writeUIntBE(lastMillis, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
