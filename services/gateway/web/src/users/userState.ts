import type { User } from './userQueries.js';

export type UserState = 'ACTIVE' | 'INACTIVE' | 'INVITED' | 'INVITATION_EXPIRED';

export function stateOf({ active, invitedUntil }: User, now = new Date()): UserState {
  if (!active) return 'INACTIVE';
  if (!invitedUntil) return 'ACTIVE';
  return new Date(invitedUntil) > now ? 'INVITED' : 'INVITATION_EXPIRED';
}
