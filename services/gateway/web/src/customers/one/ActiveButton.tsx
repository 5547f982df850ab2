import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import type { Customer } from '../customerQueries.js';

type Status = Customer['status'];

/** A mark for people, set and taken away at once: an inactive customer is not offered for anything new. */
export function ActiveButton({ customer: { id, name, status } }: { customer: Customer }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const mark = useMutation({
    mutationFn: ({ to }: { to: Status; undoes?: boolean }) =>
      ask(api.PATCH('/customers/{id}', { params: { path: { id } }, body: { status: to } })),
    onSuccess: (_customer, { to, undoes }) =>
      toast(
        t(`customer.marked.${to}`, { name }),
        'done',
        undoes ? undefined : () => mark.mutate({ to: otherThan(to), undoes: true }),
      ),
    onError: (error) => toast(error, 'refused'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['customers'] }),
  });
  return (
    <Button variant="default" loading={mark.isPending} onClick={() => mark.mutate({ to: otherThan(status) })}>
      {t(`customer.mark.${otherThan(status)}`)}
    </Button>
  );
}

const otherThan = (status: Status): Status => (status === 'ACTIVE' ? 'INACTIVE' : 'ACTIVE');
