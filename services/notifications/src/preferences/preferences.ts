import { Language } from '@closeout/contracts/fields';
import { NotificationKind, type NotificationPreferences } from '@closeout/contracts/http/notifications';

/** What each kind is, for the person who chooses. */
export const kindDescriptions: Record<NotificationKind, string> = {
  'project-created': 'A new project: of those that I manage, or of all if my role is told of new projects',
  'payment-received': 'A payment was received: for projects that I manage, or any if my role issues receipts',
  'payment-reversed': 'A payment that I was told of was reversed',
  'cpo-version': 'A customer changed an order, if my role is told of new versions',
  'cpo-direction': 'An order waits for direction, if my role decides on orders',
  'cpo-mismatch-found': 'An order does not match what was invoiced or received, if my role is told of that',
  'cpo-mismatch-resolved': 'The mismatch of an order was resolved, if my role closes projects financially',
  assigned: 'Somebody assigned me to a project',
  'milestone-overdue': 'A payment is overdue in a project that I manage',
  'stage-overdue': 'A stage is overdue in a project that I manage',
  'budget-threshold': 'A budget is nearly used, or used, in a project that I manage',
  'closure-stalled': 'A financial closure has had no answer, if my role closes projects financially',
};

export interface Chosen {
  version: number;
  muted: readonly string[];
  /** null: none was chosen. */
  language: Language | null;
}

export const nothingChosen: Chosen = { version: 0, muted: [], language: null };

/** Muted kinds that are not known (any more) are not shown. */
export function presentPreferences({ version, muted, language }: Chosen): NotificationPreferences {
  return {
    version,
    language,
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

/** One that only a newer release writes in counts as none. */
export const languageOf = (stored: string | null): Language | null => Language.safeParse(stored).data ?? null;
