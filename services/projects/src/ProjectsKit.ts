import type { Tx } from '@closeout/service-kit/db';
import type { Kit } from '@closeout/service-kit/service';
import type { PrismaClient } from './generated/prisma/client.js';

/** What the routes of this service work with. */
export interface ProjectsKit extends Pick<Kit, 'db' | 'clock' | 'peer'> {
  /** For reads of single records; on the same connections as `db`. */
  prisma: PrismaClient;
  transaction<R>(run: (tx: Tx) => Promise<R>): Promise<R>;
}
