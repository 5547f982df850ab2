import type { builtInRoles } from '@closeout/contracts/permissions';
import type { Logger } from '@closeout/service-kit/observability';
import type { Prisma } from '../database.js';
import { publishedPassword } from '../sessions/goodPassword.js';
import { isPasswordOf } from '../sessions/passwords.js';
import type { NewUser } from './createUser.js';

export type Account = Omit<NewUser, 'passwordHash'> & { password: string };

const demo = (name: string, local: string, role: keyof typeof builtInRoles, clearance = 0): Account => ({
  name,
  email: `${local}@closeout.test`,
  password: publishedPassword,
  roles: [role],
  clearance,
  demo: true,
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

/** At each start, whatever they are called by now: everybody who read the README can sign in as one of them. */
export async function warnOfDemoAccounts(prisma: Prisma, log: Logger): Promise<void> {
  const made = await prisma.user.findMany({
    where: { demo: true, active: true, passwordHash: { not: null } },
    select: { email: true, passwordHash: true },
    orderBy: { email: 'asc' },
  });
  const open: string[] = [];
  for (const { email, passwordHash } of made)
    if (await isPasswordOf(passwordHash, publishedPassword)) open.push(email);
  if (open.length === 0) return;
  log.warn(
    { accounts: open },
    'demo accounts can be signed in to with the published password: give them others, or deactivate them, before strangers can reach this',
  );
}
