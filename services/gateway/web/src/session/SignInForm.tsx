import { limits } from '@closeout/contracts/limits';
import { Button, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useState, type FormEvent } from 'react';
import { api, ask } from '../api/client.js';
import { ProblemError } from '../api/problem.js';
import { useTexts } from '../text/TextProvider.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useForm } from '../ui/useForm.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { PasskeySignIn } from './PasskeySignIn.js';
import { SecondStepForm } from './SecondStepForm.js';
import { secondStepOf, setUpChallengeOf, type SecondStep } from './secondStep.js';
import type { Me } from './useMe.js';

/** Few need it, and it brings what draws QR codes. */
const SetUpStep = lazy(() => import('./SetUpStep.js'));

interface SignInFormProps {
  /** Whose session it was; absent: whoever comes. */
  known?: string;
  onSignedIn(me: Me): void | Promise<void>;
}

export function SignInForm({ known, onSignedIn }: SignInFormProps) {
  const { t } = useTexts();
  /** Somebody else chose the password: it opens nothing but the choice of another one. */
  const [choosing, setChoosing] = useState(false);
  /** The password is right, and something more is asked for. */
  const [second, setSecond] = useState<SecondStep | null>(null);
  const [over, setOver] = useState<Error | null>(null);
  const [settingUp, setSettingUp] = useState<string | null>(null);
  const form = useForm({ initialValues: { email: known ?? '', password: '', newPassword: '' } });
  const refusal = useFormProblem(form, (name) => name === 'newPassword');
  const signIn = useMutation({
    mutationFn: ({ newPassword, ...credentials }: typeof form.values) =>
      ask(api.POST('/auth/session', { body: choosing ? { ...credentials, newPassword } : credentials })),
    onMutate: () => {
      refusal.show(null);
      setOver(null);
    },
    onError: (error) => {
      const choose = error instanceof ProblemError && error.problem.code === 'password-change-required';
      if (choose) return setChoosing(true);
      setSecond(secondStepOf(error));
      setSettingUp(setUpChallengeOf(error));
      if (!secondStepOf(error) && !setUpChallengeOf(error)) refusal.show(error);
    },
    onSuccess: onSignedIn,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    form.onSubmit((values) => signIn.mutate(values))(event);
  };
  const back = useCallback((error: Error | null) => {
    setSecond(null);
    setSettingUp(null);
    setOver(error);
  }, []);
  if (second) return <SecondStepForm step={second} onSignedIn={onSignedIn} onBack={back} />;
  if (settingUp)
    return (
      <Suspense fallback={<Skeleton h={420} />}>
        <SetUpStep challenge={settingUp} onSignedIn={onSignedIn} onBack={back} />
      </Suspense>
    );
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={refusal.error ?? over} lines={refusal.lines} />
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            autoFocus={!known}
            readOnly={known !== undefined || choosing}
            {...form.getInputProps('email')}
          />
          {choosing ? (
            <>
              <Text size="sm" role="status">
                {t('signIn.choose')}
              </Text>
              <PasswordInput
                key="new"
                label={t('account.password.new')}
                description={t('account.password.length')}
                autoComplete="new-password"
                required
                autoFocus
                minLength={limits.user.shortestPassword}
                maxLength={limits.user.password}
                {...form.getInputProps('newPassword')}
              />
            </>
          ) : (
            <PasswordInput
              key="present"
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              autoFocus={known !== undefined}
              {...form.getInputProps('password')}
            />
          )}
          <Button type="submit" loading={signIn.isPending}>
            {t(choosing ? 'signIn.choose.submit' : 'signIn.submit')}
          </Button>
        </Stack>
      </form>
      {known === undefined && !choosing && <PasskeySignIn onSignedIn={onSignedIn} />}
    </Stack>
  );
}
