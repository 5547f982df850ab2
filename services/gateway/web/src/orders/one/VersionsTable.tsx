import { Table, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { signed } from '../OrderInShort.js';
import type { OrderVersion } from '../orderQueries.js';
import classes from './VersionsTable.module.css';

interface VersionsTableProps {
  currency: string;
  /** One, or two that are compared. */
  versions: readonly OrderVersion[];
  difference: Schemas['CpoDifference'] | undefined;
  /** The number of the version that counts. */
  counting: number | undefined;
}

interface Line {
  title: string;
  /** Of the API: where they differ, the line is marked. When and by whom always differs. */
  fields: readonly string[];
  cell(version: OrderVersion): ReactNode;
}

export function VersionsTable({ currency, versions, difference, counting }: VersionsTableProps) {
  const { t, word, money, instant } = useTexts();
  const who = (name: string | null, at: string | null) =>
    at === null ? t('app.none') : t('order.by', { name: name ?? t('order.somebody'), at: instant(at) });
  const text = (words: string | null) =>
    words === null ? t('app.none') : <span className="prose">{words}</span>;
  const lines: Line[] = [
    {
      title: t('order.version.amount'),
      fields: ['amount'],
      cell: ({ no, amount }) => (
        <>
          <Text size="sm" fw={700} className="figures">
            {money(amount, currency)}
          </Text>
          {difference?.no === no && (
            <Text size="sm" className="figures">
              {t('order.versions.difference', {
                difference: signed(difference.amount.difference, currency, money),
              })}
            </Text>
          )}
        </>
      ),
    },
    {
      title: t('order.status'),
      fields: ['status'],
      cell: ({ no, status }) => (
        <>
          {word('versionStatus', status)}
          {no === counting && `, ${t('order.version.counts')}`}
        </>
      ),
    },
    { title: t('order.version.reason'), fields: ['reason'], cell: ({ reason }) => text(reason) },
    {
      title: t('order.version.entered'),
      fields: [],
      cell: ({ createdByName, createdAt }) => who(createdByName, createdAt),
    },
    {
      title: t('order.version.decided'),
      fields: [],
      cell: ({ decidedByName, decidedAt }) => who(decidedByName, decidedAt),
    },
    {
      title: t('order.version.decision'),
      fields: ['decisionReason'],
      cell: ({ decisionReason }) => text(decisionReason),
    },
  ];
  const changed = new Set(difference?.changes.map(({ field }) => field));
  return (
    <div className={classes.scroll} role="group" aria-label={t('order.versions')} tabIndex={0}>
      <Table className={versions.length > 1 ? classes.two : classes.one}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td className={classes.names} />
            {versions.map(({ no }) => (
              <Table.Th key={no} scope="col">
                {t('order.version', { no })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ title, fields, cell }) => {
            const differs = fields.some((field) => changed.has(field));
            return (
              <Table.Tr key={title}>
                <Table.Th scope="row">
                  {title}
                  {differs && <VisuallyHidden> ({t('order.version.differs')})</VisuallyHidden>}
                </Table.Th>
                {versions.map((version, index) => (
                  <Table.Td key={version.no} className={differs && index === 1 ? classes.changed : undefined}>
                    {cell(version)}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
