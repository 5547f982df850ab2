import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

/** The environment with which a stack can be asked what SQL it sends. */
export function recordingEnvironment(folder) {
  return { NODE_OPTIONS: `--import ${new URL('./recordSql.mjs', import.meta.url).href}`, RECORD_SQL: folder };
}

/**
 * The statements, from BEGIN to COMMIT, of the transaction in which `run` writes to `table`.
 *
 * @param {import('../../test/stack/stack.js').Stack} stack with one replica of each service
 */
export async function recordTransaction(stack, { service, folder, table, run }) {
  const file = join(folder, `${service}.jsonl`);
  rmSync(file, { force: true });
  const replica = stack.replicas.find((each) => each.service === service);
  replica.signal('SIGUSR2');
  await sleep(200); // the handler of the signal has no answer that could be awaited
  const answer = await run();
  replica.signal('SIGUSR2');
  if (!existsSync(file)) throw new Error(`${service} sent no SQL`);
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const writes = lines.findIndex(({ text }) => new RegExp(`(INSERT INTO|UPDATE) ${table}\\b`).test(text));
  const { connection } = lines[writes];
  const ours = lines.map((line, at) => ({ ...line, at })).filter((line) => line.connection === connection);
  const begin = ours.findLast((line) => line.at < writes && line.text === 'BEGIN').at;
  const end = ours.find((line) => line.at > writes && line.text === 'COMMIT').at;
  return { answer, statements: ours.filter((line) => line.at >= begin && line.at <= end) };
}

/** Starts the bare equivalent of a recorded command. */
export async function startBareCommand(folder, name, script) {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(script));
  const child = fork(fileURLToPath(new URL('./bareServer.mjs', import.meta.url)), [file], {
    stdio: 'inherit',
  });
  const [{ port }] = await once(child, 'message');
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
