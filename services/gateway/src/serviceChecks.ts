import { urlVariable } from '@closeout/contracts/services';
import type { Kit } from '@closeout/service-kit/service';
import { request } from 'undici';
import type { GatewayConfig } from './config.js';
import { proxiedServices, type ProxiedService } from './proxy/routeTable.js';

const timeoutMs = 1_500;

/** The gateway is ready when every service says so of itself: its address stands for the whole product. */
export function serviceChecks({ config }: Kit<GatewayConfig>): Record<string, () => Promise<void>> {
  const check = (name: ProxiedService) => async () => {
    const { statusCode, body } = await request(`${config[urlVariable(name)]}/readyz`, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`${name} answers ${statusCode}`);
  };
  return Object.fromEntries(proxiedServices.map((name) => [name, check(name)]));
}
