import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { serviceNames, urlVariable } from '@closeout/contracts/services';
import type { z } from 'zod';

const root = join(import.meta.dirname, '..');
const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const example = readFileSync(join(root, '.env.example'), 'utf8');

/** What a service reads from its environment: `<name>Config` of its config.ts. */
const configOf = async (service: string): Promise<z.ZodObject> =>
  (await import(`../services/${service}/src/config.js`))[`${service}Config`];

/** The names that stand in a block of the compose file, indented by so many blanks. */
function namesIn(opening: string, indent: number): string[] {
  const end = indent === 2 ? /\n(?=\S)/ : /\n(?=\S| {2}\w+:\n)/;
  const block = compose.slice(compose.indexOf(opening) + opening.length).split(end)[0] ?? '';
  return [...block.matchAll(new RegExp(`^ {${indent}}([A-Z_]+):`, 'gm'))].map(([, name]) => name as string);
}

/** Fixed by the image; and the broker of the containers, whose accounts allow no other names, serves nobody else. */
const ofTheContainer = ['PORT', 'HOST', 'NAMESPACE'];

describe('docker-compose.yml', () => {
  it.each(serviceNames)('lets .env set every variable that %s reads', async (service) => {
    const given = [...namesIn('x-environment: &environment', 2), ...namesIn(`  ${service}:\n`, 6)];
    const read = Object.keys((await configOf(service)).shape).filter(
      (name) => !ofTheContainer.includes(name),
    );
    expect(read.filter((name) => !given.includes(name))).toEqual([]);
  });

  it.each(serviceNames)('starts %s, and tells all where it is', (service) => {
    expect(compose).toContain(`args: { SERVICE: ${service} }`);
    expect(compose).toContain(`  ${urlVariable(service)}: http://${service}:8080\n`);
  });

  it('uses no variable that .env.example does not name', () => {
    const named = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name as string);
    const substituted = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name as string);
    const passedOn = [...compose.matchAll(/^ +([A-Z_]+):$/gm)].map(([, name]) => name as string);
    expect([...substituted, ...passedOn].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('gives each service its own password of the database and of the broker', () => {
    const urls = [...compose.matchAll(/(?:postgres|amqp):\/\/(\w+):\$\{(\w+)/g)];
    expect(new Set(urls.map(([, account]) => account))).toEqual(
      new Set(serviceNames.map((name) => `closeout_${name}`)),
    );
    expect(new Set(urls.map(([, , password]) => password)).size).toBe(2 * serviceNames.length);
    for (const [, account, password] of urls)
      expect(password).toMatch(new RegExp(`^${account?.replace('closeout_', '').toUpperCase()}_`));
  });
});

it('docker/make-env.sh makes every secret, each another one, and leaves what a person chooses', () => {
  const { stdout } = spawnSync('sh', [join(root, 'docker/make-env.sh')], { encoding: 'utf8' });
  const secrets = [...stdout.matchAll(/^(?!ADMIN)\w+_(?:PASSWORD|SECRET|TOKEN)=(.*)$/gm)].map(
    ([, value]) => value as string,
  );
  // Of PostgreSQL's and RabbitMQ's administrators, three that all services know, and two of each service.
  expect(secrets).toHaveLength(5 + 2 * serviceNames.length);
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
  expect(new Set(secrets).size).toBe(secrets.length);
  expect(stdout).toMatch(/^ADMIN_PASSWORD=$/m);
});

it('docker/create-databases.sh makes a database and an account for each service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'psql-'));
  writeFileSync(join(folder, 'psql'), '#!/bin/sh\necho "$4 $6"\ncat >/dev/null\n', { mode: 0o755 });
  const env = {
    ...{ PATH: `${folder}:${process.env['PATH']}`, POSTGRES_USER: 'closeout', POSTGRES_DB: 'closeout' },
    ...Object.fromEntries(
      serviceNames.map((name) => [`${name.toUpperCase()}_DATABASE_PASSWORD`, `p-${name}`]),
    ),
  };
  const { stdout } = spawnSync('bash', [join(root, 'docker/create-databases.sh')], { encoding: 'utf8', env });
  rmSync(folder, { recursive: true });
  expect(stdout.trim().split('\n').sort()).toEqual(
    serviceNames.map((name) => `name=closeout_${name} password=p-${name}`).sort(),
  );
});
