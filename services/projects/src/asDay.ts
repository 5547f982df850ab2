import { dayOf } from '@closeout/contracts/dates';

/** Prisma reads a `date` column as midnight UTC. */
export function asDay(date: Date): string;
export function asDay(date: Date | null): string | null;
export function asDay(date: Date | null): string | null {
  return date === null ? null : dayOf(date);
}
