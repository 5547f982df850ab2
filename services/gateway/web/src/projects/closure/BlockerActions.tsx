import { pageOf, pages } from '@closeout/contracts/pages';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, ask } from '../../api/client.js';
import { compare } from '../../format/decimal.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { projectKey, type Project } from '../projectQueries.js';
import type { Blocker } from './blockerText.js';

/** Where a blocker is cleared: at the record, or in the form for the document that is missing. */
export function BlockerActions({ project, blocker }: { project: Project; blocker: Blocker }) {
  const { t } = useTexts();
  const may = useMay();
  const { recordKind, recordId, code, permission, difference, steps } = blocker;
  if (recordKind === 'CPO' && may('cpos.view'))
    return (
      <To
        path={pageOf('order', recordId)}
        text={
          may(permission)
            ? t(code === 'cpo-open' ? 'blocker.do.finalize' : 'blocker.do.decide')
            : t('blocker.do.order')
        }
      />
    );
  if (recordKind === 'INVOICE' && may('invoices.view'))
    return <To path={pageOf('invoice', recordId)} text={t('blocker.do.invoice')} />;
  if (recordKind === 'RECEIPT' && may('receipts.view'))
    return (
      <To
        path={pageOf('receipt', recordId)}
        text={t(may(permission) ? 'blocker.do.clearReceipt' : 'blocker.do.receipt')}
      />
    );
  if (code === 'work-not-invoiced')
    return may(permission) ? (
      <To path="?view=work&ask=settle" text={t('blocker.do.settleWork')} />
    ) : (
      <To path="?view=work" text={t('blocker.do.work')} />
    );
  if (code !== 'sums-differ' || difference === null) return null;
  const missing = compare(difference, '0') > 0;
  const invoices = permission === 'invoices.issue';
  if (!missing) return <To path="?view=payments" text={t('blocker.do.documents')} />;
  // The customer's credit is enough.
  if (steps && !steps.some(({ kind }) => kind === 'RECEIVE')) return null;
  return invoices ? <MissingInvoice project={project} /> : <MissingReceipt project={project} />;
}

/** A draft that waits to be issued comes first: another one would be too many. */
function MissingInvoice({ project }: { project: Project }) {
  const { t, money } = useTexts();
  const may = useMay();
  const issues = may('invoices.issue');
  const drafts = useQuery({
    queryKey: [...projectKey(project.id), 'invoices', 'drafts'],
    queryFn: ({ signal }) => ask(api.GET('/invoices', { signal, params: { query: draftsOf(project) } })),
    enabled: may('invoices.view'),
  });
  const found = drafts.data?.items ?? [];
  if (found.length > 0)
    return found.map(({ id, totals, currency }) => (
      <To
        key={id}
        path={`${pageOf('invoice', id)}${issues ? '?ask=issue' : ''}`}
        text={t(issues ? 'blocker.do.issueDraft' : 'blocker.do.draft', {
          amount: money(totals.gross, currency),
        })}
      />
    ));
  if (!may('invoices.manage') || !drafts.isSuccess) return null;
  return <To path={`${pages.newInvoice}?${subjectOf(project)}`} text={t('milestone.invoice')} />;
}

function MissingReceipt({ project }: { project: Project }) {
  const { t, money } = useTexts();
  const may = useMay();
  const issues = may('receipts.issue');
  const drafts = useQuery({
    queryKey: [...projectKey(project.id), 'receipts', 'drafts'],
    queryFn: ({ signal }) => ask(api.GET('/receipts', { signal, params: { query: draftsOf(project) } })),
    enabled: may('receipts.view'),
  });
  const found = drafts.data?.items ?? [];
  if (found.length > 0)
    return found.map(({ id, amount, currency }) => (
      <To
        key={id}
        path={`${pageOf('receipt', id)}${issues ? '?issue=true' : ''}`}
        text={t(issues ? 'blocker.do.issueDraft' : 'blocker.do.draft', {
          amount: money(amount, currency),
        })}
      />
    ));
  if (!may('receipts.manage') || !drafts.isSuccess) return null;
  return <To path={`${pages.newReceipt}?${subjectOf(project)}`} text={t('milestone.receipt')} />;
}

const draftsOf = ({ id }: Project) => ({ projectId: id, status: 'DRAFT' as const, limit: 5 });
const subjectOf = ({ id, customerId }: Project): string =>
  new URLSearchParams({ customerId, projectId: id }).toString();

function To({ path, text }: { path: string; text: string }) {
  return (
    <Button component={Link} to={path} size="compact-sm" variant="default">
      {text}
    </Button>
  );
}
