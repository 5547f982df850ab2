import type { Permission } from '@closeout/contracts/permissions';
import type { Actor } from '@closeout/service-kit/auth';
import { viewerOf, type Viewer } from '../projects/visibleProjects.js';

/** For whom a summary is made. */
export interface Reader extends Viewer {
  has(permission: Permission): boolean;
}

export function readerOf(actor: Actor): Reader {
  return { ...viewerOf(actor), has: (permission) => actor.permissions.has(permission) };
}

/** The condition of the indexes of projects that are not over, word for word. */
export const notOver = `status IN ('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED')`;
