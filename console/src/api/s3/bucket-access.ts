import { send } from '../request.ts';
import { bucketAddress } from './address.ts';
import type { ObjectOwnership } from './buckets.ts';
import {
  deleteConfiguration,
  readConfiguration,
  unlessMissing,
  writeConfiguration,
} from './configuration.ts';
import { element } from './markup.ts';

/** The four switches, by AWS's names. */
export const blockSettings = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;
export type BlockSetting = (typeof blockSettings)[number];
/** Those that are on. */
export type PublicAccessBlock = ReadonlySet<BlockSetting>;

export async function getPublicAccessBlock(bucket: string): Promise<PublicAccessBlock> {
  const root = await readConfiguration(bucket, 'publicAccessBlock');
  return new Set(blockSettings.filter((name) => root?.flag(name)));
}

export function putPublicAccessBlock(bucket: string, on: PublicAccessBlock): Promise<void> {
  const settings = blockSettings.map((name) => element(name, on.has(name)));
  const document = element('PublicAccessBlockConfiguration', settings);
  return writeConfiguration(bucket, 'publicAccessBlock', document);
}

/** @returns undefined where the bucket has no policy */
export function getBucketPolicy(bucket: string): Promise<string | undefined> {
  const address = bucketAddress(bucket, { policy: '' });
  return unlessMissing(send(address).then((response) => response.text()));
}

export async function putBucketPolicy(bucket: string, policy: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const address = bucketAddress(bucket, { policy: '' });
  await send(address, { method: 'PUT', headers, body: policy });
}

export function deleteBucketPolicy(bucket: string): Promise<void> {
  return deleteConfiguration(bucket, 'policy');
}

/** Whether the policy lets everybody in. */
export async function isPolicyPublic(bucket: string): Promise<boolean> {
  return (await readConfiguration(bucket, 'policyStatus'))?.flag('IsPublic') ?? false;
}

const ownerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

/** Buckets of before there were such controls leave objects to who writes them. */
export async function getOwnership(bucket: string): Promise<ObjectOwnership> {
  const rule = (await readConfiguration(bucket, 'ownershipControls'))?.child('Rule');
  return ownerships.find((name) => name === rule?.text('ObjectOwnership')) ?? 'ObjectWriter';
}

export function putOwnership(bucket: string, ownership: ObjectOwnership): Promise<void> {
  const rule = element('Rule', [element('ObjectOwnership', ownership)]);
  return writeConfiguration(bucket, 'ownershipControls', element('OwnershipControls', [rule]));
}
