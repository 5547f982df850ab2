import { Router } from 'express';
import type { Kit } from './Kit.js';

/** Relay, consumers, retries and reconciliation of a service. */
export interface Messaging {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly connected: boolean;
  wake(): void;
  /** What peers read under /internal. */
  internal: Router;
}

export type AllSubscriptions = Partial<Record<Kit['name'], Record<string, (tx: never, event: never) => Promise<void>>>>;

export function createMessaging(_kit: Kit, _subscriptions: AllSubscriptions): Messaging {
  return { start: async () => {}, stop: async () => {}, connected: false, wake() {}, internal: Router() };
}
