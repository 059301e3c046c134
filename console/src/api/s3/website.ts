import { deleteConfiguration, readConfiguration, writeConfiguration } from './configuration.ts';
import { element, Markup } from './markup.ts';

export interface Website {
  readonly kind: 'pages' | 'redirect';
  readonly index: string;
  readonly error: string;
  /** Where all requests go, for a redirect. */
  readonly host: string;
  readonly protocol: string;
  /** The routing rules as XML, kept as they are. */
  readonly rules: readonly string[];
}

export async function getWebsite(bucket: string): Promise<Website | undefined> {
  const root = await readConfiguration(bucket, 'website');
  if (root === undefined) return undefined;
  const all = root.child('RedirectAllRequestsTo');
  return {
    kind: all === undefined ? 'pages' : 'redirect',
    index: root.child('IndexDocument')?.text('Suffix') ?? '',
    error: root.child('ErrorDocument')?.text('Key') ?? '',
    host: all?.text('HostName') ?? '',
    protocol: all?.text('Protocol') ?? '',
    rules: root.list('RoutingRules', ({ markup }) => markup, 'RoutingRule'),
  };
}

export function putWebsite(bucket: string, website: Website): Promise<void> {
  const { index, error, host, protocol, rules } = website;
  const content =
    website.kind === 'redirect'
      ? [
          element('RedirectAllRequestsTo', [
            element('HostName', host),
            element('Protocol', protocol || undefined),
          ]),
        ]
      : [
          element('IndexDocument', [element('Suffix', index)]),
          element('ErrorDocument', error === '' ? undefined : [element('Key', error)]),
          element(
            'RoutingRules',
            rules.length === 0 ? undefined : rules.map((rule) => new Markup(rule)),
          ),
        ];
  return writeConfiguration(bucket, 'website', element('WebsiteConfiguration', content));
}

export function deleteWebsite(bucket: string): Promise<void> {
  return deleteConfiguration(bucket, 'website');
}
