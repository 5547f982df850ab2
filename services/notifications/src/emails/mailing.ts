import type { Language } from '@closeout/contracts/fields';

/** What handlers need to know to queue e-mails; from the configuration. */
export interface Mailing {
  /** Where people open Closeout, without a slash at the end. */
  publicUrl: string;
  /** The part of the sender's address after the @: the end of the Message-ID. */
  mailDomain: string;
  /** Of e-mails to those who did not choose one. */
  language: Language;
  /** Nobody is told of events older than this. */
  maxAgeMs: number;
  /** How long an event waits for people that are not known yet. */
  patienceMs: number;
  /** When this service began to listen: before, nothing can have waited. */
  startedAt: Date;
}

/** An event's age in milliseconds; never below 0, however the clocks of two machines differ. */
export function ageOf(event: { time: string }, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(event.time));
}

/**
 * How long an event can have waited here, in milliseconds. Not simply its age: what was said while this service
 * was away arrives late, and maybe before the people that it names.
 */
export function waitOf(event: { time: string }, startedAt: Date, now: Date): number {
  return Math.max(0, now.getTime() - Math.max(Date.parse(event.time), startedAt.getTime()));
}
