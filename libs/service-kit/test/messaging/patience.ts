import { eventually as poll } from '../../src/testing/index.js';

/** These tests wait for processes and brokers to start, which a busy machine may draw out. */
export const eventually: typeof poll = (read, until, options = {}) =>
  poll(read, until, { timeoutMs: 30_000, ...options });
