import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say, step } from '../console/progress.mjs';
import { availableImage, dockerAnswers, postgresImages, rabbitImages } from '../infra/docker.mjs';
import { startPostgres } from '../infra/postgres.mjs';
import { identityOf } from '../infra/processIdentity.mjs';
import { findRabbit } from '../infra/rabbit.mjs';

/**
 * @typedef {{ url: string, why: string, stop: () => Promise<void> }} TestPart
 * @typedef {{ databaseUrl: string, amqpUrl: string, stop: () => Promise<void> }} TestInfra
 */

// What the tests write need not survive anything.
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 400,
  shared_buffers: '256MB',
};

/**
 * A PostgreSQL and a RabbitMQ for one run of the tests, each from the first source that serves: the environment, a Docker
 * engine, embedded.
 *
 * @param {string} dir for this run only
 * @returns {Promise<TestInfra>}
 */
export async function startTestInfra(dir) {
  sweep(dirname(dir));
  mkdirSync(dir, { recursive: true });
  const { TEST_DATABASE_URL, TEST_AMQP_URL } = process.env;
  const engine = TEST_DATABASE_URL && TEST_AMQP_URL ? false : await dockerAnswers();
  const postgres = await (TEST_DATABASE_URL
    ? named(TEST_DATABASE_URL, 'TEST_DATABASE_URL')
    : testPostgres(dir, engine));
  say(`PostgreSQL: ${postgres.why}`);
  const rabbit = await (TEST_AMQP_URL ? named(TEST_AMQP_URL, 'TEST_AMQP_URL') : testRabbit(dir, engine));
  say(`RabbitMQ: ${rabbit.why}`);
  return {
    databaseUrl: postgres.url,
    amqpUrl: rabbit.url,
    async stop() {
      await Promise.all([rabbit.stop(), postgres.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Removes what killed runs left behind: each run's folder bears its process number. @param {string} runs */
function sweep(runs) {
  for (const run of existsSync(runs) ? readdirSync(runs) : []) {
    if (!identityOf(Number(run))) rmSync(join(runs, run), { recursive: true, force: true });
  }
}

/** @param {string} url @param {string} variable @returns {Promise<TestPart>} */
const named = async (url, variable) => ({ url, why: `${variable} names it`, stop: async () => {} });

/** @param {string} dir @param {boolean} engine @returns {Promise<TestPart>} */
async function testPostgres(dir, engine) {
  const image = engine && (await availableImage(postgresImages, 60_000));
  if (image) {
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
    const flags = Object.entries(careless).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const container = await step(`Starting ${image}`, () =>
      new PostgreSqlContainer(image).withCommand(['postgres', ...flags]).start(),
    );
    return {
      url: container.getConnectionUri(),
      why: `testcontainers, ${image}`,
      stop: async () => void (await container.stop()),
    };
  }
  const server = await startPostgres({
    dir: join(dir, 'postgres'),
    logFile: join(dir, 'postgres.log'),
    settings: careless,
  });
  return {
    ...server,
    why: `embedded, ${engine ? 'the Docker engine has no image' : 'no Docker engine answers'}`,
  };
}

/** @param {string} dir @param {boolean} engine @returns {Promise<TestPart>} */
async function testRabbit(dir, engine) {
  const image = engine && (await availableImage(rabbitImages, 60_000));
  if (image) {
    const { RabbitMQContainer } = await import('@testcontainers/rabbitmq');
    const container = await step(`Starting ${image}`, () => new RabbitMQContainer(image).start());
    const url = new URL(container.getAmqpUrl());
    url.username = url.password = 'guest';
    return {
      url: String(url),
      why: `testcontainers, ${image}`,
      stop: async () => void (await container.stop()),
    };
  }
  const source = await findRabbit();
  const broker = await step('Starting RabbitMQ', () =>
    source.start({ dir: join(dir, 'rabbitmq'), logFile: join(dir, 'rabbitmq.log') }),
  );
  return { ...broker, why: source.why };
}
