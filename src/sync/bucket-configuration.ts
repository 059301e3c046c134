import {
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  type WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import { codeOf, isDenied } from '../client/failure.ts';
import type { Place } from './remote.ts';

/** What a site wants of its bucket; undefined leaves it as it is. */
export interface BucketWishes {
  readonly website: WebsiteConfiguration | undefined;
  readonly versioning: boolean;
}

/** A setting of the bucket that is not as the site wants it. */
export type BucketChange =
  | { readonly kind: 'website'; readonly configuration: WebsiteConfiguration }
  | { readonly kind: 'versioning' };

/** Compares, and asks only for what somebody wishes. */
export async function bucketChanges(place: Place, wishes: BucketWishes): Promise<BucketChange[]> {
  const changes: BucketChange[] = [];
  const { client, bucket: Bucket } = place;
  if (wishes.versioning) {
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket }));
    if (Status !== 'Enabled') changes.push({ kind: 'versioning' });
  }
  const { website } = wishes;
  if (website !== undefined && canonical(website) !== canonical(await currentWebsite(place))) {
    changes.push({ kind: 'website', configuration: website });
  }
  return changes;
}

/** Makes one change. */
export async function configureBucket(place: Place, change: BucketChange): Promise<void> {
  const { client, bucket: Bucket } = place;
  if (change.kind === 'website') {
    const WebsiteConfiguration = change.configuration;
    await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  } else {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
}

/** Undefined where there is none, or where it may be written and not read. */
async function currentWebsite({
  client,
  bucket: Bucket,
}: Place): Promise<WebsiteConfiguration | undefined> {
  try {
    return await client.send(new GetBucketWebsiteCommand({ Bucket }));
  } catch (error) {
    if (codeOf(error) === 'NoSuchWebsiteConfiguration' || isDenied(error)) return undefined;
    throw error;
  }
}

function canonical(website: WebsiteConfiguration | undefined): string {
  if (website === undefined) return '';
  const { IndexDocument, ErrorDocument, RedirectAllRequestsTo, RoutingRules } = website;
  const rules = RoutingRules?.map(({ Condition, Redirect }) => [
    Condition?.HttpErrorCodeReturnedEquals,
    Condition?.KeyPrefixEquals,
    Redirect?.Protocol,
    Redirect?.HostName,
    Redirect?.HttpRedirectCode,
    Redirect?.ReplaceKeyPrefixWith,
    Redirect?.ReplaceKeyWith,
  ]);
  const to = RedirectAllRequestsTo;
  const redirect = to && [to.HostName, to.Protocol];
  return JSON.stringify([IndexDocument?.Suffix, ErrorDocument?.Key, redirect, rules ?? []]);
}
