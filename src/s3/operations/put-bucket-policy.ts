import { bindPrincipals } from '../../identity/principal-binding.ts';
import { textBody } from '../../operation/document.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import { boolean } from '../../operation/shape.ts';
import { isPublicPolicy } from '../../policy/index.ts';
import { maxPolicyBytes, parseBucketPolicy } from '../bucket/policy.ts';
import { onBucket } from '../bucket/requirement.ts';
import { dropConfiguration, keepConfiguration, updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

/** Room to tell a policy that is too large from a body that is no policy at all. */
const maxBodyBytes = 1024 * 1024;

export const putBucketPolicy = defineOperation({
  name: 'PutBucketPolicy',
  summary: 'Give a bucket its policy, in place of the one it has.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['policy'] },
  input: {
    Bucket: bucketLabel,
    ConfirmRemoveSelfBucketAccess: header('x-amz-confirm-remove-self-bucket-access', boolean()),
  },
  body: textBody(maxBodyBytes),
  output: { status: 204 },
  errors: ['AccessDenied', 'MalformedPolicy', 'MethodNotAllowed'],
  authorize: onBucket('s3:PutBucketPolicy'),
  async handle(context) {
    const { body, bucket, caller, fail } = context;
    // S3 lets nobody but the owner's account do this, whatever the policies say.
    if (caller.principal.accountId !== bucket.accountId) return fail('MethodNotAllowed');
    if (Buffer.byteLength(body) > maxPolicyBytes) {
      return fail('MalformedPolicy', {
        message: 'Policy exceeds the maximum allowed document size.',
      });
    }
    const parsed = parseBucketPolicy(body, bucket.name, context.settings.policyRules);
    if (!parsed.ok) return fail('MalformedPolicy', { message: parsed.message });
    if (bucket.publicAccessBlock?.blockPublicPolicy === true && isPublicPolicy(parsed.document)) {
      return fail('AccessDenied', {
        message:
          'The bucket policy is public, and public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      });
    }
    const bound = await bindPrincipals(body, context.principals);
    if (bound.outcome === 'unknown-principal') {
      return fail('MalformedPolicy', {
        message: 'Invalid principal in policy',
        fields: { Detail: `"AWS" : "${bound.arn}"` },
      });
    }
    await updateBucket(context, { policy: bound.text });
    // A policy that locks everyone out holds for the root user only where that was confirmed.
    if (context.input.ConfirmRemoveSelfBucketAccess === true) {
      await keepConfiguration(context, 'policy-binds-root', {});
    } else {
      await dropConfiguration(context, 'policy-binds-root');
    }
    return {};
  },
});
