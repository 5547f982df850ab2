import { Group, List, Text } from '@mantine/core';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import classes from '../work/Work.module.css';
import { BlockerActions } from './BlockerActions.js';
import { blockerText, stepKey, type Blocker, type Reconciliation } from './blockerText.js';

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
        {!past && <Steps blocker={blocker} currency={currency} />}
        {!past && !may(blocker.permission) && (
          <Text size="sm" c="dimmed">
            {t('closure.clearedBy', { permission: word('permission', blocker.permission) })}
          </Text>
        )}
      </div>
      {!past && (
        <Group gap="xs" mih={26}>
          <BlockerActions project={project} blocker={blocker} />
        </Group>
      )}
    </li>
  );
}

/** What would clear it: one after the other, or one of them where that is enough. */
function Steps({
  blocker: { steps = [], recordKind },
  currency,
}: Pick<BlockerLineProps, 'blocker' | 'currency'>) {
  const { t, money } = useTexts();
  const told = steps.flatMap((step) => {
    const key = stepKey(step.kind, recordKind);
    const { receiptNumber = '', invoiceNumber = '' } = step;
    const values = { amount: money(step.amount, currency), receipt: receiptNumber, invoice: invoiceNumber };
    return key ? [t(key, values)] : [];
  });
  if (told.length === 0) return null;
  return (
    <List size="sm" c="dimmed" className="figures">
      {told.map((text) => (
        <List.Item key={text}>{text}</List.Item>
      ))}
    </List>
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
