import { createServiceTokens } from '../auth/serviceTokens.js';
import { testSecret } from './testConfig.js';

/** A token as another service would call with. */
export function serviceToken(service = 'gateway', secret = testSecret): Promise<string> {
  return createServiceTokens({ secret, service }).own();
}
