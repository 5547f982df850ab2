import { pages } from '@closeout/contracts/pages';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import type { Invoice } from '../invoiceQueries.js';

interface DiscardDraftButtonProps {
  invoice: Invoice;
  /** Before the page is left. */
  onDone(): void;
}

/** A draft that was thrown away cannot be fetched back, so it is asked first. */
export function DiscardDraftButton({ invoice: { id, version }, onDone }: DiscardDraftButtonProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure();
  const throwAway = async () => {
    await ask(
      api.DELETE('/invoices/{id}', {
        params: { path: { id }, header: { 'If-Match': `"${version}"` } },
      }),
    );
    onDone();
    await navigate(pages.invoices, { replace: true });
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('draft.throwAway')} …
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={t('draft.throwAway')}
        grave
        act={throwAway}
        done={t('draft.thrownAway')}
        stale={[['invoices', 'list']]}
      >
        <Text>{t('draft.throwAway.text')}</Text>
      </ConfirmDialog>
    </>
  );
}
