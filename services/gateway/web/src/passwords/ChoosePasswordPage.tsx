import { pages } from '@closeout/contracts/pages';
import { Anchor, Button, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '../ui/useForm.js';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { api, ask, type Schemas } from '../api/client.js';
import { ProblemError } from '../api/problem.js';
import { queries } from '../app/queries.js';
import { PublicPage } from '../session/PublicPage.js';
import { signInOptionsQuery } from '../session/signInOptions.js';
import { meQuery } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { RequestLinkForm } from './ForgotPasswordPage.js';
import { forgetLinkToken, keepLinkToken, takeLinkToken } from './linkToken.js';
import { NewPasswordInput } from './NewPasswordInput.js';

const deadCodes = ['link-not-found', 'link-used', 'link-expired'] as const;
type DeadCode = (typeof deadCodes)[number];

/** Where a link that was sent by e-mail leads: an invitation, or a password that was forgotten. */
export function Component() {
  // Another link may be opened in the same window.
  const { hash } = useLocation();
  return <ChoosePassword key={hash} />;
}

function ChoosePassword() {
  const { t } = useTexts();
  const [token] = useState(takeLinkToken);
  const [ended, setEnded] = useState<DeadCode | null>(null);
  useEffect(() => {
    if (token) keepLinkToken(token);
    return forgetLinkToken;
  }, [token]);
  const link = useQuery({
    queryKey: ['password-link', token],
    queryFn: ({ signal }) =>
      ask(api.POST('/auth/password-links/read', { body: { token: token ?? '' }, signal })),
    enabled: token !== null,
    // Once it was used, it would be told so under the hands of whoever used it.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });
  const dead = token === null ? 'link-not-found' : (ended ?? deadCodeOf(link.error));
  if (dead) return <DeadLink code={dead} />;
  if (link.error)
    return (
      <PublicPage title={t('choosePassword.title')}>
        <ProblemAlert error={link.error} />
        <Button onClick={() => void link.refetch()}>{t('app.retry')}</Button>
      </PublicPage>
    );
  if (!token || !link.data)
    return (
      <PublicPage title={t('choosePassword.title')}>
        <Loader aria-label={t('app.loading')} />
      </PublicPage>
    );
  return <ChooseForm token={token} link={link.data} onDead={setEnded} />;
}

function deadCodeOf(error: Error | null): DeadCode | null {
  if (!(error instanceof ProblemError)) return null;
  // What is no token at all, because the link was torn apart on its way.
  if (error.problem.status === 400) return 'link-not-found';
  return deadCodes.find((code) => code === error.problem.code) ?? null;
}

interface ChooseFormProps {
  token: string;
  link: Schemas['PasswordLink'];
  onDead(code: DeadCode): void;
}

function ChooseForm({ token, link, onDead }: ChooseFormProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const form = useForm({ initialValues: { password: '' } });
  const refusal = useFormProblem(form, (name) => name === 'password');
  const choose = useMutation({
    mutationFn: async ({ password }: { password: string }) => {
      const { email } = await ask(api.POST('/auth/password-links/use', { body: { token, password } }));
      forgetLinkToken();
      // Whatever else the account asks for is asked where one signs in.
      return ask(api.POST('/auth/session', { body: { email, password } })).catch(() => null);
    },
    onMutate: () => refusal.show(null),
    onError: (error) => {
      const code =
        error instanceof ProblemError ? deadCodes.find((dead) => dead === error.problem.code) : undefined;
      if (code) onDead(code);
      else refusal.show(error);
    },
    onSuccess: async (me) => {
      // Not the link itself, which is used by now, while this page still shows it.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'password-link' });
      if (me) queries.setQueryData(meQuery.queryKey, me);
      if (me) await navigate(pages.dashboard, { replace: true });
      else await navigate(pages.signIn, { replace: true, state: { passwordSaved: true } });
    },
  });
  return (
    <PublicPage
      title={t('choosePassword.title')}
      lead={t(`choosePassword.lead.${link.purpose}`, { name: link.name })}
    >
      <form onSubmit={form.onSubmit((values) => choose.mutate(values))}>
        <Stack>
          <ProblemAlert error={refusal.error} lines={refusal.lines} />
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            readOnly
            value={link.email}
          />
          <NewPasswordInput
            label={t('account.password.new')}
            owner={link}
            autoFocus
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={choose.isPending}>
            {t('choosePassword.submit')}
          </Button>
        </Stack>
      </form>
    </PublicPage>
  );
}

function DeadLink({ code }: { code: DeadCode }) {
  const { t } = useTexts();
  const { data: options } = useQuery(signInOptionsQuery);
  return (
    <PublicPage title={t(`deadLink.title.${code}`)} lead={t(`deadLink.text.${code}`)}>
      {options?.password && options.email && <RequestLinkForm text={t('deadLink.another')} />}
      {options && !options.email && <Text>{t('forgotPassword.noEmail')}</Text>}
      <Anchor component={Link} to={pages.signIn} size="sm">
        {t('forgotPassword.back')}
      </Anchor>
    </PublicPage>
  );
}
