/** What the operations on one's own factors have in common. */
export const ownFactor = {
  service: 'gateway',
  tag: 'Sign-in',
  access: 'signed-in',
  peopleOnly: true,
} as const;

/** Of what changes one's factors. */
export const ownErrors = ['managed-by-provider', 'fresh-proof-required'] as const;
