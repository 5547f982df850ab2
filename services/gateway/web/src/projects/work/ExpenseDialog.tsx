import { limits } from '@closeout/contracts/limits';
import { expenseKinds } from '@closeout/contracts/vocabulary';
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { today } from '../../format/days.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { DayInput } from '../../ui/DayInput.js';
import { changed } from '../../ui/changed.js';
import { RecordDialog } from '../../ui/RecordDialog.js';
import { projectKey, type Project } from '../projectQueries.js';
import { budgetQuery, expenseQuery, type Expense } from './workQueries.js';

interface Values {
  kind: Expense['kind'];
  description: string;
  amount: string;
  date: string;
  budgetNodeId: string;
}
const empty: Values = { kind: 'LOGISTICS', description: '', amount: '', date: '', budgetNodeId: '' };

const valuesOf = ({ kind, description, amount, date, budgetNodeId }: Expense): Values => ({
  kind,
  description,
  amount,
  date,
  budgetNodeId: budgetNodeId ?? '',
});
const asked = ({ budgetNodeId, ...values }: Values) => ({ ...values, budgetNodeId: budgetNodeId || null });

interface ExpenseDialogProps {
  project: Project;
  /** The one that is edited, 'new', or null: closed. */
  about: Expense | 'new' | null;
  onClose(): void;
}

export function ExpenseDialog({ project, about, onClose }: ExpenseDialogProps) {
  const { t, word } = useTexts();
  const queries = useQueryClient();
  const nodes = useQuery({ ...budgetQuery(project.id), enabled: about !== null });
  const record = about === 'new' ? null : about;
  const { id, currency } = project;
  return (
    <RecordDialog
      opened={about !== null}
      onClose={onClose}
      title={record ? t('app.edit.name', { name: record.description }) : t('expense.add')}
      record={record}
      initialValues={{ ...empty, date: today() }}
      valuesOf={valuesOf}
      read={() => queries.fetchQuery({ ...expenseQuery(id, record?.id ?? ''), staleTime: 0 })}
      save={(values, before, headers) =>
        ask(
          record
            ? api.PATCH('/projects/{id}/expenses/{expenseId}', {
                params: { path: { id, expenseId: record.id } },
                headers,
                body: changed(asked(values), before && asked(before)),
              })
            : api.POST('/projects/{id}/expenses', {
                params: { path: { id } },
                body: { ...asked(values), currency },
              }),
        )
      }
      done={({ description }) => t('app.saved', { name: description })}
      stale={[projectKey(id)]}
    >
      {(form) => (
        <>
          <TextInput
            label={t('expense.description')}
            required
            maxLength={limits.expense.description}
            data-autofocus
            {...form.getInputProps('description')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <AmountInput
              label={t('expense.amount')}
              required
              currency={currency}
              {...form.getInputProps('amount')}
            />
            <DayInput label={t('expense.date')} required {...form.getInputProps('date')} />
            <Select
              label={t('expense.kind')}
              data={expenseKinds.map((value) => ({ value, label: word('expenseKind', value) }))}
              allowDeselect={false}
              {...form.getInputProps('kind')}
            />
            {nodes.data && nodes.data.items.length > 0 && (
              <Select
                label={t('expense.node')}
                placeholder={t('expense.node.none')}
                data={nodes.data.items.map((node) => ({
                  value: node.id,
                  label: `${node.code} ${node.name}`,
                }))}
                searchable
                clearable
                clearButtonProps={{ 'aria-label': t('expense.node.none') }}
                {...form.getInputProps('budgetNodeId')}
                value={form.getValues().budgetNodeId || null}
                onChange={(node) => form.setFieldValue('budgetNodeId', node ?? '')}
              />
            )}
          </SimpleGrid>
        </>
      )}
    </RecordDialog>
  );
}
