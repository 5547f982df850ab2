/** For the description of what lets somebody in. */
export const freshProof =
  'Needs a sign-in or a proof (`POST /me/proof`) within the last ten minutes; API keys and users of an outside provider are not asked for one.';
