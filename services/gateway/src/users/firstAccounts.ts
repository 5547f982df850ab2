import { emailKey, type Clock } from '@closeout/service-kit/db';
import type { Logger } from '@closeout/service-kit/observability';
import type { GatewayConfig } from '../config.js';
import type { GatewayDatabase } from '../database.js';
import { whatIsWrong } from '../sessions/goodPassword.js';
import { hashPassword } from '../sessions/passwords.js';
import { lockAdministrators } from './administrators.js';
import { createUser } from './createUser.js';
import { demoAccounts, type Account } from './demoAccounts.js';

type Parts = { database: GatewayDatabase; clock: Clock; log: Logger; config: GatewayConfig };

/**
 * The first administrator and the demo's accounts, where there is no user yet: one that was renamed or deactivated
 * must not come back with a password that everybody knows.
 * @throws Error when the first administrator's password is among the first that are tried
 */
export async function createFirstAccounts({ database, clock, log, config }: Parts): Promise<void> {
  if ((await database.prisma.user.count()) > 0) return;
  const first = await firstAdministrator(config);
  const taken = first.map(({ email }) => emailKey(email));
  const demo = config.DEMO_ACCOUNTS
    ? demoAccounts.filter(({ email }) => !taken.includes(emailKey(email)))
    : [];
  const accounts = await Promise.all(
    [...first, ...demo].map(async ({ password, ...account }) => ({
      ...account,
      passwordHash: await hashPassword(password),
    })),
  );
  await database.transaction(async (tx) => {
    await lockAdministrators(tx); // another replica may be doing the same
    if ((await tx.prisma.user.count()) > 0) return;
    for (const account of accounts) {
      await createUser(tx, clock, account);
      log.info({ email: account.email }, 'account created');
    }
  });
}

async function firstAdministrator({ ADMIN_EMAIL, ADMIN_PASSWORD }: GatewayConfig): Promise<Account[]> {
  if (!ADMIN_EMAIL || !ADMIN_PASSWORD) return [];
  const account = { name: 'Administrator', email: ADMIN_EMAIL, roles: ['admin'], clearance: 9 };
  const wrong = await whatIsWrong(ADMIN_PASSWORD, account);
  if (wrong !== null) throw new Error(`ADMIN_PASSWORD: ${wrong}`);
  return [{ ...account, password: ADMIN_PASSWORD }];
}
