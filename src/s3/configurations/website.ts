import { ServiceError } from '../../operation/errors.ts';
import { type Infer, list, oneOf, optional, structure, text } from '../../operation/shape.ts';

const maxRoutingRules = 50;

const redirect = structure({
  HostName: optional(text()),
  HttpRedirectCode: optional(text()),
  Protocol: optional(oneOf('http', 'https')),
  ReplaceKeyPrefixWith: optional(text()),
  ReplaceKeyWith: optional(text()),
});

const routingRule = structure({
  Condition: optional(
    structure({
      HttpErrorCodeReturnedEquals: optional(text()),
      KeyPrefixEquals: optional(text()),
    }),
  ),
  Redirect: redirect,
});

/** The document of a bucket that is a website. */
export const websiteShape = structure({
  RedirectAllRequestsTo: optional(
    structure({ HostName: text({ minLength: 1 }), Protocol: optional(oneOf('http', 'https')) }),
  ),
  IndexDocument: optional(structure({ Suffix: text() })),
  ErrorDocument: optional(structure({ Key: text({ minLength: 1 }) })),
  RoutingRules: optional(list('RoutingRule', routingRule, { maxItems: maxRoutingRules })),
});

export type WebsiteConfiguration = Infer<typeof websiteShape>;
export type RoutingRule = Infer<typeof routingRule>;

/** @throws ServiceError InvalidArgument, InvalidRequest */
export function checkWebsite(website: WebsiteConfiguration): void {
  const { RedirectAllRequestsTo, IndexDocument, ErrorDocument, RoutingRules } = website;
  if (RedirectAllRequestsTo !== undefined) {
    if (IndexDocument !== undefined || ErrorDocument !== undefined || RoutingRules !== undefined) {
      throw invalid(
        'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
      );
    }
    return;
  }
  if (IndexDocument === undefined) {
    throw invalid(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
    );
  }
  if (IndexDocument.Suffix === '' || IndexDocument.Suffix.includes('/')) {
    throw invalid('The IndexDocument Suffix is not well formed');
  }
  for (const rule of RoutingRules ?? []) checkRule(rule);
}

function checkRule({ Condition, Redirect }: RoutingRule): void {
  const code = Redirect.HttpRedirectCode;
  if (code !== undefined && !/^3\d\d$/.test(code)) {
    throw invalid(
      `The provided HTTP redirect code (${code}) is not valid. Valid codes are 3XX except 300.`,
    );
  }
  const errorCode = Condition?.HttpErrorCodeReturnedEquals;
  if (errorCode !== undefined && !/^[45]\d\d$/.test(errorCode)) {
    throw invalid(
      `The provided HTTP error code (${errorCode}) is not valid. Valid codes are 4XX or 5XX.`,
    );
  }
  if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined) {
    throw new ServiceError('InvalidRequest', {
      message: 'You can only define ReplaceKeyPrefix or ReplaceKey but not both.',
    });
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidArgument', { message });
}
