/** Progress lines with the seconds since the command began, so that a long wait can be told from a stuck one. */

const began = Date.now();
const quietFor = 10_000;

/** Seconds since this command began, as text. */
export const elapsed = () => `${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s`;

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${elapsed()}  ${line}\n`);
}

/**
 * Says what is being done, does it, and says again every ten seconds that it is still going on.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const stepBegan = Date.now();
  say(`${what} …`);
  const reminder = setInterval(
    () => say(`${what} … still at it (${Math.round((Date.now() - stepBegan) / 1000)} s)`),
    quietFor,
  );
  try {
    return await work();
  } finally {
    clearInterval(reminder);
  }
}

/** An expected failure: its message is one clear sentence for the reader, a stack would only hide it. */
export class Refusal extends Error {}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
/** @type {(signal: keyof typeof exitCodes) => unknown} */
let onSignal = (signal) => process.exit(exitCodes[signal]);

/**
 * What Ctrl-C and the like do from now on; until it is called they end this process.
 *
 * @param {typeof onSignal} handler
 */
export function whenStopped(handler) {
  onSignal = handler;
}

/**
 * Runs a command's main function; a Refusal is printed as its sentence, anything else with its stack.
 *
 * @param {() => Promise<number | void>} main resolves to the exit code, if it is to end now
 */
export function runCommand(main) {
  for (const signal of /** @type {(keyof typeof exitCodes)[]} */ (Object.keys(exitCodes))) {
    process.on(signal, () => onSignal(signal));
  }
  process.exitCode = 1; // should Node find nothing left to wait for before main has ended, that is no success
  main().then(
    (code) => {
      if (typeof code === 'number') process.exit(code);
    },
    (/** @type {unknown} */ error) => {
      console.error(error instanceof Refusal ? error.message : error);
      process.exit(1);
    },
  );
}
