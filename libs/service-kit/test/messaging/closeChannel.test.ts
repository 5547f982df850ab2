import type { Socket } from 'node:net';
import { expect, it } from '@jest/globals';
import { connect } from 'amqplib';
import { closeChannel } from '../../src/broker/closeChannel.js';

it('closing a channel ends, also when its connection breaks meanwhile', async () => {
  const connection = await connect(process.env['TEST_AMQP_URL'] ?? '');
  const broken = new Promise((resolve) => connection.on('error', resolve));
  const channel = await connection.createChannel();
  const closing = closeChannel(channel);
  (connection.connection as unknown as { stream: Socket }).stream.destroy(new Error('the cable was pulled'));
  await expect(broken).resolves.toMatchObject({ message: 'the cable was pulled' });
  await expect(closing).resolves.toBeUndefined();
  await expect(closeChannel(channel)).resolves.toBeUndefined();
});
