// A process for tests to lose: a relay or a consumer that is killed at a given point, with SIGKILL, by itself.

import { consumer, producer, replicate, startService, type Place } from './parts.js';

export interface ChildTask {
  role: 'relay' | 'consumer';
  place: Place;
  /** Where it dies. */
  at: 'before publish' | 'before save' | 'in handler' | 'after commit' | 'on event';
  /** `in handler`: with the n-th event. */
  no?: number;
  /** `on event`: with this one. */
  eventId?: string;
  /** A consumer that is wrong on purpose. */
  ackFirst?: boolean;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // not one more instruction of ours
}

const task = JSON.parse(process.env['CHILD_TASK'] ?? '{}') as ChildTask;

if (task.role === 'relay') {
  startService(producer, task.place, {
    relay: {
      faults: {
        beforePublish: () => void (task.at === 'before publish' && die()),
        beforeSave: () => void (task.at === 'before save' && die()),
      },
    },
  });
} else {
  startService(consumer, task.place, {
    subscriptions: {
      [producer]: replicate((_tx, eventId, no) => {
        if (task.at === 'in handler' && no === task.no) die();
        if (task.at === 'on event' && eventId === task.eventId) die();
      }),
    },
    consumer: {
      async order(settle, ack) {
        if (task.ackFirst) {
          ack();
          // Acks are on their way when the event loop comes round.
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const settled = await settle();
        if (task.at === 'after commit') die();
        if (settled && !task.ackFirst) ack();
      },
    },
  });
}
