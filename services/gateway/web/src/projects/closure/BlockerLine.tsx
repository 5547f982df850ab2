import { Group, Text } from '@mantine/core';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import classes from '../work/Work.module.css';
import { BlockerActions } from './BlockerActions.js';
import { blockerText, type Blocker, type Reconciliation } from './blockerText.js';

interface BlockerLineProps {
  project: Project;
  blocker: Blocker;
  of: Reconciliation;
  currency: string;
  /** In a report of what was: nothing is left to clear. */
  past?: boolean;
}

/** One thing in the way of the financial closure: what it is in figures, who can clear it, and where. */
export function BlockerLine({ project, blocker, of, currency, past }: BlockerLineProps) {
  const { t, word } = useTexts();
  const may = useMay();
  const sentence = useBlockerSentence(project, of, currency);
  return (
    <li>
      <div className={classes.what}>
        <Text className="figures">{sentence(blocker)}</Text>
        {!past && !may(blocker.permission) && (
          <Text size="sm" c="dimmed">
            {t('closure.clearedBy', { permission: word('permission', blocker.permission) })}
          </Text>
        )}
      </div>
      {!past && (
        <Group gap="xs">
          <BlockerActions project={project} blocker={blocker} />
        </Group>
      )}
    </li>
  );
}

function useBlockerSentence(project: Project, of: Reconciliation, currency: string) {
  const { t, word, money, locale } = useTexts();
  const number = new Intl.NumberFormat(locale);
  return (blocker: Blocker): string => {
    const told = blockerText(blocker, of, project.status);
    if (!told) return blocker.detail;
    const amounts = Object.entries(told.amounts).map(([name, amount]) => [name, money(amount, currency)]);
    const status = typeof told.values.status === 'string' ? word('status', told.values.status) : '';
    const hours = blocker.hours && number.format(blocker.hours as Intl.StringNumericLiteral);
    return t(told.key, {
      ...told.values,
      ...(hours && { hours }),
      ...(Object.fromEntries(amounts) as object),
      status,
    });
  };
}
