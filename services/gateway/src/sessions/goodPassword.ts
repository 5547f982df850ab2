import { invalid } from '@closeout/contracts/errors';

/** Whose password it is to be. */
export interface PasswordOwner {
  email: string;
  name: string;
}

/** Of the demo's accounts: it stands in the README. */
export const publishedPassword = 'closeout-demo';

/**
 * Fewer guesses than 10⁸ by an attacker who knows the lists of common passwords, keyboards, dates and the owner's own
 * data, as zxcvbn estimates them: below that a password is found among the first that everybody tries.
 */
const lowestScore = 3;
const shortest = 10;
/** What begins with so many good characters is good; the estimate takes long for long ones. */
const maxJudged = 64;

/**
 * Refuses what is tried first: common passwords and what is made of them, the owner's address and name, blanks.
 * @param before the password until now, which is not to be chosen again
 * @throws DomainError 400 `password-guessable` at `pointer`
 */
export async function requireGoodPassword(
  password: string,
  owner: PasswordOwner,
  { pointer, before }: { pointer: string; before?: string },
): Promise<void> {
  const why =
    password === before
      ? 'That is the password until now. Choose another one.'
      : await whatIsWrong(password, owner);
  if (why === null) return;
  throw invalid('password-guessable', why, [{ pointer, code: 'password-guessable', detail: why }]);
}

/** In words for whoever chooses it; null: nothing is. */
export async function whatIsWrong(password: string, owner: PasswordOwner): Promise<string | null> {
  if (password.trim().length < shortest)
    return `A password has at least ${shortest} characters, not counting blanks at its ends.`;
  const own = wordsOf(owner);
  const lowered = password.toLowerCase();
  if ([owner.email, owner.name].some((text) => text.trim().toLowerCase() === lowered.trim()))
    return 'Your e-mail address and your name are among the first that are tried. Choose something else.';
  if (lowered.includes(publishedPassword)) return 'This password is published. Choose something else.';
  const { score } = (await estimator()).check(password.slice(0, maxJudged), own);
  return score >= lowestScore
    ? null
    : 'This password is among the first that are tried. Choose several words that do not belong together, or let your browser suggest one.';
}

/** An address and a name with their parts: `petra.manager@example.com` is guessed as easily as `petra manager`. */
function wordsOf({ email, name }: PasswordOwner): string[] {
  const parts = `${email} ${name}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const [local = ''] = email.toLowerCase().split('@');
  return [...new Set([email.toLowerCase(), local, name.toLowerCase(), 'closeout', ...parts])].filter(
    (word) => word.length > 2,
  );
}

interface Estimator {
  check(password: string, userInputs: string[]): { score: number };
}

let loading: Promise<Estimator> | undefined;

/** Loaded when the first password is chosen: 50,000 common ones take half a second and 12 MB. */
function estimator(): Promise<Estimator> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}
