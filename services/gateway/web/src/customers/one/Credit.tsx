import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Group, List, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { compare } from '../../format/decimal.js';
import { Figure } from '../../ui/Figure.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { customerCredit } from '../customerQueries.js';

const isSome = (amount: string): boolean => compare(amount, '0') > 0;

/** Money that settles no invoice yet, of which receipts it is left, and what of it is tied to a project. */
export function Credit({ id }: { id: string }) {
  const { t, money } = useTexts();
  const credit = useQuery(customerCredit(id));
  return (
    <Section title={t('customer.credit')}>
      <Loaded query={credit}>
        {({ credits, receipts }) =>
          receipts.length === 0 ? (
            <Text c="dimmed">{t('customer.credit.none')}</Text>
          ) : (
            <>
              <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 4 }}>
                {credits.map(({ currency, amount, tied }) => (
                  <Figure key={currency} name={currency}>
                    {money(amount, currency)}
                    {isSome(tied) && (
                      <Text size="sm" c="dimmed">
                        {t('customer.credit.tied', { amount: money(tied, currency) })}
                      </Text>
                    )}
                  </Figure>
                ))}
              </SimpleGrid>
              <List size="sm">
                {receipts.map(({ receiptId, number, currency, unallocated, tied }) => (
                  <List.Item key={receiptId}>
                    <Group gap="xs">
                      <Anchor component={Link} to={pageOf('receipt', receiptId)} size="sm">
                        {number}
                      </Anchor>
                      <Text size="sm" className="figures">
                        {t('customer.credit.left', { amount: money(unallocated, currency) })}
                        {isSome(tied) && ` · ${t('customer.credit.tied', { amount: money(tied, currency) })}`}
                      </Text>
                    </Group>
                  </List.Item>
                ))}
              </List>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
