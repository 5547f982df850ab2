import type { Kit } from '@closeout/service-kit';
import { request } from 'undici';
import type { GatewayConfig } from './config.js';

const timeoutMs = 1_500;

/** The gateway is ready when every service says so of itself: its address stands for the whole product. */
export function serviceChecks({ config }: Kit<GatewayConfig>): Record<string, () => Promise<void>> {
  const check = (name: string, url: string) => async () => {
    const { statusCode, body } = await request(`${url}/readyz`, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`${name} answers ${statusCode}`);
  };
  return {
    projects: check('projects', config.PROJECTS_URL),
    billing: check('billing', config.BILLING_URL),
    notifications: check('notifications', config.NOTIFICATIONS_URL),
  };
}
