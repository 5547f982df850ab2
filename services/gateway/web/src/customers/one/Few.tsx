import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import type { Asked } from '../../ui/Unread.js';

interface FewProps<T> {
  title: string;
  query: Asked & { data: T | undefined };
  rowsOf(data: T): readonly unknown[];
  /** Whether there are more than these. */
  hasMore(data: T): boolean;
  /** The list of all of them. */
  all: string;
  children(data: T): ReactNode;
}

/** Some records of a customer, and the way to all of them. */
export function Few<T>({ title, query, rowsOf, hasMore, all, children }: FewProps<T>) {
  const { t } = useTexts();
  return (
    <Section title={title}>
      <Loaded query={query}>
        {(data) =>
          rowsOf(data).length === 0 ? (
            <Text c="dimmed">{t('customer.nothing')}</Text>
          ) : (
            <>
              {children(data)}
              {hasMore(data) && (
                <Anchor component={Link} to={all} size="sm" aria-label={t('customer.all', { what: title })}>
                  {t('customer.all', { what: title })}
                </Anchor>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
