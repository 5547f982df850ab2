import { builtInRoles } from '@closeout/contracts';
import { emailKey, type Clock, type Logger } from '@closeout/service-kit';
import type { GatewayConfig } from '../config.js';
import type { GatewayDatabase } from '../database.js';
import { hashPassword } from '../sessions/passwords.js';
import { lockAdministrators } from './administrators.js';
import { createUser, type NewUser } from './createUser.js';

type Account = Omit<NewUser, 'passwordHash'> & { password: string };

const demo = (name: string, local: string, role: keyof typeof builtInRoles, clearance = 0): Account => ({
  name,
  email: `${local}@closeout.test`,
  password: 'closeout-demo',
  roles: [role],
  clearance,
});

/** One for each role that comes with the product; those who decide about money see every customer. */
export const demoAccounts: readonly Account[] = [
  demo('Ada Admin', 'admin', 'admin', 9),
  demo('Sam Sales', 'sales', 'sales'),
  demo('Petra Manager', 'pm', 'project_manager'),
  demo('Theo Technician', 'tech', 'technical_manager'),
  demo('Fiona Finance', 'finance', 'finance', 9),
  demo('Dora Director', 'direction', 'direction', 9),
  demo('Milo Member', 'member', 'team_member'),
  demo('Aki Accountant', 'accounting', 'accounting'),
];

type Parts = { database: GatewayDatabase; clock: Clock; log: Logger; config: GatewayConfig };

/** The first administrator, where there is no user yet, and the demo's accounts, where there are to be any. */
export async function createFirstAccounts({ database, clock, log, config }: Parts): Promise<void> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = config;
  const first: Account[] =
    email && password && (await database.prisma.user.count()) === 0
      ? [{ name: 'Administrator', email, password, roles: ['admin'], clearance: 9 }]
      : [];
  const wanted = [...first, ...(config.DEMO_ACCOUNTS ? demoAccounts : [])];
  for (const { password, ...account } of wanted) {
    const where = { emailKey: emailKey(account.email) };
    if (await database.prisma.user.findUnique({ where, select: { id: true } })) continue;
    const passwordHash = await hashPassword(password);
    await database.transaction(async (tx) => {
      await lockAdministrators(tx); // another replica may be doing the same
      if (await tx.prisma.user.findUnique({ where, select: { id: true } })) return;
      await createUser(tx, clock, { ...account, passwordHash });
      log.info({ email: account.email }, 'account created');
    });
  }
}
