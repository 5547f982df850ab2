export { type ReceivedEvent } from '../broker/message.js';
export { type MessagingStatus } from '../broker/messagingStatus.js';
export { deadLetterQueueOf, exchangeOf, logQueueOf, queueOf } from '../broker/topology.js';
export type { CheckedLog } from '../eventLog/logGuard.js';
export { readEpochs } from '../eventLog/logStore.js';
export * from '../eventLog/lostRecords.js';
export type { LostEvent, ResyncParts, SeenNumber } from '../eventLog/resync.js';
export {
  discardDeadLetter,
  getDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  type DeadLetter,
  type DeadLetterKey,
  type DeadLetterStatus,
  type DeadLetterWithMessage,
} from '../inbox/deadLetters.js';
export { readFeedCursor } from '../inbox/feedCursor.js';
export { type FollowFeedOptions } from '../inbox/followFeed.js';
export { consumedSchemas, on, RetryLater, type Handler, type Subscriptions } from '../inbox/subscriptions.js';
export { EventsPage, readEvents, type EventsQuery } from '../outbox/readEvents.js';
export { createMessaging, type Messaging, type MessagingOptions } from './createMessaging.js';
