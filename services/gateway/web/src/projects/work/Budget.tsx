import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable, type Column } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { BudgetNodeDialog } from './BudgetNodeDialog.js';
import { inTreeOrder } from './budgetTree.js';
import { Usage } from './Usage.js';
import { useWorkAction } from './useWorkAction.js';
import { budgetQuery, type BudgetNode } from './workQueries.js';

export function Budget({ project }: { project: Project }) {
  const { t } = useTexts();
  const budget = useQuery(budgetQuery(project.id));
  // Nothing to see: neither figures nor names, and who sees no figures adds none.
  const { data } = budget;
  const isEmpty = data
    ? data.total.amount === undefined && data.items.length === 0
    : project.totals === undefined;
  if (isEmpty) return null;
  return (
    <Section title={t('work.budget')}>
      <Loaded query={budget}>{(tree) => <BudgetTree project={project} tree={tree} />}</Loaded>
    </Section>
  );
}

function BudgetTree({ project, tree }: { project: Project; tree: Schemas['BudgetTree'] }) {
  const { t } = useTexts();
  const may = useMay();
  const [about, setAbout] = useState<BudgetNode | 'new' | null>(null);
  const rows = inTreeOrder(tree.items);
  const figures = tree.total.amount !== undefined;
  const edits = figures && may('projects.edit') && allows(project, 'administration');
  const columns = useColumns(figures);
  const warnings = rows.flatMap((node) =>
    (node.warnings ?? []).map(() => t('budget.warning', { name: `${node.code} ${node.name}` })),
  );
  return (
    <>
      <Usage label={t('budget.whole')} figures={tree.total} currency={tree.total.currency} />
      {rows.length === 0 ? (
        <Text c="dimmed">{t(edits ? 'work.budget.none.plan' : 'work.budget.none')}</Text>
      ) : (
        <DataTable
          label={t('work.budget')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            ...columns,
            ...(edits
              ? [
                  {
                    title: t('app.actions'),
                    figures: true,
                    cell: (node: BudgetNode) => (
                      <NodeActions project={project} node={node} onEdit={() => setAbout(node)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {warnings.map((warning) => (
        <Text key={warning} size="sm" c="var(--mantine-color-error)">
          {warning}
        </Text>
      ))}
      {edits && (
        <Group>
          <Button variant="default" onClick={() => setAbout('new')}>
            {t('budget.add')}
          </Button>
        </Group>
      )}
      <BudgetNodeDialog project={project} nodes={rows} about={about} onClose={() => setAbout(null)} />
    </>
  );
}

function useColumns(figures: boolean): Column<BudgetNode>[] {
  const { t, money } = useTexts();
  const name: Column<BudgetNode> = {
    title: t('budget.node'),
    cell: ({ code, name, depth }) => (
      <span style={{ paddingInlineStart: `${(depth - 1) * 1.25}rem` }}>
        {code} {name}
      </span>
    ),
  };
  const amount = (title: string, of: 'amount' | 'spent' | 'committed'): Column<BudgetNode> => ({
    title,
    figures: true,
    cell: (node) => money(node[of] ?? '0', node.currency),
  });
  if (!figures) return [name];
  return [
    name,
    amount(t('budget.amount'), 'amount'),
    amount(t('budget.spent'), 'spent'),
    amount(t('budget.committed'), 'committed'),
    {
      title: t('budget.left'),
      cell: (node) => (
        <Usage label={`${node.code} ${node.name}`} figures={node} currency={node.currency} brief />
      ),
    },
  ];
}

function NodeActions({ project, node, onEdit }: { project: Project; node: BudgetNode; onEdit(): void }) {
  const { t } = useTexts();
  const may = useMay();
  const action = useWorkAction(project.id);
  const { id, code, name, amount = '0', parentId } = node;
  const remove = () =>
    action.mutate({
      call: () =>
        ask(
          api.DELETE('/projects/{id}/budget-nodes/{budgetNodeId}', {
            params: { path: { id: project.id, budgetNodeId: id } },
          }),
        ),
      done: t('budget.removed', { name }),
      undo: {
        call: () =>
          ask(
            api.POST('/projects/{id}/budget-nodes', {
              params: { path: { id: project.id } },
              body: { code, name, amount, parentId },
            }),
          ),
        done: t('app.saved', { name }),
      },
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={t('app.actions.of', { name: `${code} ${name}` })}>
          ⋯
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>{t('app.edit')} …</Menu.Item>
        {may('projects.delete') && <Menu.Item onClick={remove}>{t('app.delete')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
