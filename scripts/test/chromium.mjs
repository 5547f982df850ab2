import { existsSync } from 'node:fs';
import { say } from '../console/progress.mjs';
import { canInstallPackages, installPackage } from '../prepare/debianPackage.mjs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = () => [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path));

/**
 * The browser that the web UI is tested in: the one that CHROMIUM names, the system's, or Debian's package, which is
 * installed where we may.
 *
 * @returns {Promise<string | undefined>} the program, or undefined after saying that its tests are skipped
 */
export async function chromium() {
  if (!found() && canInstallPackages()) await installPackage('chromium');
  const program = found();
  if (!program)
    say(
      'There is no chromium: the tests of the web UI are SKIPPED. Install it (Debian: apt-get install chromium), or name one with CHROMIUM.',
    );
  return program;
}

/** Whether jest, called with these arguments, comes to tests of the web UI. @param {string[]} args */
export function reachesBrowserTests(args) {
  const patterns = args.filter((arg) => !arg.startsWith('-'));
  return patterns.length === 0 || patterns.some((pattern) => pattern.includes('web'));
}
