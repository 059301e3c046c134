import { ServiceError } from '../../operation/errors.ts';
import { header } from '../../operation/field.ts';
import { text } from '../../operation/shape.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { defineServiceOperation, type S3Context } from '../define.ts';
import { crossOriginHeaders, listedNames, matchingRule } from './match.ts';

const input = {
  Origin: header('origin', text()),
  RequestMethod: header('access-control-request-method', text()),
  RequestHeaders: header('access-control-request-headers', text()),
};

const preflightHeaders = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
  'vary',
] as const;

/**
 * A browser asks whether a page may do what it is about to do. It sends no signature, and needs
 * none: the answer says nothing of what is in the bucket.
 */
function preflight(name: string, path: '/{Bucket}' | '/{Bucket}/{Key+}') {
  return defineServiceOperation({
    name,
    summary: 'Tell a browser whether a page of another origin may send a request.',
    http: { method: 'OPTIONS', path },
    input,
    output: { headers: preflightHeaders },
    errors: ['AccessForbidden', 'BadRequest'],
    anyCaller: true,
    authorize: () => [],
    async handle(context) {
      const { Origin: origin, RequestMethod: method } = context.input;
      if (origin === undefined || origin === '') {
        throw insufficient('Insufficient information. Origin request header needed.');
      }
      if (method === undefined) {
        throw insufficient(
          'Insufficient information. Access-Control-Request-Method request header needed.',
        );
      }
      const request = { origin, method, headers: listedNames(context.input.RequestHeaders) };
      const configuration = await configurationOf(context);
      if (configuration === undefined) {
        return context.fail('AccessForbidden', {
          message: 'CORSResponse: CORS is not enabled for this bucket.',
          fields: { Method: method, ResourceType: 'BUCKET' },
        });
      }
      const rule = matchingRule(configuration, request);
      if (rule === undefined) {
        return context.fail('AccessForbidden', {
          fields: { Method: method, ResourceType: 'OBJECT' },
        });
      }
      return { headers: crossOriginHeaders(rule, request) };
    },
  });
}

async function configurationOf({ addressed, stores }: S3Context) {
  if (addressed === undefined) return undefined;
  return keptConfiguration(stores.buckets, addressed, 'cors');
}

function insufficient(message: string): ServiceError {
  return new ServiceError('BadRequest', { message });
}

/** Not in AWS's model, whose clients never send it: browsers do. */
export const preflightOperations = [
  preflight('PreflightBucket', '/{Bucket}'),
  preflight('PreflightObject', '/{Bucket}/{Key+}'),
];
