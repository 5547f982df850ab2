import { Alert } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { NoPasskey } from './passkeyCalls.js';

/** What went wrong with a factor. */
export function FactorAlert({ error }: { error: Error | null }) {
  const { t } = useTexts();
  if (!(error instanceof NoPasskey)) return <ProblemAlert error={error} />;
  return (
    <Alert role="alert" color="yellow" variant="outline" c="inherit">
      {t('secondFactor.passkey.cancelled')}
    </Alert>
  );
}
