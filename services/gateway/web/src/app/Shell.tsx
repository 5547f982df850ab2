import { pages } from '@closeout/contracts/pages';
import { AppShell, Burger, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Navigate, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { ProblemError } from '../api/problem.js';
import { whenSignedOut } from '../session/otherTabs.js';
import { meQuery } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { forgetOthers } from '../ui/kept.js';
import { Unread } from '../ui/Unread.js';
import { Waiting } from '../ui/Waiting.js';
import { AccountMenu } from './AccountMenu.js';
import { Navigation } from './Navigation.js';
import { OfflineBar } from './OfflineBar.js';
import { queries } from './queries.js';
import { sectionsFor } from './sections.js';
import { useLiveUpdates } from './useLiveUpdates.js';
import { useShortcuts } from './useShortcuts.js';
import { loadPart } from './loadPart.js';

/** Dialogs are seldom wanted: nobody waits for them on a first visit. */
const ShortcutsDialog = lazy(() => loadPart(() => import('./ShortcutsDialog.js')));
const SignInAgain = lazy(() => loadPart(() => import('../session/SignInAgain.js')));

/** Around every page of those who are signed in: header, navigation by permission, the page. */
export function Shell() {
  const { t } = useTexts();
  const { pathname, search } = useLocation();
  const [opened, { toggle, close }] = useDisclosure();
  const [keys, { open: openKeys, close: hideKeys }] = useDisclosure();
  const [keysWanted, setKeysWanted] = useState(false);
  const showKeys = () => {
    setKeysWanted(true);
    openKeys();
  };
  const me = useQuery(meQuery);
  useEffect(close, [pathname, close]);

  const navigate = useNavigate();
  useEffect(
    () =>
      whenSignedOut(() => {
        void navigate(pages.signIn);
        forgetOthers(sessionStorage, null);
        queries.clear();
      }),
    [navigate],
  );

  const userId = me.data?.user.id;
  useEffect(() => {
    if (userId) forgetOthers(sessionStorage, userId);
  }, [userId]);

  const permissions = me.data?.permissions ?? [];
  const seen = sectionsFor(permissions);
  useShortcuts(seen, showKeys);

  const stranger = me.error instanceof ProblemError && me.error.problem.status === 401;
  if (stranger && !me.data)
    return <Navigate to={`${pages.signIn}?to=${encodeURIComponent(pathname + search)}`} replace />;
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('app.menu')}
              aria-expanded={opened}
            />
            <Text component={Link} to={pages.dashboard} fw={700} size="lg" c="var(--mantine-color-anchor)">
              Closeout
            </Text>
          </Group>
          {me.data && <AccountMenu me={me.data} onShowKeys={showKeys} />}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('app.navigation')}>
        <Navigation sections={seen} pathname={pathname} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <OfflineBar />
        {!me.data ? (
          <Unread query={me} skeleton={<PageSkeleton />} />
        ) : (
          <Suspense
            fallback={
              <Waiting>
                <PageSkeleton />
              </Waiting>
            }
          >
            <Suspense fallback={null}>
              {stranger && me.data ? <SignInAgain me={me.data} /> : <LiveUpdates />}
            </Suspense>
            <Outlet />
          </Suspense>
        )}
        <div id="floating" />
      </AppShell.Main>
      <Suspense fallback={null}>
        {keysWanted && <ShortcutsDialog opened={keys} onClose={hideKeys} sections={seen} />}
      </Suspense>
      <ScrollRestoration />
    </AppShell>
  );
}

function LiveUpdates() {
  useLiveUpdates();
  return null;
}

function PageSkeleton() {
  const { t } = useTexts();
  return (
    <Stack aria-busy="true" aria-label={t('app.loading')} role="status">
      <Skeleton h={36} w="40%" />
      <Skeleton h={120} />
      <Skeleton h={120} />
    </Stack>
  );
}
