import { BlockList, isIP } from 'node:net';

/** Which peers may say for whom they speak. */
export class TrustedProxies {
  readonly #ranges = new BlockList();
  readonly #isEmpty: boolean;

  /**
   * @param cidrs such as `10.0.0.0/8`, `fd00::/8`, or a single address
   * @throws Error that names the range which is not one
   */
  constructor(cidrs: readonly string[] = []) {
    this.#isEmpty = cidrs.length === 0;
    for (const cidr of cidrs) {
      const [address = '', bits, ...rest] = cidr.split('/');
      const family = isIP(address);
      const widest = family === 6 ? 128 : 32;
      const prefix = bits === undefined ? widest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
      if (family === 0 || rest.length > 0 || prefix < 0 || prefix > widest) {
        throw new Error(`"${cidr}" is not an IP address or a range such as 10.0.0.0/8`);
      }
      this.#ranges.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
    }
  }

  trusts(address: string): boolean {
    if (this.#isEmpty) return false;
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && this.#ranges.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  }

  /**
   * The client's address: the peer, or, when the peer is trusted, the right-most address of
   * X-Forwarded-For that is not a trusted proxy itself. What stands left of it anyone can write.
   */
  clientAddress(peer: string, forwardedFor: string | undefined): string {
    let client = plainAddress(peer);
    if (forwardedFor === undefined || !this.trusts(client)) return client;
    const hops = forwardedFor.split(',');
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = plainAddress((hops[i] ?? '').trim());
      if (isIP(hop) === 0) return client;
      client = hop;
      if (!this.trusts(hop)) return client;
    }
    return client;
  }
}

/** `::ffff:192.0.2.1` is an IPv4 peer on a dual-stack socket. */
function plainAddress(address: string): string {
  const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
  return bare.startsWith('::ffff:') && bare.includes('.') ? bare.slice(7) : bare;
}
