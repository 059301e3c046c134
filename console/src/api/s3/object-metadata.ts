import type { ObjectPlace } from './address.ts';
import { copyOntoItself, type ObjectHead } from './objects.ts';

/** Headers that AWS calls system-defined: kept with an object, and answered with it. */
export const systemHeaders = [
  'Content-Type',
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Expires',
  'x-amz-website-redirect-location',
] as const;
export type SystemHeader = (typeof systemHeaders)[number];

export interface MetadataPair {
  readonly name: string;
  readonly value: string;
}

/** What is written to an object beside its bytes. */
export interface ObjectMetadata {
  /** Empty is none. */
  readonly system: Readonly<Record<SystemHeader, string>>;
  /** Names without `x-amz-meta-`. */
  readonly user: readonly MetadataPair[];
}

/** AWS copies no larger object in one request. */
export const largestCopyBytes = 5 * 1_024 ** 3;

/** Those that the console's origin answers with its own come under another name. */
export function systemHeader(head: ObjectHead, name: SystemHeader): string {
  return head.header(`x-strongroom-object-${name}`) ?? ownHeader(head, name);
}

function ownHeader(head: ObjectHead, name: SystemHeader): string {
  const isReplaced = name === 'Cache-Control' || name === 'Content-Disposition';
  return isReplaced ? '' : (head.header(name) ?? '');
}

export function metadataOf(head: ObjectHead): ObjectMetadata {
  const value = (name: SystemHeader) => systemHeader(head, name);
  return {
    system: {
      'Content-Type': value('Content-Type'),
      'Cache-Control': value('Cache-Control'),
      'Content-Disposition': value('Content-Disposition'),
      'Content-Encoding': value('Content-Encoding'),
      'Content-Language': value('Content-Language'),
      Expires: value('Expires'),
      'x-amz-website-redirect-location': value('x-amz-website-redirect-location'),
    },
    user: head.metadata.map(([name, text]) => ({ name, value: text })),
  };
}

/** @returns what cannot be saved; undefined where it can */
export function metadataFault({ system, user }: ObjectMetadata): string | undefined {
  const names = user.map(({ name }) => name.toLowerCase());
  const wrong = names.find((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name));
  if (wrong !== undefined) return 'Names have letters, digits and hyphens, and at least one.';
  if (new Set(names).size < names.length) return 'Each name stands once: upper case is lower case.';
  const texts = [...Object.values(system), ...user.map(({ value }) => value)];
  // Headers hold bytes, and no line ends.
  const isText = texts.every((text) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text));
  return isText ? undefined : 'Values are of Western letters, digits and signs, in one line.';
}

/** What a copy would take from the bucket or leave out, were it not said. */
const keptHeaders = [
  'x-amz-storage-class',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
];

/**
 * Writes other metadata to an object, by a copy of it onto itself; its bytes and tags stay.
 * @throws ServiceError PreconditionFailed where it is another object by now
 */
export async function replaceMetadata(
  place: ObjectPlace,
  head: ObjectHead,
  { system, user }: ObjectMetadata,
): Promise<void> {
  const kept = keptHeaders.map((name) => [name, head.header(name) ?? ''] as const);
  const written = [
    ...Object.entries(system),
    ...user.map(({ name, value }) => [`x-amz-meta-${name}`, value] as const),
  ];
  const headers = [...kept, ...written].filter(([, value]) => value !== '');
  await copyOntoItself(place, {
    ...Object.fromEntries(headers),
    'x-amz-metadata-directive': 'REPLACE',
    'x-amz-copy-source-if-match': head.header('etag') ?? '*',
  });
}
