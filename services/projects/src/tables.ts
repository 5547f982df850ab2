import { tablesOf } from '@closeout/service-kit/sql';
import type { DB } from './generated/kysely/types.js';

/** What statements are built with; `schema.prisma` says what there is. */
export const tables = tablesOf<DB>();
