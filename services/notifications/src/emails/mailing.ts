/** What handlers need to know to queue e-mails; from the configuration. */
export interface Mailing {
  publicUrl: string;
  mailDomain: string;
  /** Nobody is told of events older than this. */
  maxAgeMs: number;
  /** How long an event waits for people that are not known yet. */
  patienceMs: number;
}

/** An event's age in milliseconds; never below 0, however the clocks of two machines differ. */
export function ageOf(event: { time: string }, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(event.time));
}
