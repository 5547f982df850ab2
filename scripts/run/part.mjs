import { say } from '../console/progress.mjs';

/**
 * @typedef {object} Running
 * @property {number} pid
 * @property {number} port
 * @property {string} url
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} exited
 * @property {() => Promise<void>} stop
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill
 *
 * @typedef {object} Part
 * @property {() => Promise<Running>} start the first time; a failure is thrown
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill
 * @property {() => import('./runFile.mjs').PartStatus} status
 * @property {() => number} ends how often it has ended by itself
 */

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const steadyMs = 30_000;

/**
 * A part that is started again whenever it ends by itself: soon at first, then with longer pauses, until it has run
 * steadily for a while.
 *
 * @param {string} name
 * @param {() => Promise<Running>} begin
 * @param {() => void} changed
 * @returns {Part}
 */
export function createPart(name, begin, changed) {
  /** @type {Running | undefined} */
  let running;
  let stopping = false;
  let pauseMs = firstPauseMs;
  let ends = 0;

  const start = async () => {
    const began = Date.now();
    const started = await begin();
    if (stopping) return started;
    running = started;
    changed();
    void started.exited.then(async (end) => {
      running = undefined;
      if (stopping) return;
      ends += 1;
      changed();
      if (Date.now() - began > steadyMs) pauseMs = firstPauseMs;
      say(`${name} has ended (${end.signal ?? `exit code ${end.code}`}); starting it again`);
      await restart();
    });
    return started;
  };

  const restart = async () => {
    while (!stopping) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (stopping) return;
      try {
        const { pid } = await start();
        return say(`${name} runs again, as process ${pid}`);
      } catch (error) {
        say(`${name} could not be started: ${error instanceof Error ? error.message : error}`);
      }
    }
  };

  return {
    start,
    async stop() {
      stopping = true;
      await running?.stop();
    },
    async kill() {
      stopping = true;
      await running?.kill('SIGKILL');
    },
    status: () => ({
      name,
      pid: running?.pid ?? null,
      port: running?.port ?? null,
      url: running?.url ?? null,
      state: running ? 'running' : 'starting',
    }),
    ends: () => ends,
  };
}

/**
 * One that the environment names: it is used, not run.
 *
 * @param {string} name
 * @param {string} url
 * @returns {Part}
 */
export function namedPart(name, url) {
  const nothing = async () => {};
  const port = Number(new URL(url).port) || null;
  return {
    start: async () => {
      throw new Error(`${name} is not ours to start`);
    },
    stop: nothing,
    kill: nothing,
    status: () => ({ name, pid: null, port, url, state: 'named by the environment' }),
    ends: () => 0,
  };
}
