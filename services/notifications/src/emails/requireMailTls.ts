import { throwIfAny } from '@closeout/service-kit/service';
import type { NotificationsConfig } from '../config.js';

/** As `requireTls`, for the mail server. */
export function requireMailTls({
  REQUIRE_TLS,
  SMTP_URL,
}: Pick<NotificationsConfig, 'REQUIRE_TLS' | 'SMTP_URL'>): void {
  if (!REQUIRE_TLS || SMTP_URL === null || isVerified(new URL(SMTP_URL))) return;
  throwIfAny([
    '  SMTP_URL: expected smtps://, or smtp:// with ?requireTLS=true, without other parameters of TLS',
  ]);
}

function isVerified({ protocol, searchParams }: URL): boolean {
  const names = [...searchParams.keys()];
  if (names.some((name) => name.startsWith('tls.') || name === 'ignoreTLS' || name === 'opportunisticTLS'))
    return false;
  return protocol === 'smtps:' || searchParams.getAll('requireTLS').join() === 'true';
}
