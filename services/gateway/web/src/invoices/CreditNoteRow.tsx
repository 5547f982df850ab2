import { pageOf } from '@closeout/contracts/pages';
import { Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import classes from './DocumentRow.module.css';
import type { CreditNoteSummary } from './invoiceQueries.js';
import { ProjectOf } from './ProjectOf.js';

export const CreditNoteRow = memo(function CreditNoteRow({ note }: { note: CreditNoteSummary }) {
  const { t, money, day } = useTexts();
  return (
    <>
      <div>
        <Link to={pageOf('creditNote', note.id)} className={classes.link}>
          {note.number}
        </Link>
        <Text size="sm" c="dimmed">
          {note.customerName}
        </Text>
      </div>
      <ProjectOf document={note} />
      <div>
        <Text size="sm">{day(note.issueDate)}</Text>
        <Text size="sm" c="dimmed">
          {t('creditNote.of', { number: note.invoiceNumber })}
        </Text>
      </div>
      <Text size="sm" fw={600} className={`figures ${classes.amount}`}>
        {money(note.totals.gross, note.currency)}
      </Text>
      <Text size="sm" c="dimmed" lineClamp={2} className={classes.status}>
        {note.reason}
      </Text>
    </>
  );
});
