import { Alert, Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';

type Warning = Schemas['Warning'];

/** What each warning says, and where the other record that it is about stands. */
const known = {
  'differs-from-milestone': { text: 'warning.differsFromMilestone' },
  'milestone-removed': { text: 'warning.milestoneRemoved' },
} as const satisfies Record<string, { text: string; path?: string }>;

interface WarningAlertsProps {
  warnings: readonly Warning[] | undefined;
  /** Of the amounts in them. */
  currency: string | undefined;
}

/** What deserves a second look though it forbids nothing; a warning that is newer than this page in the API's words. */
export function WarningAlerts({ warnings = [], currency }: WarningAlertsProps) {
  return warnings.map((warning) => (
    <Alert key={`${warning.code} ${warning.recordId}`} color="yellow" variant="outline" c="inherit">
      <WarningText warning={warning} currency={currency} />
    </Alert>
  ));
}

function WarningText({ warning, currency }: { warning: Warning; currency: string | undefined }) {
  const { t, money } = useTexts();
  const { code, detail, expected, actual, recordId, recordNumber } = warning;
  const said: { text: (typeof known)[keyof typeof known]['text']; path?: string } | undefined =
    code in known ? known[code as keyof typeof known] : undefined;
  const amount = (of: string | undefined): string => (of && currency ? money(of, currency) : '');
  return (
    <>
      {said ? t(said.text, { expected: amount(expected), actual: amount(actual) }) : detail}
      {said?.path && recordId && (
        <>
          {' '}
          <Anchor component={Link} to={`${said.path}/${recordId}`} underline="always" inherit>
            {recordNumber ?? t('warning.toRecord')}
          </Anchor>
        </>
      )}
    </>
  );
}
