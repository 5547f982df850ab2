import { Button, Divider, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { FactorAlert } from '../secondFactor/FactorAlert.js';
import { canUsePasskeys, signWithPasskey } from '../secondFactor/passkeyCalls.js';
import { useTexts } from '../text/TextProvider.js';
import type { Me } from './useMe.js';

/** Without a password: the browser says whose passkey it is. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn(me: Me): void | Promise<void> }) {
  const { t } = useTexts();
  const signIn = useMutation({
    mutationFn: async () => {
      const { challenge, options } = await ask(api.POST('/auth/passkey'));
      const passkey = await signWithPasskey(options);
      return ask(api.POST('/auth/session/passkey', { body: { challenge, passkey } }));
    },
    onSuccess: onSignedIn,
  });
  if (!canUsePasskeys()) return null;
  return (
    <Stack>
      <Divider label={t('signIn.or')} />
      <FactorAlert error={signIn.error} />
      <Button variant="default" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        {t('signIn.passkey')}
      </Button>
    </Stack>
  );
}
