import { pageOf, pages } from '@closeout/contracts/pages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import type { Receipt } from '../receiptQueries.js';
import { receiptInput, receiptValues } from './receiptForm.js';

/** A draft has no number: thrown away and entered again it is the same. @param leaving called before the page is left */
export function useDeleting(receipt: Receipt, leaving: () => void) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const invoices = receipt.allocations.map(({ invoiceId }) => ({ id: invoiceId }));
  const again = async () => {
    const body = receiptInput(receiptValues(receipt), invoices);
    try {
      const { id } = await ask(api.POST('/receipts', { body }));
      void queries.invalidateQueries({ queryKey: ['receipts', 'list'] });
      await navigate(pageOf('receipt', id));
    } catch (error) {
      toast(error as Error, 'refused');
    }
  };
  return useMutation({
    mutationFn: async () => {
      leaving();
      // Before it is gone: a page of what is gone would ask for it once more.
      await navigate(pages.receipts, { replace: true });
      await ask(api.DELETE('/receipts/{id}', { params: { path: { id: receipt.id } } }));
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['receipts', 'list'] });
      toast(t('receipt.deleted'), 'done', () => void again());
    },
    onError: (error) => toast(error, 'refused'),
  });
}
