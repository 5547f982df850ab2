import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { receiptHistoryQuery } from '../receiptQueries.js';

/** Who did what to it. */
export function History({ id }: { id: string }) {
  const { t, word, instant } = useTexts();
  const history = useQuery(receiptHistoryQuery(id));
  return (
    <Section title={t('receipt.history')}>
      <Loaded query={history}>
        {({ items }) => (
          <List size="sm" spacing={4}>
            {items.map((change) => (
              <List.Item key={change.id}>
                <Text span size="sm" fw={600}>
                  {word('receiptAction', change.action)}
                </Text>{' '}
                {t('project.history.by', { name: change.by.name, at: instant(change.at) })}
              </List.Item>
            ))}
          </List>
        )}
      </Loaded>
    </Section>
  );
}
