import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { billingConfig } from '../services/billing/src/config.js';
import { gatewayConfig } from '../services/gateway/src/config.js';
import { notificationsConfig } from '../services/notifications/src/config.js';
import { projectsConfig } from '../services/projects/src/config.js';

const root = join(import.meta.dirname, '..');
const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const example = readFileSync(join(root, '.env.example'), 'utf8');
const configs: Record<string, z.ZodObject> = {
  projects: projectsConfig,
  billing: billingConfig,
  notifications: notificationsConfig,
  gateway: gatewayConfig,
};

/** The names that stand in a block of the compose file, indented by so many blanks. */
function namesIn(opening: string, indent: number): string[] {
  const end = indent === 2 ? /\n(?=\S)/ : /\n(?=\S| {2}\w+:\n)/;
  const block = compose.slice(compose.indexOf(opening) + opening.length).split(end)[0] ?? '';
  return [...block.matchAll(new RegExp(`^ {${indent}}([A-Z_]+):`, 'gm'))].map(([, name]) => name as string);
}

/** Fixed by the image; and the broker of the containers, whose accounts allow no other names, serves nobody else. */
const ofTheContainer = ['PORT', 'HOST', 'NAMESPACE'];

describe('docker-compose.yml', () => {
  it.each(Object.keys(configs))('lets .env set every variable that %s reads', (service) => {
    const given = [...namesIn('x-environment: &environment', 2), ...namesIn(`  ${service}:\n`, 6)];
    const read = Object.keys((configs[service] as z.ZodObject).shape).filter(
      (name) => !ofTheContainer.includes(name),
    );
    expect(read.filter((name) => !given.includes(name))).toEqual([]);
  });

  it('uses no variable that .env.example does not name', () => {
    const named = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name as string);
    const substituted = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name as string);
    const passedOn = [...compose.matchAll(/^ +([A-Z_]+):$/gm)].map(([, name]) => name as string);
    expect([...substituted, ...passedOn].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('gives each service its own password of the database and of the broker', () => {
    const urls = [...compose.matchAll(/(?:postgres|amqp):\/\/(\w+):\$\{(\w+)/g)];
    expect(urls).toHaveLength(8);
    expect(new Set(urls.map(([, , password]) => password)).size).toBe(8);
    for (const [, account, password] of urls)
      expect(password).toMatch(new RegExp(`^${account?.replace('closeout_', '').toUpperCase()}_`));
  });
});

it('docker/make-env.sh makes every secret, each another one, and leaves what a person chooses', () => {
  const { stdout } = spawnSync('sh', [join(root, 'docker/make-env.sh')], { encoding: 'utf8' });
  const secrets = [...stdout.matchAll(/^(?!ADMIN)\w+_(?:PASSWORD|SECRET|TOKEN)=(.*)$/gm)].map(
    ([, value]) => value as string,
  );
  expect(secrets).toHaveLength(13);
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
  expect(new Set(secrets).size).toBe(13);
  expect(stdout).toMatch(/^ADMIN_PASSWORD=$/m);
});
