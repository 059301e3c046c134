import { BlockList, isIP } from 'node:net';

/**
 * What is not the public Internet: the IANA special-purpose registries of IPv4, with multicast and
 * the reserved space.
 */
const privateIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Of IPv6 only global unicast is public, without what tunnels to IPv4 and what is for examples. */
const globalIpv6 = ['2000::/3'];
const privateIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function networks(list: readonly string[]): BlockList {
  const block = new BlockList();
  for (const network of list) {
    const [address = '', bits = ''] = network.split('/');
    block.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return block;
}

const notPublic = networks([...privateIpv4, ...privateIpv6]);
const unicast = networks(globalIpv6);

/** An address that a request may go to. */
export type AddressTest = (address: string) => boolean;

/**
 * Allows public addresses, and those of networks that the operator names, as `10.1.0.0/16`. So
 * nobody who may name a URL can make this server talk to its neighbours or to itself.
 */
export function allowedAddresses(operatorNetworks: readonly string[] = []): AddressTest {
  const named = networks(operatorNetworks);
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (named.check(address, type)) return true;
    if (notPublic.check(address, type)) return false;
    return family === 4 || unicast.check(address, type);
  };
}
