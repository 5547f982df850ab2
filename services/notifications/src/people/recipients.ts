import type { Language } from '@closeout/contracts/fields';
import type { NotificationKind } from '@closeout/contracts/http/notifications';
import type { Permission } from '@closeout/contracts/permissions';
import type { Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { languageOf } from '../preferences/preferences.js';
import { tables } from '../tables.js';

export interface Recipient {
  id: string;
  email: string;
  name: string;
  /** In which they read their e-mails; null: they did not choose. */
  language: Language | null;
  /** What their roles allow: an e-mail says no more than its reader may see. */
  permissions: string[];
}

export interface Audience {
  kind: NotificationKind;
  /** Told because of what they are in charge of. */
  people: readonly string[];
  /** Told because a role of theirs holds it. */
  permission: Permission | null;
  quietFor: string | null;
  /** Of the customer: only who is cleared for it may hear of it. */
  securityLevel: number;
}

/** Columns hold what a newer release may know besides. */
type Asked = Omit<Audience, 'kind' | 'permission'> & { kind: string; permission: string | null };

const findRecipients = prepared(({ kind, people, permission, quietFor, securityLevel }: Params<Asked>) =>
  tables
    .selectFrom('person as p')
    .leftJoin('notification_preferences as chosen', 'chosen.user_id', 'p.id')
    .select(['p.id', 'p.email', 'p.name', 'chosen.language'])
    .select((eb) => {
      const permissions = eb
        .selectFrom('role')
        .innerJoinLateral(
          ({ ref }) => sql<{ name: string }>`unnest(${ref('role.permissions')})`.as<'held'>(sql`held(name)`),
          (join) => join.onTrue(),
        )
        .select('held.name')
        .distinct()
        .where((role) => role('role.key', '=', role.fn.any('p.roles')));
      return sql<string[]>`ARRAY(${permissions})`.as('permissions');
    })
    .where((eb) => eb.ref('p.active'))
    .where('p.clearance', '>=', securityLevel)
    .where((eb) => {
      const roles = eb
        .selectFrom('role')
        .select('key')
        .where((role) => role(permission, '=', role.fn.any('role.permissions')));
      return eb.or([
        eb('p.id', '=', eb.fn.any(people)),
        sql<boolean>`${eb.ref('p.roles')} && ARRAY(${roles})`,
      ]);
    })
    .where('p.id', 'is distinct from', quietFor)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notification_preferences as n')
            .select('n.user_id')
            .whereRef('n.user_id', '=', 'p.id')
            .where((eb) => eb(kind, '=', eb.fn.any('n.muted'))),
        ),
      ),
    )
    .orderBy('p.id'),
);

/** Who is told: active, cleared, not muted, each once. */
export async function recipientsOf(tx: Tx, audience: Audience): Promise<Recipient[]> {
  const rows = await tx.run(findRecipients(audience));
  return rows.map((row) => ({ ...row, language: languageOf(row.language) }));
}

/** Of the people named, and of the roles that active people hold, one that is not known; and whether nobody is. */
const findMissing = prepared(({ people }: Params<{ people: readonly string[] }>) =>
  tables.selectNoFrom(({ selectFrom, not, exists }) => [
    selectFrom(sql<{ id: string }>`unnest(${people}::uuid[])`.as<'named'>(sql`named(id)`))
      .select('named.id')
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('person').select('id').whereRef('person.id', '=', 'named.id'))),
      )
      .limit(sql.lit(1))
      .as('person'),
    selectFrom('person')
      .innerJoinLateral(
        ({ ref }) => sql<{ key: string }>`unnest(${ref('person.roles')})`.as<'held'>(sql`held(key)`),
        (join) => join.onTrue(),
      )
      .select('held.key')
      .where((eb) => eb.ref('person.active'))
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('role').select('key').whereRef('role.key', '=', 'held.key'))),
      )
      .limit(sql.lit(1))
      .as('role'),
    not(exists(selectFrom('person').select('id'))).as('nobody'),
  ]),
);

/**
 * Events of the gateway may come later than those that they explain. An event waits for the people that it
 * names and for the roles of those that are known, but no longer than `patienceMs`: then the others are told.
 * @throws RetryLater while someone is missing
 */
export async function waitForPeople(
  tx: Tx,
  people: readonly string[],
  waitedMs: number,
  patienceMs: number,
): Promise<void> {
  const [missing] = await tx.run(findMissing({ people }));
  // There is no installation without people: their events have not come, however long it takes.
  if (missing?.nobody) throw new RetryLater('no user is known yet');
  if (waitedMs >= patienceMs) return;
  if (missing?.person) throw new RetryLater(`user ${missing.person} is not known yet`);
  if (missing?.role) throw new RetryLater(`role ${missing.role} is not known yet`);
}
