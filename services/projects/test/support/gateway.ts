import { gatewayEvents, type UserState } from '@closeout/contracts/events/gateway';
import { newId } from '@closeout/service-kit/db';
import { startPeer, type Peer } from '@closeout/service-kit/testing';

/** Stands in for the gateway. */
export interface Gateway extends Peer {
  /** Users that the gateway has, whether or not it said so already. */
  users: Map<string, UserState>;
  /** A user that the gateway has; `tell` says so. */
  user(more?: Partial<UserState>): UserState;
  /** Says how a user is now. */
  tellOf(user: UserState): Promise<void>;
}

export async function startGateway(amqpUrl: string, namespace: string): Promise<Gateway> {
  const peer = await startPeer(
    'gateway',
    { url: amqpUrl, namespace },
    (path) => gateway.users.get(path.replace('/internal/users/', '')) ?? null,
  );
  const gateway: Gateway = Object.assign(peer, {
    users: new Map<string, UserState>(),
    user(more: Partial<UserState> = {}) {
      const user: UserState = { ...(gatewayEvents.userCreated.example as UserState), id: newId(), ...more };
      gateway.users.set(user.id, user);
      return user;
    },
    async tellOf(user: UserState) {
      const { userCreated, userUpdated } = gatewayEvents;
      const { type } = user.version === 1 ? userCreated : userUpdated;
      await gateway.tell(gateway.event(type, user.id, user.version, user));
    },
  });
  return gateway;
}
