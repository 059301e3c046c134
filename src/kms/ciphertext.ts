/**
 * A cipher text as clients keep it: a version, the ARN of its key, which of the key's materials
 * sealed it, and what was sealed. Nothing of it but the last is secret, and nothing can be changed
 * without the seal being broken: the ARN is part of what the bytes are about.
 */

const version = 1;
const headBytes = 3;
const numberBytes = 2;

export interface CipherText {
  readonly keyArn: string;
  /** As the ring wraps and unwraps: base64, with the number of a later material before it. */
  readonly wrapped: string;
}

/** The bytes that clients keep. */
export function encodeCipherText({ keyArn, wrapped }: CipherText): Buffer {
  const [first = '', second] = wrapped.split(':');
  const arn = Buffer.from(keyArn);
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(version);
  head.writeUInt16BE(arn.length, 1);
  const number = Buffer.alloc(numberBytes);
  number.writeUInt16BE(second === undefined ? 0 : Number(first));
  return Buffer.concat([head, arn, number, Buffer.from(second ?? first, 'base64')]);
}

/** @returns undefined for what is no cipher text of this service */
export function decodeCipherText(bytes: Uint8Array): CipherText | undefined {
  const view = Buffer.from(bytes);
  if (view.length < headBytes || view.readUInt8() !== version) return undefined;
  const arnEnd = headBytes + view.readUInt16BE(1);
  const sealedAt = arnEnd + numberBytes;
  if (sealedAt >= view.length) return undefined;
  const keyArn = view.toString('utf8', headBytes, arnEnd);
  const number = view.readUInt16BE(arnEnd);
  const sealed = view.toString('base64', sealedAt);
  return { keyArn, wrapped: number === 0 ? sealed : `${number}:${sealed}` };
}
