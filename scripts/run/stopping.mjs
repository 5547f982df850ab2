import { say } from '../console/progress.mjs';
import { serviceNames } from '../root.mjs';
import { removeRun } from './runFile.mjs';

const parentEveryMs = 500;

/**
 * Ends everything in its order: the services first, so that they can finish what they are doing; then the mail catcher,
 * the broker and the database. Asked for a second time it ends everything at once.
 *
 * @param {import('./part.mjs').Part[]} parts
 * @returns {(reason: string) => Promise<void>}
 */
export function stopAll(parts) {
  let asked = false;
  return async (reason) => {
    const failed = reason === 'failure';
    if (asked) {
      say('Ending everything at once.');
      await Promise.all(parts.map((part) => part.kill()));
      process.exit(1);
    }
    asked = true;
    say('Stopping; Ctrl-C once more ends everything at once.');
    const isService = (/** @type {string} */ name) => serviceNames.some((service) => service === name);
    await Promise.all(parts.filter((part) => isService(part.status().name)).map((part) => part.stop()));
    for (const name of ['mail', 'rabbitmq', 'postgresql']) {
      await parts.find((part) => part.status().name === name)?.stop();
    }
    removeRun();
    say('Stopped.');
    process.exit(failed ? 1 : 0);
  };
}

/**
 * npm stands between the terminal and us. If it is killed without a word, nobody is left who could stop us.
 *
 * @param {(reason: string) => Promise<void>} stop
 */
export function stopWhenParentEnds(stop) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void stop('npm has ended');
  }, parentEveryMs);
}
