export interface PrivatePart {
  readonly url: string;
  readonly port: number;
  /** Of the process that serves now; changes with each start. */
  readonly pid: number;
  /** At once, with everything it started; with SIGKILL it resolves when it is gone. SIGSTOP and SIGCONT freeze and thaw. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** In order; resolves when it has ended. */
  stop(): Promise<void>;
  /** Again, on the same port and data; resolves when it serves. */
  start(): Promise<void>;
}

export interface PrivateRabbit extends PrivatePart {
  /** Runs rabbitmqctl and gives its output, for example control('set_vm_memory_high_watermark', '0.00001'). */
  control(...args: string[]): Promise<string>;
}

export type PrivatePostgres = PrivatePart;

/** A RabbitMQ broker of one's own, with its data in `dir`. It ends by itself when this process is gone. */
export function startPrivateRabbit(options: { dir: string }): Promise<PrivateRabbit>;

/** A PostgreSQL server of one's own, with its data in `dir`. It ends by itself when this process is gone. */
export function startPrivatePostgres(options: {
  dir: string;
  settings?: Record<string, string | number>;
}): Promise<PrivatePostgres>;
