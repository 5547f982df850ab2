import { readConfig, runService } from '@closeout/service-kit/service';
import { createNotifications } from './app.js';
import { notificationsConfig } from './config.js';

runService(() => createNotifications({ config: readConfig(notificationsConfig, process.env) }));
