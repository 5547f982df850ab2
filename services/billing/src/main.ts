import { readConfig, runService } from '@closeout/service-kit/service';
import { createBilling } from './app.js';
import { billingConfig } from './config.js';

runService(() => createBilling({ config: readConfig(billingConfig, process.env) }));
