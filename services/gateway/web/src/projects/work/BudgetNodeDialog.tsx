import { limits } from '@closeout/contracts/limits';
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { changed } from '../../ui/changed.js';
import { RecordDialog } from '../../ui/RecordDialog.js';
import { projectKey, type Project } from '../projectQueries.js';
import { nextCode } from './budgetTree.js';
import { budgetQuery, type BudgetNode } from './workQueries.js';

interface Values {
  parentId: string;
  code: string;
  name: string;
  amount: string;
}
const valuesOf = ({ parentId, code, name, amount }: BudgetNode): Values => ({
  parentId: parentId ?? '',
  code,
  name,
  amount: amount ?? '',
});

interface BudgetNodeDialogProps {
  project: Project;
  nodes: readonly BudgetNode[];
  /** The one that is edited, 'new', or null: closed. */
  about: BudgetNode | 'new' | null;
  onClose(): void;
}

export function BudgetNodeDialog({ project, nodes, about, onClose }: BudgetNodeDialogProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const record = about === 'new' ? null : about;
  const { id, currency } = project;
  return (
    <RecordDialog
      opened={about !== null}
      onClose={onClose}
      title={record ? t('app.edit.name', { name: record.name }) : t('budget.add')}
      record={record}
      initialValues={{ parentId: '', code: nextCode(nodes, null), name: '', amount: '' }}
      valuesOf={valuesOf}
      read={() =>
        queries
          .fetchQuery({ ...budgetQuery(id), staleTime: 0 })
          .then(({ items }) => items.find((node) => node.id === record?.id))
      }
      save={({ parentId, ...values }, before, headers) => {
        if (!record)
          return ask(
            api.POST('/projects/{id}/budget-nodes', {
              params: { path: { id } },
              body: { ...values, parentId: parentId || null },
            }),
          );
        const { code, name, amount } = before ?? values;
        return ask(
          api.PATCH('/projects/{id}/budget-nodes/{budgetNodeId}', {
            params: { path: { id, budgetNodeId: record.id } },
            headers,
            body: changed(values, { code, name, amount }),
          }),
        );
      }}
      done={({ name }) => t('app.saved', { name })}
      stale={[projectKey(id)]}
    >
      {(form) => (
        <>
          {!record && nodes.length > 0 && (
            <Select
              label={t('budget.parent')}
              placeholder={t('budget.parent.none')}
              data={nodes.map((node) => ({ value: node.id, label: `${node.code} ${node.name}` }))}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('budget.parent.none') }}
              {...form.getInputProps('parentId')}
              value={form.getValues().parentId || null}
              onChange={(parent) => {
                form.setFieldValue('parentId', parent ?? '');
                form.setFieldValue('code', nextCode(nodes, parent));
              }}
            />
          )}
          <TextInput
            label={t('budget.name')}
            required
            maxLength={limits.budgetNode.name}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t('budget.code')}
              required
              maxLength={limits.budgetNode.code}
              {...form.getInputProps('code')}
            />
            <AmountInput
              label={t('budget.amount')}
              required
              currency={currency}
              {...form.getInputProps('amount')}
            />
          </SimpleGrid>
        </>
      )}
    </RecordDialog>
  );
}
