import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, ask } from '../../api/client.js';
import { Figure } from '../../ui/Figure.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import { useEditing } from '../../ui/useEditing.js';
import { useForm } from '../../ui/useForm.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { CustomerFields } from '../CustomerFields.js';
import {
  customerPatch,
  emptyCustomer,
  isCustomerField,
  valuesOf,
  type CustomerValues,
} from '../customerForm.js';
import { customerQuery, type Customer } from '../customerQueries.js';

/** What is known of a customer, changed where it stands. */
export function CustomerData({ customer }: { customer: Customer }) {
  const { t } = useTexts();
  const may = useMay();
  const [edits, setEdits] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(edits);
  // What had the focus is gone.
  useEffect(() => {
    if (before.current && !edits) button.current?.focus();
    before.current = edits;
  }, [edits]);
  return (
    <Section
      title={t('customer.data')}
      action={
        !edits &&
        may('customers.manage') && (
          <Button ref={button} variant="default" onClick={() => setEdits(true)}>
            {t('customer.edit')}
          </Button>
        )
      }
    >
      {edits ? (
        <CustomerForm customer={customer} onClose={() => setEdits(false)} />
      ) : (
        <Facts customer={customer} />
      )}
    </Section>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { t } = useTexts();
  const facts = [
    ['email', customer.email],
    ['phone', customer.phone],
    ['vatNumber', customer.vatNumber],
    ['currency', customer.currency],
    ['paymentTermsDays', String(customer.paymentTermsDays)],
    ['clientType', customer.clientType],
    ['location', customer.location],
    ['securityLevel', String(customer.securityLevel)],
    ['address', customer.address],
  ] as const;
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 3 }}>
      {facts.map(([name, value]) => (
        <Figure key={name} name={t(`customer.field.${name}`)}>
          <span className="prose">{value ?? t('app.none')}</span>
        </Figure>
      ))}
    </SimpleGrid>
  );
}

function CustomerForm({ customer, onClose }: { customer: Customer; onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<CustomerValues>({ initialValues: valuesOf(customer) });
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => first.current?.querySelector('input')?.focus(), []);
  const { id } = customer;
  const unsaved = useUnsaved(form);
  const editing = useEditing({
    record: customer,
    form,
    valuesOf,
    read: () => queries.fetchQuery({ ...customerQuery(id), staleTime: 0 }),
    isField: isCustomerField,
  });
  const save = useMutation({
    mutationFn: (values: CustomerValues) =>
      ask(
        api.PATCH('/customers/{id}', {
          params: { path: { id } },
          headers: editing.ifMatch,
          body: customerPatch(editing.before ?? emptyCustomer, values),
        }),
      ),
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: async (saved) => {
      queries.setQueryData(customerQuery(id).queryKey, saved);
      toast(t('customer.saved', { name: saved.name }));
      onClose();
      await queries.invalidateQueries({ queryKey: ['customers'] });
    },
  });
  return (
    <form ref={first} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {editing.alert}
        <CustomerFields form={form} complete />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('app.save')}
          </Button>
        </Group>
      </Stack>
      {unsaved.question}
    </form>
  );
}
