import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { levelsOf } from '../budgetNodes.js';
import type { Quote } from '../quoteQueries.js';

interface BudgetTreeProps {
  nodes: Quote['budgetNodes'];
  currency: string;
}

/** The budget that the project inherits; what belongs to a node stands below it, further in. */
export function BudgetTree({ nodes, currency }: BudgetTreeProps) {
  const { t, money } = useTexts();
  const levels = levelsOf(nodes.map(({ code, parent }) => ({ code, parent: parent ?? '' })));
  const rows = nodes.map((node, index) => ({ ...node, level: levels[index] ?? 0 }));
  return (
    <DataTable
      label={t('quote.budget')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          title: t('quote.node.name'),
          cell: ({ code, name, level }) => (
            <span style={{ paddingInlineStart: `${level * 20}px` }}>
              {code} {name}
            </span>
          ),
        },
        {
          title: t('order.field.amount'),
          figures: true,
          cell: ({ amount }) => money(amount, currency),
        },
      ]}
    />
  );
}
