import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { notificationsEvents } from '@closeout/contracts/events/notifications';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import { notificationsConfig } from '../src/config.js';
import { consumes } from '../src/subscriptions.js';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const operations = operationCatalog.filter(
  ({ service, path }) => service === 'notifications' && !path.startsWith('/operations/'),
);

it.each([...new Set(operations.flatMap(({ errors }) => errors))])(
  'the README names the error code %s',
  (code) => {
    expect(readme).toContain(`\`${code}\``);
  },
);

it.each(operations.map(({ path }) => path))('the README names the operation %s', (path) => {
  expect(readme).toContain(path);
});

it.each([...Object.keys(consumes), ...Object.values(notificationsEvents).map(({ type }) => type)])(
  'the README names the event %s',
  (type) => {
    expect(readme).toContain(`\`${type}\``);
  },
);

it.each(Object.keys(notificationsConfig.shape).filter((name) => /^(MAIL_|SMTP_|PUBLIC_)/.test(name)))(
  'the README names the variable %s',
  (name) => {
    expect(readme).toContain(`\`${name}\``);
  },
);
