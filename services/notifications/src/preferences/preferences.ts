import { NotificationKind, type NotificationPreferences } from '@closeout/contracts';

/** What each kind is, for the person who chooses. */
export const kindDescriptions: Record<NotificationKind, string> = {
  'project-created': 'A new project: of those that I manage, or of all if my role is told of new projects',
  'payment-received': 'A payment was received: for projects that I manage, or any if my role issues receipts',
};

/** Muted kinds that are not known (any more) are not shown. */
export function presentPreferences(version: number, muted: readonly string[]): NotificationPreferences {
  return {
    version,
    preferences: NotificationKind.options.map((kind) => ({
      kind,
      description: kindDescriptions[kind],
      email: !muted.includes(kind),
    })),
  };
}

/** Kinds that are not among the choices stay as they are. */
export function choose(
  muted: readonly string[],
  choices: readonly { kind: NotificationKind; email: boolean }[],
): string[] {
  const next = new Set(muted);
  for (const { kind, email } of choices) {
    if (email) next.delete(kind);
    else next.add(kind);
  }
  return [...next].sort();
}
