import { ServiceError } from './errors.ts';
import type { Target } from './field.ts';
import type { WireRequest } from './request.ts';

/** Where a REST operation is found. */
export interface RestBinding {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS';
  readonly path: '/' | '/{Bucket}' | '/{Bucket}/{Key+}';
  /** Parameters that must be there: `acl`, or `list-type=2` with the value. */
  readonly query?: readonly string[];
  /** Headers that must be there, lower-case. */
  readonly headers?: readonly string[];
}

interface Routed {
  readonly name: string;
  readonly http: RestBinding | undefined;
}

/**
 * Finds the operation of a request by specificity: the one that asks for most parameters and
 * headers wins, never the one that stands first. Two operations with the same claim are a defect
 * and found when the router is made.
 */
export interface RestRouter<O> {
  /** @throws ServiceError MethodNotAllowed, or InvalidArgument for two sub-resources at once */
  route(request: WireRequest, target: Target): O;
}

/**
 * Orders the claims of all operations on methods, paths, sub-resources and headers.
 * @throws Error where two operations claim the same requests: a defect of their declarations
 */
export function createRestRouter<O extends Routed>(operations: readonly O[]): RestRouter<O> {
  const places = new Map<string, O[]>();
  const subresources = new Map<string, Set<string>>();
  for (const operation of operations) {
    if (operation.http === undefined) continue;
    const place = `${operation.http.method} ${operation.http.path}`;
    places.set(place, [...(places.get(place) ?? []), operation]);
    const { path, query = [] } = operation.http;
    const [only] = query;
    if (only === undefined || query.length > 1 || only.includes('=')) continue;
    subresources.set(path, (subresources.get(path) ?? new Set()).add(only));
  }
  for (const [place, candidates] of places) {
    candidates.sort((a, b) => claims(b) - claims(a) || (a.name < b.name ? -1 : 1));
    refuseTwins(place, candidates);
  }
  return {
    route(request, target) {
      const candidates = places.get(`${request.method} ${pathOf(target)}`) ?? [];
      const found = candidates.find((candidate) => matches(candidate, request));
      if (found === undefined) throw methodNotAllowed(request);
      refuseConflict(found, candidates, request);
      refuseStray(found, subresources.get(pathOf(target)), request);
      return found;
    },
  };
}

function pathOf(target: Target): RestBinding['path'] {
  if (target.bucket === undefined) return '/';
  return target.key === undefined ? '/{Bucket}' : '/{Bucket}/{Key+}';
}

function claims({ http }: Routed): number {
  return (http?.query?.length ?? 0) + (http?.headers?.length ?? 0);
}

function signature({ http }: Routed): string {
  return JSON.stringify([[...(http?.query ?? [])].sort(), [...(http?.headers ?? [])].sort()]);
}

function refuseTwins(place: string, candidates: readonly Routed[]): void {
  const seen = new Map<string, string>();
  for (const candidate of candidates) {
    const twin = seen.get(signature(candidate));
    if (twin !== undefined) {
      throw new Error(`${candidate.name} and ${twin} both claim ${place} ${signature(candidate)}`);
    }
    seen.set(signature(candidate), candidate.name);
  }
}

function matches({ http }: Routed, request: WireRequest): boolean {
  for (const parameter of http?.query ?? []) {
    const equals = parameter.indexOf('=');
    if (equals < 0) {
      if (!request.query.has(parameter)) return false;
    } else if (request.query.get(parameter.slice(0, equals)) !== parameter.slice(equals + 1)) {
      return false;
    }
  }
  return (http?.headers ?? []).every((name) => request.headers.get(name) !== undefined);
}

/** `?acl&policy` names two operations; AWS refuses it, and so it cannot hide one behind another. */
function refuseConflict(found: Routed, candidates: readonly Routed[], request: WireRequest): void {
  const own = found.http?.query ?? [];
  if (own.length === 0) return;
  for (const other of candidates) {
    const others = other.http?.query ?? [];
    if (other === found || others.length === 0 || !matches(other, request)) continue;
    if (others.every((parameter) => own.includes(parameter))) continue;
    const names = [...own, ...others].map((parameter) => parameter.split('=')[0] ?? parameter);
    throw new ServiceError('InvalidArgument', {
      message: `Conflicting query string parameters: ${[...new Set(names)].sort().join(', ')}`,
      fields: { ArgumentName: 'ResourceType', ArgumentValue: own[0] ?? '' },
    });
  }
}

/**
 * `DELETE /bucket?acl` deletes no bucket: a sub-resource that the operation does not know is not
 * passed over, whatever other methods it has.
 */
function refuseStray(
  found: Routed,
  subresources: ReadonlySet<string> | undefined,
  request: WireRequest,
): void {
  const own = found.http?.query ?? [];
  for (const { name } of request.query.list) {
    if (subresources?.has(name) && !own.includes(name)) throw methodNotAllowed(request);
  }
}

function methodNotAllowed(request: WireRequest): ServiceError {
  return new ServiceError('MethodNotAllowed', {
    fields: { Method: request.method, ResourceType: 'SERVICE' },
  });
}
