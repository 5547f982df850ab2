import { ProblemError } from '../api/problem.js';

/** What the API asks for after the password. */
export interface SecondStep {
  challenge: string;
  methods: string[];
  /** For the browser, where a passkey can be used. */
  passkey?: unknown;
}

/** null: the refusal is another one. */
export function secondStepOf(error: Error): SecondStep | null {
  if (!(error instanceof ProblemError) || error.problem.code !== 'second-factor-required') return null;
  const { challenge, methods, passkey } = error.problem;
  return {
    challenge: String(challenge),
    methods: Array.isArray(methods) ? methods.map(String) : [],
    passkey,
  };
}

/** With which a second factor is set up that a role asks for; null: the refusal is another one. */
export function setUpChallengeOf(error: Error): string | null {
  if (!(error instanceof ProblemError) || error.problem.code !== 'second-factor-setup-required') return null;
  return String(error.problem['challenge']);
}

/** Nothing more comes of it: the password is needed again. */
export const isOver = (error: Error): boolean =>
  error instanceof ProblemError && ['challenge-over', 'local-sign-in-off'].includes(error.problem.code);
