import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ask } from '../../api/client.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { Around, slot } from '../../text/Around.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { useAddress } from '../../ui/useAddress.js';
import { useEditing } from '../../ui/useEditing.js';
import { useForm } from '../../ui/useForm.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { quoteQuery, type Quote } from '../quoteQueries.js';
import { QuoteFields } from './QuoteFields.js';
import { emptyQuote, isQuoteField, quotePatch, valuesOf, type QuoteValues } from './quoteForm.js';
import { SendQuoteDialog } from './SendQuoteDialog.js';
import { ThrowQuoteAway } from './ThrowQuoteAway.js';

/** A draft is changed where it stands, until it is sent. */
export function DraftQuote({ quote }: { quote: Quote }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { params, change } = useAddress();
  const form = useForm<QuoteValues>({ initialValues: valuesOf(quote) });
  const { id } = quote;
  const editing = useEditing({
    record: quote,
    form,
    valuesOf,
    read: () => queries.fetchQuery({ ...quoteQuery(id), staleTime: 0 }),
    isField: isQuoteField,
  });
  const patch = quotePatch(editing.before ?? emptyQuote(''), form.values);
  const isChanged = Object.keys(patch).length > 0;
  const follow = (newer: Quote) => {
    editing.goOn(newer);
    form.setValues(valuesOf(newer));
  };
  // Nothing was typed that a colleague's change could be in the way of.
  const follows = !isChanged && quote.version > (editing.version ?? 0);
  useEffect(() => {
    if (follows) follow(quote);
  });
  const unsaved = useUnsaved(form, {
    isDirty: () => isChanged,
    before: () => editing.before ?? valuesOf(quote),
  });
  const save = useMutation({
    mutationFn: () =>
      ask(api.PATCH('/quotes/{id}', { params: { path: { id } }, headers: editing.ifMatch, body: patch })),
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: (saved) => {
      follow(saved);
      queries.setQueryData(quoteQuery(id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['quotes', 'list'] });
    },
  });
  const askToSend = () => change({ ask: 'send' });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate())}>
      <Stack maw={recordWidth}>
        <PageHead actions={<ThrowQuoteAway quote={quote} />}>
          <PageTitle named={`${quote.title} · ${t('quotes.title')}`}>{quote.title}</PageTitle>
          <Text c="dimmed">
            <Around text={t('quote.draft.lead', { customer: slot })}>
              <RecordLink page="customer" id={quote.customerId} underline="always">
                {quote.customerName}
              </RecordLink>
            </Around>
          </Text>
        </PageHead>
        {editing.alert}
        <QuoteFields form={form} />
        <Group justify="flex-end">
          <Text size="sm" c="dimmed" role="status">
            {t(isChanged ? 'quote.unsaved' : 'quote.saved')}
          </Text>
          <Button type="submit" variant="default" disabled={!isChanged} loading={save.isPending}>
            {t('quote.save')}
          </Button>
          <Button
            loading={save.isPending}
            onClick={({ currentTarget }) => {
              if (!currentTarget.form?.reportValidity()) return;
              if (isChanged) save.mutate(undefined, { onSuccess: askToSend });
              else askToSend();
            }}
          >
            {t('quote.send')} …
          </Button>
        </Group>
      </Stack>
      <SendQuoteDialog
        quote={quote}
        opened={params.get('ask') === 'send'}
        onClose={() => change({ ask: undefined })}
      />
      {unsaved.question}
    </form>
  );
}
