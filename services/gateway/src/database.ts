import {
  prismaTransaction,
  type Database,
  type TransactionClientOf,
  type Tx,
} from '@closeout/service-kit/db';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/prisma/client.js';

export type Prisma = PrismaClient;

/** What the use cases for users, roles and API keys write with. */
export type GatewayTx = Tx & { prisma: TransactionClientOf<PrismaClient> };

export type Transaction = <R>(run: (tx: GatewayTx) => Promise<R>) => Promise<R>;

export interface GatewayDatabase {
  db: Database;
  prisma: Prisma;
  transaction: Transaction;
}

/** Prisma on the kit's own connections: its statements, ours and the outbox commit together. */
export function openPrisma(db: Database): GatewayDatabase {
  const prisma = new PrismaClient({ adapter: new PrismaPg(db.pool, { disposeExternalPool: false }) });
  return { db, prisma, transaction: (run) => prismaTransaction(db, prisma, run) };
}
