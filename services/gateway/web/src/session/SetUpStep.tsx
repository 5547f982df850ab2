import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, ask } from '../api/client.js';
import { AppSetup } from '../secondFactor/AppSetup.js';
import { RecoveryCodes } from '../secondFactor/RecoveryCodes.js';
import { useTexts } from '../text/TextProvider.js';
import { Loaded } from '../ui/Loaded.js';
import { isOver } from './secondStep.js';
import type { Me } from './useMe.js';

interface SetUpStepProps {
  challenge: string;
  onSignedIn(me: Me): void | Promise<void>;
  /** @param error why: the challenge is over */
  onBack(error: Error | null): void;
}

/** A role asks for a second factor, and none is there: it is set up before anything else. */
export default function SetUpStep({ challenge, onSignedIn, onBack }: SetUpStepProps) {
  const { t } = useTexts();
  const [made, setMade] = useState<{ me: Me; codes: string[] } | null>(null);
  const setup = useQuery({
    queryKey: ['sign-in', 'set-up', challenge],
    queryFn: () => ask(api.POST('/auth/second-factor/authenticator-app', { body: { challenge } })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const { error } = setup;
  useEffect(() => {
    if (error && isOver(error)) onBack(error);
  }, [error, onBack]);
  const confirm = useMutation({
    mutationFn: async (code: string) => {
      const me = await ask(api.POST('/auth/session/second-factor', { body: { challenge, code } }));
      // Signed in already: without codes the account offers to make some.
      const codes = await ask(api.POST('/me/recovery-codes')).catch(() => null);
      return { me, codes: codes?.codes ?? [] };
    },
    onSuccess: ({ me, codes }) => (codes.length > 0 ? setMade({ me, codes }) : onSignedIn(me)),
    onError: (refused) => {
      if (isOver(refused)) onBack(refused);
    },
    gcTime: 0,
  });
  if (made) return <RecoveryCodes codes={made.codes} onKept={() => void onSignedIn(made.me)} />;
  return (
    <Stack>
      <Text size="sm" role="status">
        {t('signIn.setUp')}
      </Text>
      <Loaded query={setup}>
        {(data) => (
          <AppSetup
            setup={data}
            error={confirm.error}
            confirming={confirm.isPending}
            onCode={confirm.mutate}
          />
        )}
      </Loaded>
    </Stack>
  );
}
