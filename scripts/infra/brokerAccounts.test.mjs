import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root, serviceNames } from '../root.mjs';
import { brokerDefinitions } from './brokerAccounts.mjs';

test('the broker of the containers has the same accounts as the one of npm start', () => {
  const passwords = serviceNames.map((name) => [`${name.toUpperCase()}_AMQP_PASSWORD`, `p-${name}`]);
  const { stdout, stderr } = spawnSync('sh', [join(root, 'docker/rabbitmq-definitions.sh')], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, RABBITMQ_PASSWORD: 'p-admin', ...Object.fromEntries(passwords) },
  });
  expect(stderr).toBe('');
  const made = JSON.parse(stdout);
  const ours = JSON.parse(brokerDefinitions({ admin: 'p-admin', of: (service) => `p-${service}` }));
  for (const part of ['vhosts', 'users', 'permissions'])
    expect(new Set(made[part])).toEqual(new Set(ours[part]));
  expect(made.users.map((/** @type {{ name: string }} */ { name }) => name).sort()).toEqual(
    ['closeout', ...serviceNames.map((name) => `closeout_${name}`)].sort(),
  );
});
