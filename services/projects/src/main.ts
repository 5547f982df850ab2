import { readConfig, runService } from '@closeout/service-kit/service';
import { createProjects } from './app.js';
import { projectsConfig } from './config.js';

runService(() => createProjects({ config: readConfig(projectsConfig, process.env) }));
