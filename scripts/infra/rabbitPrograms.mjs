import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from '../prepare/run.mjs';

// Debian's program on the PATH insists on running as the account of its system service; the one below is the same
// program without that.
const debian = '/usr/lib/rabbitmq/bin';
const elsewhere = [
  '/opt/homebrew/sbin',
  '/usr/local/sbin',
  '/usr/local/opt/rabbitmq/sbin',
  '/opt/rabbitmq/sbin',
];

/**
 * The RabbitMQ installed on this machine, if there is one with all that a private node needs.
 *
 * @returns {Promise<{ server: string, control: string, epmd: string } | undefined>}
 */
export async function rabbitPrograms() {
  const folders = [debian, ...(process.env.PATH ?? '').split(delimiter), ...elsewhere];
  const server = folders.map((folder) => join(folder, 'rabbitmq-server')).find((path) => existsSync(path));
  const epmd = await findEpmd();
  if (!server || !epmd) return undefined;
  return { server, control: join(server, '..', 'rabbitmqctl'), epmd };
}

/** Erlang's own name server; it lies beside Erlang's other programs, on the PATH or not. */
async function findEpmd() {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'epmd'));
  const found = onPath.find((path) => existsSync(path));
  if (found) return found;
  const root = 'io:format("~s/erts-~s/bin/epmd", [code:root_dir(), erlang:system_info(version)]), halt().';
  const { code, stdout } = await capture('erl', ['-noshell', '-eval', root], { limitMs: 10_000 });
  return code === 0 && existsSync(stdout) ? stdout : undefined;
}
