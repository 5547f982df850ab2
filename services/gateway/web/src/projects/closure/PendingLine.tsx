import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { ChecklistTick } from '../work/ChecklistTick.js';
import { DeliverableActions } from '../work/DeliverableActions.js';
import { ExpenseActions } from '../work/ExpenseActions.js';
import { TimeEntryActions } from '../work/TimeEntryActions.js';
import classes from '../work/Work.module.css';
import type { useOpenRecords } from './useOpenRecords.js';

type PendingItem = Schemas['TechnicalClosure']['pending'][number];

interface PendingLineProps {
  project: Project;
  item: PendingItem;
  records: ReturnType<typeof useOpenRecords>;
}

/** One record that holds up the technical closure: what it is, who can clear it, and the buttons for those who may. */
export function PendingLine({ project, item, records }: PendingLineProps) {
  const { t, word, day, duration, money } = useTexts();
  const may = useMay();
  const entry = records.timeEntries.get(item.id);
  const hours = duration(entry?.hours ?? '0');
  const expense = records.expenses.get(item.id);
  const deliverable = records.deliverables.get(item.id);
  const tick = records.checklist.get(item.id);
  const mayClear = may(item.clearedBy) || (item.kind === 'TIME_ENTRY' && may('users.manage'));
  if (tick && mayClear)
    return (
      <li>
        <ChecklistTick project={project} item={tick} />
      </li>
    );
  const label = item.kind === 'CHECKLIST' && tick ? word('checklist', tick.code) : item.label;
  const facts = [
    t(`pending.${item.kind}.${item.status}` as 'pending.CHECKLIST.OPEN'),
    item.person,
    item.date && day(item.date),
    entry && hours,
    expense && money(expense.amount, expense.currency),
  ].filter(Boolean);
  return (
    <li>
      <div className={classes.what}>
        <Text>
          <Text span fw={600}>
            {word('pendingKind', item.kind)}:{' '}
          </Text>
          {item.kind === 'CHECKLIST' ? (
            label
          ) : (
            <Anchor component={Link} to="?view=work" underline="always">
              {label}
            </Anchor>
          )}
        </Text>
        <Text size="sm" className="figures">
          {facts.join(' · ')}
        </Text>
        {!mayClear && (
          <Text size="sm" c="dimmed">
            {item.status === 'DRAFT'
              ? t('pending.submittedBy', { person: item.person ?? '' })
              : t('closure.clearedBy', { permission: word('permission', item.clearedBy) })}
          </Text>
        )}
      </div>
      {entry && <TimeEntryActions project={project} entry={entry} />}
      {expense && <ExpenseActions project={project} expense={expense} />}
      {deliverable && <DeliverableActions project={project} deliverable={deliverable} />}
    </li>
  );
}
