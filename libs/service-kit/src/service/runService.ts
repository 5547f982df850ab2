import type { Service } from './createService.js';

const longestStopMs = 25_000;

/** The whole of a main.ts: start, stop on a signal, and tell by the exit code how it went. */
export function runService(create: () => Service): void {
  let service: Service;
  try {
    service = create();
  } catch (error) {
    // Mostly an incomplete environment; there is no log yet to say it in.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return;
  }
  const { log } = service.kit;
  let stopping = false;
  let stoppedAt = 0;

  async function stop(reason: string, exitCode: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    stoppedAt = Date.now();
    log.info({ reason }, 'stopping');
    // Something that never ends must not keep a broken process alive.
    setTimeout(() => process.exit(1), longestStopMs).unref();
    try {
      await service.stop();
      log.info('stopped');
    } catch (error) {
      log.error({ err: error }, 'did not stop cleanly');
      exitCode = 1;
    }
    log.flush(() => process.exit(exitCode));
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // Asked again by someone who lost patience: at once. (One Ctrl-C may arrive twice, from the terminal and from a parent.)
      if (stopping && Date.now() - stoppedAt > 2_000) process.exit(130);
      void stop(signal, 0);
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    void stop('uncaught error', 1);
  });
  service.start().then(
    ({ url }) => log.info({ url }, 'ready'),
    (error: unknown) => {
      log.fatal({ err: error }, 'cannot start');
      void stop('cannot start', 1);
    },
  );
}
