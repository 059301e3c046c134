import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bucketArn } from '../../../api/s3/address.ts';
import { getLogging, type Logging, putLogging } from '../../../api/s3/logging.ts';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { useSession } from '../../../session/session-context.ts';
import { Setting } from './setting.tsx';

const noLogging: Logging = { targetBucket: '', targetPrefix: '', others: [] };

function loggingText(logging: Logging | undefined): string {
  return logging === undefined ? 'Off' : `To s3://${logging.targetBucket}/${logging.targetPrefix}`;
}

function fault(logging: Logging | undefined): string | undefined {
  return logging?.targetBucket === '' ? 'Name the bucket where the log goes.' : undefined;
}

/** The statement that lets logs of one bucket into another. */
function deliveryPolicy(bucket: string, { targetBucket }: Logging, accountId: string): string {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${bucketArn(targetBucket)}/*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': bucketArn(bucket) },
      StringEquals: { 'aws:SourceAccount': accountId },
    },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

/** Whether requests to a bucket are recorded in another one. */
export function LoggingSetting({ bucket }: { readonly bucket: string }) {
  return (
    <Setting<Logging | undefined>
      title="Access logging"
      description="A line for each request, in AWS's format, as objects of another bucket."
      load={() => getLogging(bucket)}
      save={(logging) => putLogging(bucket, logging)}
      action="s3:PutBucketLogging"
      resource={bucketArn(bucket)}
      view={loggingText}
      fault={fault}
      edit={(logging, onChange) => (
        <SpaceBetween size="m">
          <Checkbox
            checked={logging !== undefined}
            onChange={({ detail }) => onChange(detail.checked ? noLogging : undefined)}
          >
            Log requests
          </Checkbox>
          {logging === undefined ? null : (
            <TargetFields bucket={bucket} value={logging} onChange={onChange} />
          )}
        </SpaceBetween>
      )}
    />
  );
}

interface TargetFieldsProps {
  readonly bucket: string;
  readonly value: Logging;
  readonly onChange: (value: Logging) => void;
}

function TargetFields({ bucket, value, onChange }: TargetFieldsProps) {
  const { session } = useSession();
  return (
    <SpaceBetween size="m">
      <FormField label="Target bucket" description="Another one, of the same region.">
        <Input
          value={value.targetBucket}
          spellcheck={false}
          placeholder="logs"
          onChange={({ detail }) => onChange({ ...value, targetBucket: detail.value.trim() })}
        />
      </FormField>
      <FormField label="Prefix of the logs - optional">
        <Input
          value={value.targetPrefix}
          spellcheck={false}
          placeholder={`${bucket}/`}
          onChange={({ detail }) => onChange({ ...value, targetPrefix: detail.value })}
        />
      </FormField>
      {value.targetBucket === '' ? null : (
        <SpaceBetween size="xs">
          <Box>The policy of {value.targetBucket} has to let the logs in, by this statement:</Box>
          <PolicyText text={deliveryPolicy(bucket, value, session.accountId)} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
