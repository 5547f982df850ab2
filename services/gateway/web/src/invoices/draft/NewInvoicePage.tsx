import { pageOf, pages } from '@closeout/contracts/pages';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { useRepeatKey } from '../../api/useRepeatKey.js';
import { projectKey } from '../../projects/projectQueries.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { invoiceQuery } from '../invoiceQueries.js';
import { DraftFields } from './DraftFields.js';
import { draftInput, isDraftField, type DraftValues } from './draftForm.js';
import { usePrefilled } from './usePrefilled.js';

export function Component() {
  const { t } = useTexts();
  const prefilled = usePrefilled();
  return (
    <Stack maw={recordWidth}>
      <PageTitle>{t('draft.title')}</PageTitle>
      <Loaded query={prefilled}>{(initial) => <NewInvoice initial={initial} />}</Loaded>
    </Stack>
  );
}

function NewInvoice({ initial }: { initial: DraftValues }) {
  const { t } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<DraftValues>({ initialValues: initial });
  const refusal = useFormProblem(form, isDraftField);
  const keyOf = useRepeatKey();
  const unsaved = useUnsaved(form, { isDirty: () => typedIn(form.values) !== typedIn(initial) });
  const create = useMutation({
    mutationFn: ({ values }: { values: DraftValues; issue: boolean }) => {
      const body = draftInput(values, may('cpos.view'));
      return ask(api.POST('/invoices', { params: { header: { 'Idempotency-Key': keyOf(body) } }, body }));
    },
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: async (invoice, { issue }) => {
      queries.setQueryData(invoiceQuery(invoice.id).queryKey, invoice);
      void queries.invalidateQueries({ queryKey: ['invoices', 'list'] });
      if (invoice.projectId) void queries.invalidateQueries({ queryKey: projectKey(invoice.projectId) });
      unsaved.saved();
      if (!issue) toast(t('draft.saved'));
      await navigate(`${pageOf('invoice', invoice.id)}${issue ? '?ask=issue' : ''}`, { replace: true });
    },
  });
  const send = (issue: boolean) => form.onSubmit((values) => create.mutate({ values, issue }));
  return (
    <form onSubmit={send(false)}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <DraftFields form={form} />
        <Group justify="flex-end">
          <Button component={Link} to={pages.invoices} variant="default">
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            variant={may('invoices.issue') ? 'default' : undefined}
            loading={create.isPending && !create.variables.issue}
          >
            {t('draft.save')}
          </Button>
          {may('invoices.issue') && (
            <Button
              loading={create.isPending && create.variables.issue}
              onClick={({ currentTarget: { form: element } }) => {
                if (element?.reportValidity()) send(true)();
              }}
            >
              {t('draft.saveAndIssue')}
            </Button>
          )}
        </Group>
      </Stack>
      {unsaved.question}
    </form>
  );
}

/** What would be missed. Whom it is for is chosen again in a moment, and the tax follows from that. */
const typedIn = ({ lines }: DraftValues): string =>
  JSON.stringify(lines.map(({ description, quantity, unitPrice }) => [description, quantity, unitPrice]));
