import type { Caller } from '../../identity/caller.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { ReadInput } from './read-fields.ts';

type OverrideInput = Pick<
  ReadInput,
  | 'ResponseCacheControl'
  | 'ResponseContentDisposition'
  | 'ResponseContentEncoding'
  | 'ResponseContentLanguage'
  | 'ResponseContentType'
  | 'ResponseExpires'
>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header may not hold
const forbidden = /[\u0000-\u001f\u007f]/;

/**
 * Response headers that a GET replaces by parameters of its query.
 * @returns undefined where it replaces none
 * @throws ServiceError InvalidRequest for an anonymous caller, InvalidArgument for a value that
 *   could break out of its header
 */
export function responseOverrides(
  input: OverrideInput,
  { authentication }: Caller,
): Readonly<Record<string, string>> | undefined {
  let overrides: Record<string, string> | undefined;
  const given: readonly (readonly [string, string | undefined])[] = [
    ['cache-control', input.ResponseCacheControl],
    ['content-disposition', input.ResponseContentDisposition],
    ['content-encoding', input.ResponseContentEncoding],
    ['content-language', input.ResponseContentLanguage],
    ['content-type', input.ResponseContentType],
    ['expires', input.ResponseExpires],
  ];
  for (const [name, value] of given) {
    if (value === undefined) continue;
    if (authentication.method === 'anonymous') {
      throw new ServiceError('InvalidRequest', {
        message: 'Request specific response headers cannot be used for anonymous GET requests.',
      });
    }
    if (forbidden.test(value)) {
      throw new ServiceError('InvalidArgument', {
        message: 'Header value cannot be represented using ISO-8859-1.',
        fields: { ArgumentName: `response-${name}`, ArgumentValue: value },
      });
    }
    // A header is Latin-1 on the wire: other characters travel as the bytes of their UTF-8.
    overrides ??= {};
    overrides[name] = Buffer.from(value).toString('latin1');
  }
  return overrides;
}
