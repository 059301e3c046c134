import { optionalXmlBody } from '../../operation/document.ts';
import { ServiceError } from '../../operation/errors.ts';
import { bucketLabel, header, type InferFields } from '../../operation/field.ts';
import type { Requirement } from '../../operation/requirement.ts';
import { boolean, list, oneOf, optional, structure, text } from '../../operation/shape.ts';
import type { NewBucket, PublicAccessBlock } from '../../store/buckets.ts';
import { type Grant, isPublic, writeGrants } from '../acl/grants.ts';
import { bucketAclHeaders, grantsOfHeaders, hasAclHeaders } from '../acl/headers.ts';
import { callerAsOwner } from '../acl/ownership.ts';
import { bucketArn } from '../arn.ts';
import { addressedRegion, regionOfNewBucket, usEast1 } from '../bucket/location.ts';
import { checkBucketName } from '../bucket-name.ts';
import { defineServiceOperation, type S3Context } from '../define.ts';
import { bucketTagLimit, checkedTags, tagShape } from '../tags.ts';

const ownerships = oneOf('BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter');

const input = {
  Bucket: bucketLabel,
  ...bucketAclHeaders,
  ObjectLockEnabledForBucket: header('x-amz-bucket-object-lock-enabled', boolean()),
  ObjectOwnership: header('x-amz-object-ownership', ownerships, {
    conditionKey: 's3:x-amz-object-ownership',
    refuse: { code: 'InvalidArgument', message: 'Invalid x-amz-object-ownership header' },
  }),
};

type CreateInput = InferFields<typeof input>;

/** AWS's quota of an account is 10,000 and can be raised to this. */
const maxBuckets = 1_000_000;

const blockAll: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

export const createBucket = defineServiceOperation({
  name: 'CreateBucket',
  summary: 'Create a bucket.',
  http: { method: 'PUT', path: '/{Bucket}' },
  input,
  body: optionalXmlBody(
    'CreateBucketConfiguration',
    structure({
      LocationConstraint: optional(text()),
      Tags: optional(list('Tag', tagShape)),
    }),
  ),
  output: { headers: ['location', 'x-amz-bucket-arn'] },
  errors: [
    'BucketAlreadyExists',
    'BucketAlreadyOwnedByYou',
    'IllegalLocationConstraintException',
    'InvalidArgument',
    'InvalidBucketAclWithBlockPublicAccessError',
    'InvalidBucketAclWithObjectOwnership',
    'InvalidBucketName',
    'InvalidLocationConstraint',
    'InvalidTag',
    'MalformedXML',
    'TooManyBuckets',
  ],
  authorize: createRequirements,
  async handle(context) {
    const { body, stores, fail } = context;
    const name = context.input.Bucket;
    checkBucketName(name);
    const addressed = addressedRegion(context);
    const region = regionOfNewBucket(body?.LocationConstraint, addressed);
    const bucket = await newBucket(context, context.input, region, body?.Tags ?? []);
    if ((await stores.buckets.countOfAccount(bucket.accountId)) >= maxBuckets) {
      return fail('TooManyBuckets');
    }
    const result = await stores.buckets.create(bucket);
    if (result.kind === 'taken') {
      return fail('BucketAlreadyExists', { fields: { BucketName: name } });
    }
    if (result.kind === 'owned-by-you') {
      if (addressed !== usEast1) {
        return fail('BucketAlreadyOwnedByYou', { fields: { BucketName: name } });
      }
      // The oldest region answers 200, and gives the bucket the new request's list.
      if (bucket.acl !== undefined && result.bucket.objectOwnership !== 'BucketOwnerEnforced') {
        await stores.buckets.putConfiguration(result.bucket.id, 'acl', bucket.acl);
      }
    }
    return { headers: { location: `/${name}`, 'x-amz-bucket-arn': bucketArn(name) } };
  },
});

function createRequirements(wanted: CreateInput, { settings }: S3Context): readonly Requirement[] {
  const resource = bucketArn(wanted.Bucket);
  const actions = ['s3:CreateBucket'];
  if (hasAclHeaders(wanted)) actions.push('s3:PutBucketAcl');
  if (wanted.ObjectLockEnabledForBucket === true) {
    actions.push('s3:PutBucketVersioning', 's3:PutBucketObjectLockConfiguration');
  }
  if (wanted.ObjectOwnership !== undefined && settings.policyRules === 'aws') {
    actions.push('s3:PutBucketOwnershipControls');
  }
  return actions.map((action) => ({ action, resource }));
}

async function newBucket(
  context: S3Context,
  wanted: CreateInput,
  region: string,
  tags: readonly { readonly Key: string; readonly Value: string }[],
): Promise<NewBucket> {
  const { settings, accounts } = context;
  const owner = callerAsOwner(context);
  const isLegacy = settings.newBucketDefaults === 'legacy';
  const objectOwnership =
    wanted.ObjectOwnership ?? (isLegacy ? 'ObjectWriter' : 'BucketOwnerEnforced');
  const publicAccessBlock = isLegacy ? undefined : blockAll;
  const grants = await grantsOfHeaders(wanted, owner.ownerId, owner.ownerId, accounts);
  if (grants !== undefined && wanted.ACL !== 'private') {
    if (objectOwnership === 'BucketOwnerEnforced') {
      throw new ServiceError('InvalidBucketAclWithObjectOwnership');
    }
    checkPublicList(publicAccessBlock, grants);
  }
  const objectLockEnabled = wanted.ObjectLockEnabledForBucket === true;
  return {
    name: wanted.Bucket,
    ...owner,
    region,
    objectOwnership,
    publicAccessBlock,
    objectLockEnabled,
    versioning: objectLockEnabled ? 'Enabled' : 'Unversioned',
    ...(tags.length === 0 ? {} : { tags: checkedTags(tags, bucketTagLimit) }),
    ...(grants === undefined ? {} : { acl: writeGrants(grants) }),
  };
}

function checkPublicList(block: PublicAccessBlock | undefined, grants: readonly Grant[]): void {
  if (block?.blockPublicAcls === true && isPublic(grants)) {
    throw new ServiceError('InvalidBucketAclWithBlockPublicAccessError');
  }
}
