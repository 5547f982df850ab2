import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, say, step, whenStopped } from '../console/progress.mjs';
import { waitFor } from '../infra/waitFor.mjs';
import { run } from '../prepare/run.mjs';
import { dataFolder, root } from '../root.mjs';
import { keptPath, readKept, writeKept } from './kept.mjs';
import { writeRun } from './runFile.mjs';
import { secrets as ownSecrets } from './secrets.mjs';
import { bringUpMail, bringUpPostgres, bringUpRabbit, keptPorts } from './startParts.mjs';
import { firstAdministrator, startServices } from './startServices.mjs';
import { stopAll, stopWhenParentEnds } from './stopping.mjs';

/**
 * Brings everything up, loads the demo once, and stays until it is stopped.
 *
 * @param {{ port: number, demo: boolean }} options
 */
export async function runEverything({ port: publicPort, demo }) {
  const url = `http://localhost:${publicPort}`;
  /** @type {import('./part.mjs').Part[]} */
  const parts = [];
  const changed = () =>
    writeRun(
      url,
      parts.map((part) => part.status()),
    );
  const add = (/** @type {import('./part.mjs').Part} */ part) => {
    parts.push(part);
    changed();
  };
  const stop = stopAll(parts);
  whenStopped(stop);
  stopWhenParentEnds(stop);
  changed();
  try {
    const secrets = ownSecrets();
    const kept = readKept('ports.json') ?? {};
    const context = { secrets, port: keptPorts(kept), changed, add };
    const [databases, amqpUrls, smtpUrl] = await Promise.all([
      bringUpPostgres(context),
      bringUpRabbit(context),
      bringUpMail(context),
    ]);
    await startServices({ ...context, databases, amqpUrls, smtpUrl, publicPort, demo });
    writeKept('ports.json', kept);
    await step('Waiting for the services', () =>
      ready(`http://127.0.0.1:${publicPort}`, parts, secrets.metricsToken),
    );
    if (demo) await loadDemo(url);
    else {
      say(
        `The first administrator is ${process.env.ADMIN_EMAIL ?? firstAdministrator}; the password is in ${keptPath('secrets.json')}`,
      );
      if (!process.env.SELLER_NAME)
        say(
          'No company is named yet, so nothing can be issued: set SELLER_NAME (services/billing/README.md, Environment).',
        );
    }
    say('Everything serves.');
    console.log(`ready: ${url}`);
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    await stop('failure');
  }
}

const limitMs = 180_000;
const maxEnds = 4;

/**
 * @param {string} base
 * @param {import('./part.mjs').Part[]} parts
 * @param {string} metricsToken who sends it is told what is missing
 */
async function ready(base, parts, metricsToken) {
  const headers = { authorization: `Bearer ${metricsToken}` };
  let answer = 'no answer';
  const ask = async () => {
    const response = await fetch(`${base}/readyz`, { headers, signal: AbortSignal.timeout(5_000) });
    answer = await response.text();
    if (response.status !== 200) throw new Error(answer);
  };
  const hopeless = () => parts.find((part) => part.ends() >= maxEnds)?.status().name;
  const options = { limitMs, everyMs: 250, unless: () => hopeless() !== undefined, failure: '' };
  await waitFor(ask, options).catch(() => {
    const logs = `the logs are in ${join(dataFolder(), 'logs')}`;
    const name = hopeless();
    if (name) throw new Refusal(`${name} ends again and again; ${logs}`);
    throw new Refusal(`Not ready after ${limitMs / 1000} s: ${base}/readyz says ${answer}; ${logs}`);
  });
}

/** Once for each data folder. @param {string} url */
async function loadDemo(url) {
  const load = join(root, 'scripts/demo/load.mjs');
  if (readKept('demo-loaded') || !existsSync(load)) return;
  const env = { ...process.env, CLOSEOUT_DATA: dataFolder() };
  await step('Loading the demo', () => run('Loading the demo', process.execPath, [load, url], { env }));
  writeKept('demo-loaded', new Date().toISOString());
}
