import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { ConfirmDialog } from '../ui/ConfirmDialog.js';
import { Dialog } from '../ui/Dialog.js';
import { Loaded } from '../ui/Loaded.js';
import { Section } from '../ui/Section.js';
import { useToast } from '../ui/useToast.js';
import { AddPasskeyDialog } from './AddPasskeyDialog.js';
import { FactorAlert } from './FactorAlert.js';
import { canUsePasskeys } from './passkeyCalls.js';
import { RecoveryCodes } from './RecoveryCodes.js';
import { RemoveDialog, type Removal } from './RemoveDialog.js';
import { ownFactorsQuery, type AuthenticatorSetup, type OwnSecondFactors } from './secondFactorQueries.js';
import { SetUpAppDialog } from './SetUpAppDialog.js';
import { useProof } from './useProof.js';

/** One's second factors: an authenticator app, passkeys, recovery codes. */
export function TwoStepSection() {
  const { t } = useTexts();
  const own = useQuery(ownFactorsQuery);
  return (
    <Section title={t('secondFactor.title')}>
      <Text size="sm" c="dimmed">
        {t('secondFactor.hint')}
      </Text>
      <Loaded query={own}>{(factors) => <Factors own={factors} />}</Loaded>
    </Section>
  );
}

function Factors({ own }: { own: OwnSecondFactors }) {
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const { proved, dialog } = useProof();
  const [setup, setSetup] = useState<AuthenticatorSetup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  const [adding, { open: add, close: stopAdding }] = useDisclosure();
  const refresh = () => queries.invalidateQueries({ queryKey: ownFactorsQuery.queryKey });
  const begin = useMutation({
    mutationFn: () => proved(() => ask(api.POST('/me/authenticator-app'))),
    onSuccess: setSetup,
    gcTime: 0,
  });
  const makeCodes = useMutation({
    mutationFn: () => proved(() => ask(api.POST('/me/recovery-codes'))),
    onSuccess: async (made) => {
      setCodes(made.codes);
      await refresh();
    },
    gcTime: 0,
  });
  const [replacing, { open: replace, close: stopReplacing }] = useDisclosure();
  const { authenticatorApp: app, passkeys, passkeysOff, recoveryCodes, required } = own;
  return (
    <Stack>
      {required && (
        <Alert variant="outline" color="blue" c="inherit">
          {t('secondFactor.required')}
        </Alert>
      )}
      <FactorAlert error={begin.error ?? (replacing ? null : makeCodes.error)} />
      <Factor
        name={t('secondFactor.app')}
        on={app !== null}
        text={<Uses since={app?.createdAt} used={app?.lastUsedAt} none={t('secondFactor.app.none')} />}
      >
        {app ? (
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              setRemoval({
                title: t('secondFactor.app.remove'),
                act: () => ask(api.DELETE('/me/authenticator-app')),
                done: t('secondFactor.app.removed'),
              })
            }
          >
            {t('secondFactor.app.remove')}
          </Button>
        ) : (
          <Button size="xs" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('secondFactor.app.setUp')}
          </Button>
        )}
      </Factor>
      <Factor
        name={t('secondFactor.passkeys')}
        on={passkeys.length > 0}
        text={passkeysOff ?? t('secondFactor.passkeys.hint')}
      >
        {passkeysOff === null && canUsePasskeys() && (
          <Button variant="default" size="xs" onClick={add}>
            {t('secondFactor.passkey.add')}
          </Button>
        )}
      </Factor>
      {passkeys.length > 0 && (
        <Stack component="ul" gap="xs" m={0} pl="md" style={{ listStyle: 'none' }}>
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <Group component="li" key={id} justify="space-between" wrap="nowrap">
              <div>
                <Text>{name}</Text>
                <Uses since={createdAt} used={lastUsedAt} none="" />
              </div>
              <Button
                variant="default"
                size="xs"
                flex="none"
                aria-label={t('secondFactor.passkey.removeNamed', { name })}
                onClick={() =>
                  setRemoval({
                    title: t('secondFactor.passkey.removeNamed', { name }),
                    act: () => ask(api.DELETE('/me/passkeys/{id}', { params: { path: { id } } })),
                    done: t('secondFactor.passkey.removed', { name }),
                  })
                }
              >
                {t('app.remove')}
              </Button>
            </Group>
          ))}
        </Stack>
      )}
      {(app !== null || passkeys.length > 0) && (
        <Factor
          name={t('secondFactor.codes')}
          on={false}
          text={
            recoveryCodes
              ? t('secondFactor.codes.left', { count: recoveryCodes.left })
              : t('secondFactor.codes.none')
          }
        >
          <Button
            variant={recoveryCodes ? 'default' : 'filled'}
            size="xs"
            loading={makeCodes.isPending}
            onClick={recoveryCodes ? replace : () => makeCodes.mutate()}
          >
            {t(recoveryCodes ? 'secondFactor.codes.again' : 'secondFactor.codes.make')}
          </Button>
        </Factor>
      )}
      <ConfirmDialog
        opened={replacing}
        onClose={stopReplacing}
        title={t('secondFactor.codes.again')}
        act={() => makeCodes.mutateAsync()}
        done={t('secondFactor.codes.replaced')}
        stale={[]}
      >
        <Text size="sm">{t('secondFactor.codes.again.text')}</Text>
      </ConfirmDialog>
      <SetUpAppDialog setup={setup} withCodes={recoveryCodes === null} onClose={() => setSetup(null)} />
      <Dialog opened={codes !== null} title={t('secondFactor.codes')}>
        <RecoveryCodes codes={codes ?? []} onKept={() => setCodes(null)} />
      </Dialog>
      <AddPasskeyDialog
        opened={adding}
        proved={proved}
        onClose={stopAdding}
        // Whoever loses the only device needs a way back, whichever factor came first.
        onAdded={() => recoveryCodes === null && makeCodes.mutate()}
      />
      <RemoveDialog
        removal={removal}
        proved={proved}
        onClose={() => setRemoval(null)}
        onRemoved={(done) => {
          setRemoval(null);
          toast(done);
          void refresh();
        }}
      />
      {dialog}
    </Stack>
  );
}

function Factor(props: { name: string; on: boolean; text: ReactNode; children?: ReactNode }) {
  const { t } = useTexts();
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Group gap="xs">
          <Text fw={500}>{props.name}</Text>
          {props.on && <Badge variant="light">{t('users.secondFactor.on')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed" component="div" maw={460}>
          {props.text}
        </Text>
      </div>
      {props.children}
    </Group>
  );
}

function Uses({ since, used, none }: { since?: string; used?: string | null; none: string }) {
  const { t, instant } = useTexts();
  if (since === undefined) return none;
  return (
    <Text size="sm" c="dimmed" span>
      {used
        ? t('secondFactor.used', { since: instant(since), used: instant(used) })
        : t('secondFactor.unused', { since: instant(since) })}
    </Text>
  );
}
