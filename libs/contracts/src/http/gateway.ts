import { apiKeyOperations } from './gateway/apiKeys.js';
import { passwordLinkOperations } from './gateway/passwordLinks.js';
import { peopleOperations } from './gateway/people.js';
import { roleOperations } from './gateway/roles.js';
import { secondFactorOperations } from './gateway/secondFactor.js';
import { sessionOperations } from './gateway/sessions.js';
import { signingKeyOperations } from './gateway/signingKeys.js';
import { userOperations } from './gateway/users.js';

export * from './gateway/apiKeys.js';
export * from './gateway/passwordLinks.js';
export * from './gateway/people.js';
export * from './gateway/roles.js';
export * from './gateway/secondFactor.js';
export * from './gateway/sessions.js';
export * from './gateway/signingKeys.js';
export * from './gateway/users.js';

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
