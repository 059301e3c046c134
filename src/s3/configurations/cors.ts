import { ServiceError } from '../../operation/errors.ts';
import {
  flattenedList,
  type Infer,
  integer,
  optional,
  structure,
  text,
} from '../../operation/shape.ts';

const maxRules = 100;
const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

const corsRule = structure({
  ID: optional(text({ maxLength: 255 })),
  AllowedHeader: optional(flattenedList(text())),
  AllowedMethod: flattenedList(text(), { minItems: 1 }),
  AllowedOrigin: flattenedList(text(), { minItems: 1 }),
  ExposeHeader: optional(flattenedList(text())),
  MaxAgeSeconds: optional(integer(0)),
});

/** The document of a bucket's rules for requests from pages of other origins. */
export const corsShape = structure({
  CORSRule: flattenedList(corsRule, { minItems: 1, maxItems: maxRules }),
});

export type CorsRule = Infer<typeof corsRule>;
export type CorsConfiguration = Infer<typeof corsShape>;

/** @throws ServiceError InvalidRequest */
export function checkCors({ CORSRule: rules }: CorsConfiguration): void {
  for (const { AllowedMethod, AllowedOrigin, AllowedHeader, ExposeHeader } of rules) {
    const unknown = AllowedMethod.find((method) => !methods.includes(method));
    if (unknown !== undefined) {
      throw invalid(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
      );
    }
    checkWildcards('AllowedOrigin', AllowedOrigin);
    checkWildcards('AllowedHeader', AllowedHeader ?? []);
    const exposed = ExposeHeader?.find((name) => name.includes('*'));
    if (exposed !== undefined) {
      throw invalid(
        `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      );
    }
  }
}

function checkWildcards(element: string, values: readonly string[]): void {
  for (const value of values) {
    if (value.split('*').length <= 2) continue;
    throw invalid(`${element} "${value}" can not have more than one wildcard.`);
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequest', { message });
}
