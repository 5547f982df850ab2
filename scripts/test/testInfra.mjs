import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say, step } from '../console/progress.mjs';
import {
  availableImage,
  dockerAnswers,
  postgresImages,
  rabbitImages,
  reaperImage,
} from '../infra/docker.mjs';
import { brokerDefinitions, onePassword, testNamespaces } from '../infra/brokerAccounts.mjs';
import { startPostgres } from '../infra/postgres.mjs';
import { identityOf } from '../infra/processIdentity.mjs';
import { findRabbit } from '../infra/rabbit.mjs';

/**
 * @typedef {{ url: string, why: string, stop: () => Promise<void> }} TestPart
 * @typedef {{ databaseUrl: string, amqpUrl: string, brokerAccounts: boolean, stop: () => Promise<void> }} TestInfra
 *   brokerAccounts: whether the broker has an account for each service
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
    brokerAccounts: !TEST_AMQP_URL,
    async stop() {
      await Promise.all([rabbit.stop(), postgres.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Removes what killed runs left behind: each run's folder bears its process number. @param {string} runs */
function sweep(runs) {
  for (const run of existsSync(runs) ? readdirSync(runs) : []) {
    if (/^\d+$/.test(run) && !identityOf(Number(run)))
      rmSync(join(runs, run), { recursive: true, force: true });
  }
}

/** @param {string} url @param {string} variable @returns {Promise<TestPart>} */
const named = async (url, variable) => ({ url, why: `${variable} names it`, stop: async () => {} });

/** @param {string} dir @param {boolean} engine @returns {Promise<TestPart>} */
async function testPostgres(dir, engine) {
  const contained = engine && (await inContainer(postgresImages, startPostgresContainer));
  if (contained) return contained;
  const logFile = join(dir, 'postgres.log');
  const server = await startPostgres({ dir: join(dir, 'postgres'), logFile, settings: careless });
  return {
    ...server,
    why: `embedded, ${engine ? 'the Docker engine has none' : 'no Docker engine answers'}`,
  };
}

/** @param {string} dir @param {boolean} engine @returns {Promise<TestPart>} */
async function testRabbit(dir, engine) {
  const contained = engine && (await inContainer(rabbitImages, startRabbitContainer));
  if (contained) return contained;
  const source = await findRabbit();
  const broker = await step('Starting RabbitMQ', () =>
    source.start({
      dir: join(dir, 'rabbitmq'),
      logFile: join(dir, 'rabbitmq.log'),
      namespace: testNamespaces,
    }),
  );
  return { ...broker, why: source.why };
}

/**
 * @param {string[]} images
 * @param {(image: string) => Promise<{ url: string, stop: () => Promise<void> }>} start
 * @returns {Promise<TestPart | undefined>} undefined when the engine has no such image, or cannot start it
 */
async function inContainer(images, start) {
  const image = await availableImage(images, 60_000);
  if (!image) return undefined;
  // testcontainers' own helper, which removes the containers of a killed run. Without its image we remove them ourselves.
  if (!(await availableImage([reaperImage], 30_000))) process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  try {
    return { ...(await step(`Starting ${image}`, () => start(image))), why: `testcontainers, ${image}` };
  } catch (error) {
    say(`${image} could not be started: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/** @param {string} image */
async function startPostgresContainer(image) {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const flags = Object.entries(careless).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const container = await new PostgreSqlContainer(image).withCommand(['postgres', ...flags]).start();
  return { url: container.getConnectionUri(), stop: async () => void (await container.stop()) };
}

/** @param {string} image */
async function startRabbitContainer(image) {
  const { RabbitMQContainer } = await import('@testcontainers/rabbitmq');
  const accounts = '/etc/rabbitmq/closeout.json';
  const container = await new RabbitMQContainer(image)
    .withCopyContentToContainer([
      {
        content: brokerDefinitions(onePassword('closeout'), { namespace: testNamespaces }),
        target: accounts,
      },
      { content: `load_definitions = ${accounts}\n`, target: '/etc/rabbitmq/conf.d/20-closeout.conf' },
    ])
    .start();
  const url = new URL(container.getAmqpUrl());
  url.username = url.password = 'closeout';
  return { url: String(url), stop: async () => void (await container.stop()) };
}
