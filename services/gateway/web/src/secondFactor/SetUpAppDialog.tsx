import { Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { useToast } from '../ui/useToast.js';
import { AppSetup } from './AppSetup.js';
import { RecoveryCodes } from './RecoveryCodes.js';
import { ownFactorsQuery, type AuthenticatorSetup } from './secondFactorQueries.js';

interface SetUpAppDialogProps {
  /** null: closed. */
  setup: AuthenticatorSetup | null;
  /** Recovery codes are shown as the last step, where there are none yet. */
  withCodes: boolean;
  onClose(): void;
}

/** Scan, confirm, keep the recovery codes. */
export function SetUpAppDialog({ setup, withCodes, onClose }: SetUpAppDialogProps) {
  const { t } = useTexts();
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => {
    setCodes(null);
    onClose();
  };
  return (
    <Dialog
      opened={setup !== null}
      onClose={codes ? undefined : close}
      title={t(codes ? 'secondFactor.codes' : 'secondFactor.app.setUp')}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={close} />
      ) : setup ? (
        <ConfirmApp
          setup={setup}
          withCodes={withCodes}
          onDone={(made) => (made ? setCodes(made) : close())}
        />
      ) : (
        <Skeleton h={320} />
      )}
    </Dialog>
  );
}

interface ConfirmAppProps {
  setup: AuthenticatorSetup;
  withCodes: boolean;
  onDone(codes: string[] | null): void;
}

function ConfirmApp({ setup, withCodes, onDone }: ConfirmAppProps) {
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: async (code: string) => {
      await ask(api.POST('/me/authenticator-app/confirm', { body: { code } }));
      if (!withCodes) return null;
      // The app counts already: without codes the page offers to make some.
      const made = await ask(api.POST('/me/recovery-codes')).catch(() => null);
      return made?.codes ?? null;
    },
    onSuccess: async (codes) => {
      toast(t('secondFactor.app.added'));
      onDone(codes);
      await queries.invalidateQueries({ queryKey: ownFactorsQuery.queryKey });
    },
    gcTime: 0,
  });
  return (
    <AppSetup
      setup={setup}
      error={confirm.error}
      confirming={confirm.isPending}
      onCode={confirm.mutate}
      cancel={<CancelButton />}
    />
  );
}
