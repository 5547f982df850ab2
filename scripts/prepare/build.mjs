import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, serviceNames } from '../root.mjs';
import { step } from '../console/progress.mjs';
import { run } from './run.mjs';

const stampFolder = join(root, 'node_modules', '.cache', 'closeout');
const notSources = new Set(['node_modules', 'dist', 'generated', 'test', 'web']);
const web = join(root, 'services/gateway/web');

/** Compiles what changed since the last time: generated database clients, TypeScript, and the web UI. */
export async function build() {
  await generateClients();
  await rebuild('Compiling', [join(root, 'libs'), join(root, 'services')], compiled(), () =>
    run('The build', process.execPath, [join(root, 'node_modules/typescript-native/bin/tsc'), '-b']),
  );
  if (existsSync(join(web, 'package.json'))) {
    await rebuild(
      'Building the web UI',
      [web, join(root, 'libs/contracts/src')],
      [join(web, 'dist/index.html')],
      () =>
        run('The build of the web UI', 'npm', ['run', '--silent', 'build'], {
          cwd: web,
          shell: process.platform === 'win32',
        }),
    );
  }
}

/** What starts the whole product for stories: benches run it compiled, as the tests need not. After `build`. */
export function buildStack() {
  const stack = join(root, 'test/stack');
  return rebuild('Compiling the stack', [join(root, 'libs'), stack], [join(stack, 'dist/stack.js')], () =>
    run('The build of the stack', process.execPath, [
      join(root, 'node_modules/typescript-native/bin/tsc'),
      '-b',
      stack,
    ]),
  );
}

/** `prisma generate` for every service that has a schema: Prisma's client, the types of its tables for Kysely, or both. */
export async function generateClients() {
  const schemas = serviceNames
    .map((service) => join(root, 'services', service, 'prisma/schema.prisma'))
    .filter((schema) => existsSync(schema));
  await Promise.all(
    schemas.map((schema) => {
      const service = dirname(dirname(schema));
      return rebuild(
        `Generating the tables of ${relative(root, service)}`,
        [schema],
        outputsOf(schema),
        () => {
          // What an earlier schema made.
          rmSync(join(service, 'src/generated'), { recursive: true, force: true });
          // `generate` runs no schema engine, but looks for one and would try to fetch it.
          return run(
            'prisma generate',
            process.execPath,
            [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', schema],
            {
              cwd: service,
              env: {
                ...process.env,
                PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
                PRISMA_HIDE_UPDATE_MESSAGE: '1',
                CHECKPOINT_DISABLE: '1',
              },
            },
          );
        },
      );
    }),
  );
}

/** @param {string} schema @returns {string[]} the folders that its generators write */
function outputsOf(schema) {
  const outputs = readFileSync(schema, 'utf8').matchAll(/^ *output *= *"(.+)"/gm);
  return [...outputs].map(([, folder]) => join(dirname(schema), folder ?? ''));
}

const compiled = () => [
  join(root, 'libs/contracts/dist/documents.js'),
  join(root, 'libs/service-kit/dist/service/index.js'),
  ...serviceNames.map((service) => join(root, 'services', service, 'dist/main.js')),
];

/**
 * @param {string} what
 * @param {string[]} sources files and folders
 * @param {string[]} results
 * @param {() => Promise<unknown>} work
 */
async function rebuild(what, sources, results, work) {
  const stamp = join(stampFolder, createHash('sha1').update(what).digest('hex').slice(0, 12));
  const before = fingerprint(sources);
  if (
    results.every((path) => existsSync(path)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === before
  )
    return;
  await step(what, work);
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stamp, before);
}

/**
 * Changes when a source is added, removed or written to, or when other packages are installed.
 *
 * @param {string[]} sources
 */
function fingerprint(sources) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const visit = (/** @type {string} */ path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  };
  for (const source of sources) for (const path of files(source)) visit(path);
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !notSources.has(entry.name) && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => files(join(path, entry.name)));
}
