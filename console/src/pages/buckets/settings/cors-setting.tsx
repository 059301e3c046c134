import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { bucketArn } from '../../../api/s3/address.ts';
import { getCors, parseCors, putCors } from '../../../api/s3/cors.ts';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { Setting } from './setting.tsx';

const example = `[
  {
    "AllowedOrigins": ["https://www.example.com"],
    "AllowedMethods": ["GET"],
    "AllowedHeaders": ["*"],
    "MaxAgeSeconds": 3000
  }
]`;

function fault(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    parseCors(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Which pages of other origins may use a bucket from a browser, as AWS's tools write it. */
export function CorsSetting({ bucket }: { readonly bucket: string }) {
  return (
    <Setting<string>
      title="Cross-origin resource sharing (CORS)"
      description="Which pages of other sites may use this bucket from a browser."
      load={async () => {
        const rules = await getCors(bucket);
        return rules.length === 0 ? '' : JSON.stringify(rules, null, 2);
      }}
      save={(text) => putCors(bucket, text.trim() === '' ? [] : parseCors(text))}
      action="s3:PutBucketCORS"
      resource={bucketArn(bucket)}
      fault={fault}
      view={(text) =>
        text === '' ? (
          <Box color="text-body-secondary">No rules: pages of other sites may not.</Box>
        ) : (
          <PolicyText text={text} />
        )
      }
      edit={(text, onChange) => (
        <FormField
          label="Rules"
          stretch
          description="A list in JSON. Save an empty text to delete them."
          errorText={fault(text)}
        >
          <Textarea
            value={text}
            rows={14}
            spellcheck={false}
            placeholder={example}
            onChange={({ detail }) => onChange(detail.value)}
          />
        </FormField>
      )}
    />
  );
}
