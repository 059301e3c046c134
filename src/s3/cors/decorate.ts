import { ServiceError } from '../../operation/errors.ts';
import type { Reply } from '../../operation/reply.ts';
import type { WireRequest } from '../../operation/request.ts';
import type { Stores } from '../../store/open.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { addressedTarget } from '../target.ts';
import { crossOriginHeaders, matchingRule } from './match.ts';

type Serve<Seen> = (request: WireRequest, seen: Seen) => Promise<Reply>;

interface CorsParts {
  readonly stores: Pick<Stores, 'buckets'>;
  readonly hostNames: readonly string[];
}

/**
 * Lets pages of other origins see the answers that the bucket's rules allow them to see, whatever
 * the answers are: refusals and errors carry the headers too.
 */
export function withCrossOrigin<Seen>(parts: CorsParts, serve: Serve<Seen>): Serve<Seen> {
  return async (request, seen) => {
    const origin = request.headers.get('origin');
    if (origin === undefined || request.method === 'OPTIONS') return serve(request, seen);
    const headers = await replyHeaders(parts, request, origin);
    try {
      const reply = await serve(request, seen);
      return { ...reply, headers: { ...reply.headers, ...headers } };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new ServiceError(error.code, {
        message: error.message,
        fields: error.fields,
        headers: { ...error.headers, ...headers },
        status: error.status,
      });
    }
  };
}

async function replyHeaders(
  { stores, hostNames }: CorsParts,
  request: WireRequest,
  origin: string,
): Promise<Readonly<Record<string, string>>> {
  const { bucket: name } = addressedTarget(request, hostNames);
  const bucket = name === undefined ? undefined : await stores.buckets.get(name);
  if (bucket === undefined) return {};
  const configuration = await keptConfiguration(stores.buckets, bucket, 'cors');
  if (configuration === undefined) return {};
  // A plain request may say, as a preflight does, what the page is about to do.
  const method = request.headers.get('access-control-request-method') ?? request.method;
  const asked = { origin, method, headers: [] };
  const rule = matchingRule(configuration, asked);
  return rule === undefined ? {} : crossOriginHeaders(rule, asked);
}
