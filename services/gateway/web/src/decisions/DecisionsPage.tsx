import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { PageTitle } from '../ui/PageTitle.js';
import { DecisionCard } from './DecisionCard.js';
import { decisionList } from './decisionQueries.js';

/** All that waits for direction. What was decided goes away, and the next one has the focus. */
export function Component() {
  const { t } = useTexts();
  const decisions = useInfiniteQuery(decisionList);
  const list = useRef<HTMLDivElement>(null);
  const [decided, setDecided] = useState<{ id: string; index: number } | null>(null);
  const ids = decisions.data?.pages.flatMap(({ items }) => items.map(({ cpo }) => cpo.id)) ?? [];
  const gone = decided !== null && !ids.includes(decided.id);
  useEffect(() => {
    if (!gone) return;
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-decision]') ?? [])];
    const next = cards[decided.index] ?? cards.at(-1) ?? document.querySelector<HTMLElement>('h1');
    next?.focus();
    setDecided(null);
  }, [gone, decided]);
  return (
    <Stack>
      <PageTitle>{t('decisions.title')}</PageTitle>
      <Listing
        pages={decisions}
        shown={(count) => t('decisions.shown', { count })}
        empty={<EmptyState title={t('decisions.empty.title')} text={t('decisions.empty.text')} />}
      >
        {(rows) => (
          <Stack ref={list}>
            {rows.map((decision, index) => (
              <DecisionCard
                key={decision.cpo.id}
                decision={decision}
                onDecided={() => setDecided({ id: decision.cpo.id, index })}
              />
            ))}
          </Stack>
        )}
      </Listing>
    </Stack>
  );
}
