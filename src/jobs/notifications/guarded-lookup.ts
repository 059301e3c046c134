import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AddressTest } from '../../http/outgoing/public-addresses.ts';

/**
 * A look-up of names that gives no address which requests may not go to. It is asked at each
 * connection, so a name that changes its mind gains nothing; an address that the settings name
 * itself is not looked up, and so is the operator's word.
 */
export function guardedLookup(isAllowed: AddressTest): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, '');
      const refused = found.find(({ address }) => !isAllowed(address));
      const [first] = found;
      if (refused !== undefined || first === undefined) {
        const where = refused === undefined ? 'nowhere' : refused.address;
        return done(new Error(`${host} is at ${where}, which is not a public address`), '');
      }
      if (options.all === true) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}

/** Whether the settings name the machine itself: such a name needs no permission. */
export function namesLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}
