import { readConfig, runService } from '@closeout/service-kit/service';
import { createGateway } from './app.js';
import { gatewayConfig } from './config.js';

runService(() => createGateway({ config: readConfig(gatewayConfig, process.env) }));
