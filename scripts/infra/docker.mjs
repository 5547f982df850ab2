import { capture } from '../prepare/run.mjs';
import { step } from '../console/progress.mjs';

/** Whether a Docker engine answers on this machine. */
export async function dockerAnswers() {
  const { code } = await capture('docker', ['version', '--format', '{{.Server.Version}}'], {
    limitMs: 5_000,
  });
  return code === 0;
}

/**
 * The first of these images that the engine has, or else the first one if it can be fetched soon.
 *
 * @param {string[]} images
 * @param {number} [limitMs]
 * @returns {Promise<string | undefined>}
 */
export async function availableImage(images, limitMs = 120_000) {
  for (const image of images) {
    const { code } = await capture('docker', ['image', 'inspect', image], { limitMs: 10_000 });
    if (code === 0) return image;
  }
  const [first = ''] = images;
  const { code } = await step(`Fetching the image ${first}`, () =>
    capture('docker', ['pull', '--quiet', first], { limitMs }),
  );
  return code === 0 ? first : undefined;
}

export const rabbitImages = [
  'rabbitmq:4-alpine',
  'rabbitmq:4',
  'rabbitmq:4-management-alpine',
  'rabbitmq:4-management',
];
export const postgresImages = ['postgres:18-alpine', 'postgres:18'];
export const reaperImage = process.env.RYUK_CONTAINER_IMAGE ?? 'testcontainers/ryuk:0.14.0';
