export { type ReceivedEvent } from './message.js';
export { type MessagingStatus } from './messagingStatus.js';
export { deadLetterQueueOf, exchangeOf, logQueueOf, queueOf } from './topology.js';
