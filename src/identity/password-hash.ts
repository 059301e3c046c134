import { argon2, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../store/surroundings.ts';

/** OWASP's "Password Storage Cheat Sheet": Argon2id with 19 MiB, two passes, one lane. */
const memoryKiB = 19_456;
const passes = 2;
const lanes = 1;
const saltBytes = 16;
const hashBytes = 32;
const argon2Version = 19;

/** What a stored hash may ask for: a forged row must not make the server compute for hours. */
const maxMemoryKiB = 1_048_576;
const maxPasses = 16;
const maxLanes = 8;
const maxTextBytes = 64;

const phcForm =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

interface Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

interface ParsedHash extends Parameters {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function derive(
  password: string,
  salt: Uint8Array,
  parameters: Parameters,
  tagLength: number,
): Promise<Buffer> {
  const settings = {
    message: Buffer.from(password.normalize('NFC'), 'utf8'),
    nonce: salt,
    memory: parameters.memoryKiB,
    passes: parameters.passes,
    parallelism: parameters.lanes,
    tagLength,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', settings, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

/** Base64 without padding, as the PHC string format has it. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** @returns a PHC string: algorithm, parameters, salt and hash */
export async function hashPassword(password: string, randomBytes: RandomBytes): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, { memoryKiB, passes, lanes }, hashBytes);
  const parameters = `m=${memoryKiB},t=${passes},p=${lanes}`;
  return `$argon2id$v=${argon2Version}$${parameters}$${encode(salt)}$${encode(hash)}`;
}

function parseHash(phc: string): ParsedHash | undefined {
  const [, memory, time, parallelism, salt, hash] = phcForm.exec(phc) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const parsed = {
    memoryKiB: Number(memory),
    passes: Number(time),
    lanes: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  const bounded =
    parsed.memoryKiB <= maxMemoryKiB &&
    parsed.passes >= 1 &&
    parsed.passes <= maxPasses &&
    parsed.lanes >= 1 &&
    parsed.lanes <= maxLanes &&
    parsed.salt.length <= maxTextBytes &&
    parsed.hash.length >= saltBytes &&
    parsed.hash.length <= maxTextBytes;
  return bounded ? parsed : undefined;
}

/** Compares in constant time. @returns false too for a hash of unknown form */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const parsed = parseHash(phc);
  if (parsed === undefined) return false;
  const hash = await derive(password, parsed.salt, parsed, parsed.hash.length);
  return timingSafeEqual(hash, parsed.hash);
}

/** Whether the present parameters made the hash; if not, hash anew at the next sign-in. */
export function isCurrentHash(phc: string): boolean {
  return phc.startsWith(`$argon2id$v=${argon2Version}$m=${memoryKiB},t=${passes},p=${lanes}$`);
}
