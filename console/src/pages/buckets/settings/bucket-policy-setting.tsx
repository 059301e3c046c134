import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bucketArn } from '../../../api/s3/address.ts';
import {
  deleteBucketPolicy,
  getBucketPolicy,
  putBucketPolicy,
} from '../../../api/s3/bucket-access.ts';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { PolicyEditor } from '../../../policy-editor/policy-editor.tsx';
import { Setting } from './setting.tsx';

/** What a policy may begin with: nobody is let in by it yet. */
function firstPolicy(bucket: string): string {
  const statement = {
    Sid: 'ReadByRole',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:role/example' },
    Action: ['s3:GetObject'],
    Resource: [`${bucketArn(bucket)}/*`],
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

/** The policy of a bucket. An empty text takes it away. */
export function BucketPolicySetting({ bucket }: { readonly bucket: string }) {
  return (
    <Setting<string>
      title="Bucket policy"
      description="Lets others in, other accounts too, or keeps somebody out whatever else allows."
      load={async () => (await getBucketPolicy(bucket)) ?? ''}
      save={(text) =>
        text.trim() === '' ? deleteBucketPolicy(bucket) : putBucketPolicy(bucket, text)
      }
      action="s3:PutBucketPolicy"
      resource={bucketArn(bucket)}
      view={(text) =>
        text === '' ? (
          <Box color="text-body-secondary">
            No policy. Who comes in is up to the policies of this account's users and roles.
          </Box>
        ) : (
          <PolicyText text={text} />
        )
      }
      edit={(text, onChange) => (
        <SpaceBetween size="s">
          <Box color="text-body-secondary">
            The bucket is {bucketArn(bucket)}, its objects are {bucketArn(bucket)}/*. Save an empty
            text to delete the policy.
          </Box>
          <PolicyEditor kind="resource" value={text} onChange={onChange} bucket={bucket} />
          {text === '' ? <Example text={firstPolicy(bucket)} /> : null}
        </SpaceBetween>
      )}
    />
  );
}

function Example({ text }: { readonly text: string }) {
  return (
    <>
      <Box variant="awsui-key-label">For example</Box>
      <PolicyText text={text} />
    </>
  );
}
