import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useForm } from '../ui/useForm.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { useToast } from '../ui/useToast.js';
import { CustomerFields } from './CustomerFields.js';
import { customerInput, emptyCustomer, isCustomerField, type CustomerValues } from './customerForm.js';
import { customerQuery, type Customer } from './customerQueries.js';

interface AddCustomerDialogProps {
  opened: boolean;
  /** What was looked for: a name, or a part of an e-mail address. */
  typed?: string;
  onClose(): void;
  onAdded(customer: Customer): void;
}

export function AddCustomerDialog({ opened, typed = '', onClose, onAdded }: AddCustomerDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('customer.add')} size="lg">
      <CustomerForm typed={typed} onAdded={onAdded} />
    </Dialog>
  );
}

interface CustomerFormProps {
  typed: string;
  onAdded(customer: Customer): void;
}

function CustomerForm({ typed, onAdded }: CustomerFormProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<CustomerValues>({
    initialValues: { ...emptyCustomer, [typed.includes('@') ? 'email' : 'name']: typed },
  });
  const refusal = useFormProblem(form, isCustomerField);
  const add = useMutation({
    mutationFn: (values: CustomerValues) => ask(api.POST('/customers', { body: customerInput(values) })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: (customer) => {
      queries.setQueryData(customerQuery(customer.id).queryKey, customer);
      void queries.invalidateQueries({ queryKey: ['customers'] });
      const isRepeated = (customer.warnings ?? []).length > 0;
      toast(t(isRepeated ? 'customer.addedAgain' : 'customer.added', { name: customer.name }));
      onAdded(customer);
    },
  });
  const submit = (event: FormEvent) => {
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    form.onSubmit((values) => add.mutate(values))(event as FormEvent<HTMLFormElement>);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <CustomerFields form={form} />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={add.isPending}>
            {t('customer.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
