/** The person was asked to show that it is them, and did not. */
export class ProofCancelled extends Error {}
