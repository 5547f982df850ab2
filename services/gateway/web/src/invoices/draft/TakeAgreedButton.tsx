import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { compare } from '../../format/decimal.js';
import { milestonesQuery } from '../../projects/projectChoices.js';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import type { DraftFormReturn } from './DraftFields.js';
import { isUnwritten } from './draftForm.js';

/** Puts what the milestone says was agreed in the place of the lines. */
export function TakeAgreedButton({ form }: { form: DraftFormReturn }) {
  const { t, money } = useTexts();
  const toast = useToast();
  const { lines, agreed: asked, agreedText, taxRate, currency, projectId, milestoneId } = form.values;
  const milestones = useQuery(milestonesQuery(projectId));
  const milestone = milestones.data?.items.find(({ id }) => id === milestoneId);
  if (!milestone || (asked && compare(asked, milestone.expectedAmount) === 0)) return null;
  const takeAgreed = (agreed: string) => {
    form.setValues({ agreed, agreedText: '', taxRate: asked ? taxRate : (lines[0]?.taxRate ?? '0') });
    if (isUnwritten(lines)) return;
    toast(t('draft.linesReplaced'), 'done', () => form.setValues({ agreed: asked, agreedText, lines }));
  };
  return (
    <Button variant="subtle" onClick={() => takeAgreed(milestone.expectedAmount)}>
      {t('draft.takeAgreed', { amount: money(milestone.expectedAmount, currency) })}
    </Button>
  );
}
