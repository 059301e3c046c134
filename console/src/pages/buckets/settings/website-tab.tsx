import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bucketArn } from '../../../api/s3/address.ts';
import { deleteWebsite, getWebsite, putWebsite, type Website } from '../../../api/s3/website.ts';
import { useSession } from '../../../session/session-context.ts';
import { Setting } from './setting.tsx';

type Draft = Omit<Website, 'kind'> & { readonly kind: Website['kind'] | 'off' };

const off: Draft = {
  ...{ kind: 'off', index: 'index.html', error: '' },
  ...{ host: '', protocol: '', rules: [] },
};

function fault({ kind, index, host }: Draft): string | undefined {
  if (kind === 'pages' && (index === '' || index.includes('/'))) {
    return 'An index document is needed, without a slash.';
  }
  return kind === 'redirect' && host === '' ? 'Name the host where requests go.' : undefined;
}

/** Where a website is: see the guide on websites. An address is no name, and has no names below it. */
export function websiteUrl(endpoint: string, bucket: string): string {
  const { protocol, hostname, port } = new URL(endpoint);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const host = isAddress ? 'localhost' : hostname;
  return `${protocol}//${bucket}.s3-website.${host}${port === '' ? '' : `:${port}`}/`;
}

/** Whether a bucket is served to browsers as a website. */
export function WebsiteTab({ bucket }: { readonly bucket: string }) {
  return (
    <Setting<Draft>
      title="Static website hosting"
      description="Serves the objects of this bucket as pages, with an index in each folder."
      load={async () => (await getWebsite(bucket)) ?? off}
      save={(draft) => {
        const { kind } = draft;
        return kind === 'off' ? deleteWebsite(bucket) : putWebsite(bucket, { ...draft, kind });
      }}
      action="s3:PutBucketWebsite"
      resource={bucketArn(bucket)}
      fault={fault}
      view={(draft) => <WebsiteView bucket={bucket} draft={draft} />}
      edit={(draft, onChange) => <WebsiteFields value={draft} onChange={onChange} />}
    />
  );
}

function WebsiteView({ bucket, draft }: { readonly bucket: string; readonly draft: Draft }) {
  const { session } = useSession();
  const { kind, index, error, host, protocol, rules } = draft;
  if (kind === 'off') return <Box color="text-body-secondary">Disabled.</Box>;
  const url = websiteUrl(session.endpoint, bucket);
  const own =
    kind === 'redirect'
      ? [{ label: 'All requests go to', value: `${protocol || 'http'}://${host}` }]
      : [
          { label: 'Index document', value: index },
          { label: 'Error document', value: error || 'None' },
          { label: 'Routing rules', value: String(rules.length) },
        ];
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: 'Endpoint',
            value: (
              <Link href={url} external rel="noopener noreferrer">
                {url}
              </Link>
            ),
          },
          ...own,
        ]}
      />
      <Alert type="info">
        Visitors are nobody: they read what a bucket policy lets everybody read, and only while the
        block of public access does not forbid it.
      </Alert>
    </SpaceBetween>
  );
}

interface WebsiteFieldsProps {
  readonly value: Draft;
  readonly onChange: (value: Draft) => void;
}

function WebsiteFields({ value, onChange }: WebsiteFieldsProps) {
  const kinds = ['off', 'pages', 'redirect'] as const;
  return (
    <SpaceBetween size="m">
      <RadioGroup
        value={value.kind}
        ariaLabel="Static website hosting"
        items={[
          { value: 'off', label: 'Disabled' },
          { value: 'pages', label: 'Serve the objects' },
          { value: 'redirect', label: 'Send all requests to another host' },
        ]}
        onChange={({ detail }) =>
          onChange({ ...value, kind: kinds.find((kind) => kind === detail.value) ?? 'off' })
        }
      />
      {value.kind === 'pages' ? (
        <>
          <FormField label="Index document" description="What a folder shows, by its name in it.">
            <Input
              value={value.index}
              spellcheck={false}
              onChange={({ detail }) => onChange({ ...value, index: detail.value.trim() })}
            />
          </FormField>
          <FormField label="Error document - optional" description="Shown for what is missing.">
            <Input
              value={value.error}
              spellcheck={false}
              placeholder="404.html"
              onChange={({ detail }) => onChange({ ...value, error: detail.value.trim() })}
            />
          </FormField>
        </>
      ) : null}
      {value.kind === 'redirect' ? (
        <>
          <FormField label="Host">
            <Input
              value={value.host}
              spellcheck={false}
              placeholder="www.example.com"
              onChange={({ detail }) => onChange({ ...value, host: detail.value.trim() })}
            />
          </FormField>
          <RadioGroup
            value={value.protocol}
            ariaLabel="Protocol"
            items={[
              { value: '', label: 'As the request' },
              { value: 'http', label: 'http' },
              { value: 'https', label: 'https' },
            ]}
            onChange={({ detail }) => onChange({ ...value, protocol: detail.value })}
          />
        </>
      ) : null}
    </SpaceBetween>
  );
}
