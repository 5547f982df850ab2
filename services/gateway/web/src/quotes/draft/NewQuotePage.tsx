import { pageOf, pages } from '@closeout/contracts/pages';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, ask } from '../../api/client.js';
import { customerQuery } from '../../customers/customerQueries.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { quoteQuery } from '../quoteQueries.js';
import { QuoteFields } from './QuoteFields.js';
import { emptyQuote, isQuoteField, isTyped, quoteInput, type QuoteValues } from './quoteForm.js';

export function Component() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const customerId = params.get('customerId') ?? '';
  const form = useForm<QuoteValues>({ initialValues: emptyQuote(customerId) });
  const refusal = useFormProblem(form, isQuoteField);
  // What follows from a link or from the customer was not typed.
  const unsaved = useUnsaved(form, { isDirty: () => isTyped(form.values) });
  const { setFieldValue } = form;
  useEffect(() => {
    if (customerId)
      void queries
        .ensureQueryData(customerQuery(customerId))
        .then(({ currency }) => setFieldValue('currency', currency))
        // An old link: the field says itself that there is no such customer.
        .catch(() => undefined);
  }, [customerId, queries, setFieldValue]);
  const create = useMutation({
    mutationFn: ({ values }: { values: QuoteValues; send: boolean }) =>
      ask(api.POST('/quotes', { body: quoteInput(values) })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: async (quote, { send }) => {
      unsaved.saved();
      queries.setQueryData(quoteQuery(quote.id).queryKey, quote);
      void queries.invalidateQueries({ queryKey: ['quotes', 'list'] });
      await navigate(`${pageOf('quote', quote.id)}${send ? '?ask=send' : ''}`);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate({ values, send: false }))}>
      <Stack maw={recordWidth}>
        <PageTitle>{t('quotes.new')}</PageTitle>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <QuoteFields form={form} />
        <Group justify="flex-end">
          <Button component={Link} to={pages.quotes} variant="default">
            {t('app.cancel')}
          </Button>
          <Button type="submit" variant="default" loading={create.isPending}>
            {t('quote.save')}
          </Button>
          <Button
            loading={create.isPending}
            onClick={({ currentTarget }) => {
              if (currentTarget.form?.reportValidity())
                form.onSubmit((values) => create.mutate({ values, send: true }))();
            }}
          >
            {t('quote.send')} …
          </Button>
        </Group>
      </Stack>
      {unsaved.question}
    </form>
  );
}
