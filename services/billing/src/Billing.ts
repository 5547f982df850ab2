import type { Clock, CommandOptions, Database } from '@closeout/service-kit';
import type { Operation } from '@closeout/contracts';
import type { Seller } from './config.js';
import type { Prisma, PrismaTx } from './prisma.js';

/** What the routes of billing work with. */
export interface Billing {
  db: Database;
  prisma: Prisma;
  inPrisma: <R>(run: (tx: PrismaTx) => Promise<R>) => Promise<R>;
  clock: Clock;
  seller: Seller;
  /** For commands that refer to what projects owns. */
  asking: CommandOptions<Operation>;
}
