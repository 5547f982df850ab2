import type { Database, SellerClock } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';
import type { Seller } from './config.js';
import type { PdfPrinter } from './pdf/pdfPrinter.js';
import type { Prisma, PrismaTx } from './prisma.js';

/** What the routes of billing work with. */
export interface Billing {
  db: Database;
  prisma: Prisma;
  inPrisma: <R>(run: (tx: PrismaTx) => Promise<R>) => Promise<R>;
  clock: SellerClock;
  seller: Seller;
  pdfPrinter: PdfPrinter;
  /** For commands that refer to what projects owns. */
  asking: { recover: (error: unknown) => Promise<boolean> };
  /** Owns what drafts are for. */
  projects: Peer;
  /** Says which e-mails a command would cause, for dry runs. */
  notifications: Peer;
}
