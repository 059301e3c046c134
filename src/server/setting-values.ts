import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** Where a value was written, for what depends on the place. */
export interface ValuePlace {
  /** Relative paths begin here: the current folder, or that of the configuration file. */
  readonly folder: string;
}

/** What the text of an option, an environment variable or a key in the file may be. */
export interface ValueType<Value> {
  /** How help shows it: `HOST:PORT`. */
  readonly placeholder: string;
  /** What it is, after "is not": `an address such as 127.0.0.1:9000`. */
  readonly expectation: string;
  /** True where an error must not quote what was given. */
  readonly secret?: true;
  /** Undefined where the text is no such value. */
  read(text: string, place: ValuePlace): Value | undefined;
}

export interface ListenAddress {
  /** An IP address or host name, without brackets. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** `127.0.0.1:9000`, `[::1]:9000`: the form that goes into a URL. */
export function printAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export const text: ValueType<string> = {
  placeholder: 'TEXT',
  expectation: 'a text that is not empty',
  read: (given) => (given === '' ? undefined : given),
};

/** A text that no message may show. */
export const secret: ValueType<string> = { ...text, secret: true };

/** A path of a file or folder, made absolute. */
export function path(placeholder: 'FILE' | 'DIR'): ValueType<string> {
  return {
    placeholder,
    expectation: `a path of a ${placeholder === 'DIR' ? 'folder' : 'file'}`,
    read: (given, { folder }) => (given === '' ? undefined : resolve(folder, given)),
  };
}

export const flag: ValueType<boolean> = {
  placeholder: 'true|false',
  expectation: 'true or false',
  read: (given) => ({ true: true, false: false })[given],
};

/** One of a few words. */
export function choice<const Name extends string>(...names: readonly Name[]): ValueType<Name> {
  return {
    placeholder: names.join('|'),
    expectation: `one of ${names.join(', ')}`,
    read: (given) => names.find((name) => name === given),
  };
}

/** A whole number within a range that includes both ends. */
export function count(range: { from: number; to: number }): ValueType<number> {
  return {
    placeholder: 'N',
    expectation: `a whole number from ${range.from} to ${range.to}`,
    read: (given) => {
      if (!/^[0-9]{1,15}$/.test(given)) return undefined;
      const value = Number(given);
      return value >= range.from && value <= range.to ? value : undefined;
    },
  };
}

const millisecondsPerUnit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds, written with a unit: `500ms`, `10s`, `1.5h`. */
export const duration: ValueType<number> = {
  placeholder: 'DURATION',
  expectation: 'a duration with its unit (ms, s, m, h or d) such as 10s',
  read: (given) => {
    const match = /^([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|s|m|h|d)$/.exec(given);
    const unit = Object.entries(millisecondsPerUnit).find(([name]) => name === match?.[2]);
    const value = match === null || unit === undefined ? 0 : Number(match[1]) * unit[1];
    return value >= 1 ? Math.round(value) : undefined;
  },
};

const binaryUnits = ['', 'K', 'M', 'G', 'T'];

/** Bytes: `65536`, `64KiB`, `5GiB` (powers of 1024) or `10MB` (powers of 1000). */
export const size: ValueType<number> = {
  placeholder: 'SIZE',
  expectation: 'a size such as 65536, 64KiB or 5GiB',
  read: (given) => {
    const match = /^([0-9]{1,15})(?:([KMGT])(i?)B|B)?$/.exec(given);
    if (match === null) return undefined;
    const base = match[3] === '' ? 1_000 : 1_024;
    const bytes = Number(match[1]) * base ** binaryUnits.indexOf(match[2] ?? '');
    return bytes >= 1 && Number.isSafeInteger(bytes) ? bytes : undefined;
  },
};

/** Bytes, and none of them where nothing is wanted. */
export const sizeOrNone: ValueType<number> = {
  ...size,
  expectation: 'a size such as 64MiB, or 0 for none',
  read: (given, place) => (given === '0' ? 0 : size.read(given, place)),
};

const hostPattern =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const largestPort = 65_535;

export const listenAddress: ValueType<ListenAddress> = {
  placeholder: 'HOST:PORT',
  expectation: 'an address such as 127.0.0.1:9000, [::1]:9000 or :9000',
  read: (given) => {
    const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]*)):([0-9]{1,5})$/i.exec(given);
    const port = Number(match?.[3]);
    if (match === null || port > largestPort) return undefined;
    const [, bracketed, plain] = match;
    if (bracketed !== undefined)
      return isIP(bracketed) === 6 ? { host: bracketed, port } : undefined;
    // Nothing or a star before the colon means every address of the machine.
    if (plain === '' || plain === '*') return { host: '::', port };
    return plain !== undefined && hostPattern.test(plain) ? { host: plain, port } : undefined;
  },
};

/** An address, or the word that serves nothing. */
export const listenAddressOrOff: ValueType<ListenAddress | 'off'> = {
  placeholder: `${listenAddress.placeholder}|off`,
  expectation: `${listenAddress.expectation}, or off`,
  read: (given, place) => (given === 'off' ? given : listenAddress.read(given, place)),
};

/** Scheme, host and port of a server, without a slash at the end. */
export const origin: ValueType<string> = {
  placeholder: 'URL',
  expectation: 'a URL of scheme and host such as https://s3.example.com',
  read: (given) => {
    const url = /^https?:/.test(given) ? URL.parse(given) : null;
    return url !== null && given.replace(/\/$/, '') === url.origin ? url.origin : undefined;
  },
};

export const hostName: ValueType<string> = {
  placeholder: 'NAME',
  expectation: 'a host name such as s3.example.com',
  read: (given) => (hostPattern.test(given) && isIP(given) === 0 ? given.toLowerCase() : undefined),
};

const addressBits = { 4: 32, 6: 128 } as const;

/** A network as `10.0.0.0/8`; a single address is a network of one. */
export const network: ValueType<string> = {
  placeholder: 'CIDR',
  expectation: 'a network such as 10.0.0.0/8, or one address',
  read: (given) => {
    const match = /^([0-9a-f:.]+)(?:\/([0-9]{1,3}))?$/i.exec(given);
    const family = isIP(match?.[1] ?? '');
    if (match === null || (family !== 4 && family !== 6)) return undefined;
    const bits = match[2] === undefined ? addressBits[family] : Number(match[2]);
    return bits <= addressBits[family] ? `${match[1]}/${bits}` : undefined;
  },
};

/** A region's name goes into credential scopes, ARNs and headers. */
export const region: ValueType<string> = {
  placeholder: 'REGION',
  expectation: 'a region name such as us-east-1',
  read: (given) => (/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(given) ? given : undefined),
};
