import { dayIn } from '@closeout/contracts/dates';

/** Where the time comes from; tests pass their own. */
export interface Clock {
  now(): Date;
}

/** Knows the calendar of whoever runs the product: their day decides what is overdue, and the dates of documents. */
export interface SellerClock extends Clock {
  /** The seller's calendar day, `YYYY-MM-DD`. */
  today(): string;
  /** An instant and the seller's day at that instant. */
  moment(): Moment;
}

export interface Moment {
  now: Date;
  today: string;
}

export const systemClock: Clock = { now: () => new Date() };

export function sellerClock(clock: Clock, timeZone: string): SellerClock {
  const moment = (): Moment => {
    const now = clock.now();
    return { now, today: dayIn(timeZone, now) };
  };
  return { now: () => clock.now(), today: () => moment().today, moment };
}
