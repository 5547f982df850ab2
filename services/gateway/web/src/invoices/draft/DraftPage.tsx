import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, ask } from '../../api/client.js';
import { ProblemError } from '../../api/problem.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { useMay } from '../../session/useMe.js';
import { Around, slot } from '../../text/Around.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useAddress } from '../../ui/useAddress.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { Missing } from '../../warnings/Missing.js';
import { WarningAlerts } from '../../warnings/WarningAlerts.js';
import { invoiceQuery, type Invoice } from '../invoiceQueries.js';
import { DocumentHistory } from '../one/DocumentHistory.js';
import { IssueDialog } from '../one/IssueDialog.js';
import { DiscardDraftButton } from '../one/DiscardDraftButton.js';
import { ChangedMeanwhile } from './ChangedMeanwhile.js';
import { DraftFields } from './DraftFields.js';
import { draftPatch, draftValues, isDraftField, mergeDraft, type DraftValues } from './draftForm.js';

const valuesOf: (invoice: Invoice) => DraftValues = draftValues;

/** A draft is changed where it stands. */
export function DraftPage({ invoice }: { invoice: Invoice }) {
  const { t } = useTexts();
  const may = useMay();
  const queries = useQueryClient();
  const toast = useToast();
  const { params, change } = useAddress();
  // What the form was made of: the version that a change is based on.
  const [base, setBase] = useState(invoice);
  const form = useForm<DraftValues>({ initialValues: valuesOf(invoice) });
  const refusal = useFormProblem(form, isDraftField);
  const patch = draftPatch(valuesOf(base), form.values);
  const isBehind = invoice.version > base.version;

  const unsaved = useUnsaved(form, {
    isDirty: () => patch !== null,
    before: () => valuesOf(base),
    merge: mergeDraft,
  });

  const adopt = (newer: Invoice) => {
    form.setValues((typed) => mergeDraft(valuesOf(base), typed as DraftValues, valuesOf(newer)));
    setBase(newer);
    refusal.show(null);
  };
  // Nothing was typed that a colleague's change could be in the way of.
  const follows = isBehind && !patch;
  useEffect(() => {
    if (follows) adopt(invoice);
  });

  const save = useMutation({
    mutationFn: () =>
      ask(
        patch
          ? api.PATCH('/invoices/{id}', {
              params: { path: { id: base.id }, header: { 'If-Match': `"${base.version}"` } },
              body: patch,
            })
          : // Nothing to save: what is issued is what everybody else has left of it.
            api.GET('/invoices/{id}', { params: { path: { id: base.id } } }),
      ),
    onMutate: () => refusal.show(null),
    onError: (error) => {
      // Said by `ChangedMeanwhile`, as soon as the newer one is here.
      if (!isStale(error)) return refusal.show(error);
      return queries.invalidateQueries({ queryKey: invoiceQuery(base.id).queryKey });
    },
    onSuccess: (saved) => {
      setBase(saved);
      form.setValues(valuesOf(saved));
      queries.setQueryData(invoiceQuery(saved.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['invoices'] });
    },
  });
  const issue = () => save.mutate(undefined, { onSuccess: () => change({ ask: 'issue' }) });
  return (
    <form
      onSubmit={form.onSubmit(() => save.mutate(undefined, { onSuccess: () => toast(t('draft.saved')) }))}
    >
      <Stack maw={recordWidth}>
        <PageHead actions={<DiscardDraftButton invoice={base} onDone={unsaved.saved} />}>
          <PageTitle named={`${t('invoice.draft')} · ${base.customerName}`}>{t('invoice.draft')}</PageTitle>
          <Text c="dimmed">
            <Around text={t('draft.lead', { customer: slot })}>
              <RecordLink page="customer" id={base.customerId} underline="always">
                {base.customerName}
              </RecordLink>
            </Around>
          </Text>
        </PageHead>
        {isBehind && patch && (
          <ChangedMeanwhile base={valuesOf(base)} newer={valuesOf(invoice)} onLoad={() => adopt(invoice)} />
        )}
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <WarningAlerts warnings={invoice.warnings} currency={invoice.currency} />
        <Missing missing={invoice.missing} />
        {invoice.followsMilestone && (
          <Text size="sm" c="dimmed">
            {t('draft.follows')}
          </Text>
        )}
        <DraftFields form={form} draftId={base.id} />
        <Group justify="flex-end">
          {patch && (
            <Text size="sm" c="dimmed">
              {t('draft.unsaved')}
            </Text>
          )}
          <Button type="submit" variant="default" disabled={!patch} loading={save.isPending}>
            {t('draft.save')}
          </Button>
          {may('invoices.issue') && (
            <Button
              loading={save.isPending}
              onClick={({ currentTarget }) => {
                if (currentTarget.form?.reportValidity()) form.onSubmit(issue)();
              }}
            >
              {t('invoice.issue')} …
            </Button>
          )}
        </Group>
        <DocumentHistory invoiceId={base.id} />
      </Stack>
      {unsaved.question}
      <IssueDialog
        invoice={base}
        opened={params.get('ask') === 'issue' && may('invoices.issue')}
        onClose={() => change({ ask: undefined })}
      />
    </form>
  );
}

const isStale = (error: Error): boolean =>
  error instanceof ProblemError && error.problem.code === 'stale-version';
