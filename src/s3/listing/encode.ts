import { percentEncodeBytes } from '../../http/percent-encoding.ts';

/** How a listing writes keys and everything that it echoes. */
export type Encode = (value: string) => string;

/** @param encodingType `url` where the client asked for it, because XML cannot hold every key */
export function listingEncoder(encodingType: 'url' | undefined): Encode {
  if (encodingType === undefined) return (value) => value;
  return (value) => percentEncodeBytes(Buffer.from(value), true);
}
