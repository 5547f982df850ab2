import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask } from '../api/client.js';
import { CodeField } from '../secondFactor/CodeField.js';
import { FactorAlert } from '../secondFactor/FactorAlert.js';
import { canUsePasskeys, signWithPasskey } from '../secondFactor/passkeyCalls.js';
import { useTexts } from '../text/TextProvider.js';
import { isOver, type SecondStep } from './secondStep.js';
import type { Me } from './useMe.js';

const methods = ['authenticator-app', 'passkey', 'recovery-code'] as const;
type Method = (typeof methods)[number];

interface SecondStepFormProps {
  step: SecondStep;
  onSignedIn(me: Me): void | Promise<void>;
  /** @param error why: the challenge is over */
  onBack(error: Error | null): void;
}

/** After the password: a code, a passkey or a recovery code. */
export function SecondStepForm({ step, onSignedIn, onBack }: SecondStepFormProps) {
  const { t } = useTexts();
  const { challenge } = step;
  const possible = methods.filter(
    (method) => step.methods.includes(method) && (method !== 'passkey' || canUsePasskeys()),
  );
  const [method, setMethod] = useState<Method>(possible[0] ?? 'recovery-code');
  const [typed, setTyped] = useState('');
  const complete = useMutation({
    mutationFn: async () => {
      const factor =
        method === 'passkey'
          ? { passkey: await signWithPasskey(step.passkey) }
          : method === 'recovery-code'
            ? { recoveryCode: typed }
            : { code: typed };
      return ask(api.POST('/auth/session/second-factor', { body: { challenge, ...factor } }));
    },
    onSuccess: onSignedIn,
    onError: (error) => {
      if (isOver(error)) onBack(error);
      else setTyped('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    complete.mutate();
  };
  const choose = (other: Method) => {
    setMethod(other);
    setTyped('');
    complete.reset();
  };
  const field = {
    value: typed,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    autoFocus: true,
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FactorAlert error={complete.error} />
        <Text size="sm" role="status">
          {t(
            method === 'authenticator-app'
              ? 'signIn.second'
              : method === 'passkey'
                ? 'signIn.second.passkey'
                : 'signIn.second.recovery',
          )}
        </Text>
        {method === 'authenticator-app' && <CodeField key={method} {...field} />}
        {method === 'recovery-code' && (
          <TextInput
            key={method}
            label={t('signIn.second.recovery.code')}
            placeholder="XXXX-XXXX-XXXX-XXXX"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            required
            {...field}
          />
        )}
        <Button type="submit" loading={complete.isPending} autoFocus={method === 'passkey'}>
          {t(method === 'passkey' ? 'secondFactor.by.passkey' : 'signIn.submit')}
        </Button>
        <Stack gap={4}>
          {possible
            .filter((other) => other !== method)
            .map((other) => (
              <Button key={other} variant="subtle" size="compact-sm" onClick={() => choose(other)}>
                {t(`secondFactor.by.${other}`)}
              </Button>
            ))}
          <Button variant="subtle" size="compact-sm" onClick={() => onBack(null)}>
            {t('signIn.second.back')}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}
