export {
  discardDeadLetter,
  getDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  type DeadLetter,
  type DeadLetterKey,
  type DeadLetterStatus,
  type DeadLetterWithMessage,
} from './deadLetters.js';
export { readFeedCursor } from './feedCursor.js';
export { type FollowFeedOptions } from './followFeed.js';
export { consumedSchemas, on, RetryLater, type Handler, type Subscriptions } from './subscriptions.js';
