import { PrismaPg } from '@prisma/adapter-pg';
import {
  isRetryable,
  prismaTransaction,
  type Database,
  type TransactionClientOf,
  type Tx,
} from '@closeout/service-kit/db';
import { PrismaClient } from './generated/prisma/client.js';

export type Prisma = InstanceType<typeof PrismaClient>;

/** A transaction in which Prisma and the service kit write together. */
export type PrismaTx = Tx & { prisma: TransactionClientOf<Prisma> };

/** Prisma on the service kit's own connections. */
export function createPrisma(db: Database): Prisma {
  return new PrismaClient({ adapter: new PrismaPg(db.pool) });
}

/** Like `db.transaction`, begun anew when rows changed while they were being locked. */
export const inPrismaTransaction =
  (db: Database, prisma: Prisma) =>
  async <R>(run: (tx: PrismaTx) => Promise<R>): Promise<R> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await prismaTransaction(db, prisma, run);
      } catch (error) {
        if (attempt === 5 || !isRetryable(error)) throw error;
      }
    }
  };
