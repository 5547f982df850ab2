import { createRequire } from 'node:module';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = Registry;

/** All parts are released together, under one version. */
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** Every metric's name begins with it, those of Node.js included, so that one pattern finds them all. */
const prefix = 'closeout_';

/** A registry of its own for each service, so that several can run in one process (tests do). */
export function createMetrics(service: string, revision = 'unknown'): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, prefix });
  const labels = ['version', 'revision', 'node'] as const;
  const build = { version, revision, node: process.version };
  gauge(registry, 'build_info', 'What runs; the value is always 1', labels).set(build, 1);
  return registry;
}

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One histogram per name and registry, made where it is first used. Of seconds, unless buckets are given. */
export function histogram<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  buckets: number[] = seconds,
): Histogram<L> {
  const known = registry.getSingleMetric(prefix + name);
  if (known instanceof Histogram) return known as Histogram<L>;
  return new Histogram({ name: prefix + name, help, labelNames, buckets, registers: [registry] });
}

export function counter<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly L[] = [],
): Counter<L> {
  const known = registry.getSingleMetric(prefix + name);
  if (known instanceof Counter) return known as Counter<L>;
  return new Counter({ name: prefix + name, help, labelNames, registers: [registry] });
}

/** `collect` is called at each scrape. */
export function gauge<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  collect?: (gauge: Gauge<L>) => void | Promise<void>,
): Gauge<L> {
  const known = registry.getSingleMetric(prefix + name);
  if (known instanceof Gauge) return known as Gauge<L>;
  return new Gauge({
    name: prefix + name,
    help,
    labelNames,
    registers: [registry],
    ...(collect && {
      async collect(this: Gauge<L>) {
        await collect(this);
      },
    }),
  });
}

/**
 * Several gauges that one reading sets, by their names and what they say. Whichever is scraped first reads, and the
 * others wait for it: set by another gauge's `collect`, they would show what was read for the scrape before.
 */
export function gauges<N extends string, L extends string>(
  registry: Registry,
  helpOf: Record<N, string>,
  labelNames: readonly L[],
  read: (gauges: Record<N, Gauge<L>>) => Promise<void>,
): void {
  let reading: Promise<void> | null = null;
  const collect = () => (reading ??= read(made).finally(() => (reading = null)));
  const made = Object.fromEntries(
    Object.entries<string>(helpOf).map(([name, help]) => [
      name,
      gauge(registry, name, help, labelNames, collect),
    ]),
  ) as Record<N, Gauge<L>>;
}
