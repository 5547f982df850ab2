import { apiKeyOperations } from './auth/apiKeys.js';
import { passwordLinkOperations } from './auth/passwordLinks.js';
import { peopleOperations } from './auth/people.js';
import { roleOperations } from './auth/roles.js';
import { secondFactorOperations } from './auth/secondFactor.js';
import { sessionOperations } from './auth/sessions.js';
import { signingKeyOperations } from './auth/signingKeys.js';
import { userOperations } from './auth/users.js';

export * from './auth/apiKeys.js';
export * from './auth/endedTokens.js';
export * from './auth/passwordLinks.js';
export * from './auth/people.js';
export * from './auth/roles.js';
export * from './auth/secondFactor.js';
export * from './auth/sessions.js';
export * from './auth/signingKeys.js';
export * from './auth/users.js';

/** Everything the gateway itself answers: sign-in, users, roles, keys. */
export const authOperations = {
  ...sessionOperations,
  ...secondFactorOperations,
  ...signingKeyOperations,
  ...passwordLinkOperations,
  ...userOperations,
  ...peopleOperations,
  ...roleOperations,
  ...apiKeyOperations,
} as const;
