import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createConsole } from '../console/console.ts';
import { createLinks } from '../console/presigned-links.ts';
import type { SignInReport } from '../console/session-requests.ts';
import { createSignIn } from '../console/sign-in.ts';
import { Listener, type ListenerOptions } from '../http/listener.ts';
import { createConsoleSessions } from '../identity/console-sessions.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Stores } from '../store/open.ts';
import { cannotListen } from './admin.ts';
import type { createDispatch } from './dispatch.ts';
import type { Log } from './log.ts';
import type { RequestObserver } from './request-observer.ts';
import type { ComposedServices } from './services.ts';
import { type ListenAddress, printAddress } from './setting-values.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';

const defaultAddress: ListenAddress = { host: '127.0.0.1', port: 9001 };

/** Beside `src` and `dist` alike. */
const builtPages = fileURLToPath(new URL('../../console/dist', import.meta.url));

interface ConsoleGround {
  readonly configuration: WorkerConfiguration;
  readonly stores: Stores;
  readonly identities: IdentityStore;
  readonly services: ComposedServices;
  readonly dispatch: ReturnType<typeof createDispatch>;
  readonly observer: RequestObserver;
  readonly listenerOptions: ListenerOptions;
  readonly log: Log;
}

export interface ServedConsole {
  readonly listener: Listener;
  readonly address: ListenAddress;
}

/**
 * Serves the console where the settings say. An address that nobody asked for is not missed: where
 * it is taken there is a warning and no console.
 * @param objects where S3 listens
 * @throws StartFailure for an address that was asked for and cannot be had
 */
export async function startConsole(
  ground: ConsoleGround,
  objects: ListenAddress | undefined,
): Promise<ServedConsole | undefined> {
  const { consoleListen } = ground.configuration;
  if (consoleListen === 'off') return undefined;
  const wanted = consoleListen ?? defaultAddress;
  const listener = consoleListener(ground, objects);
  const { host, port } = wanted;
  const bound = await listener.listen({ host, port }).catch((error) => {
    listener.kill();
    if (consoleListen !== undefined) throw cannotListen(wanted, error);
    const address = printAddress(wanted);
    ground.log.warn('the console is not served: its address is taken', { address });
  });
  if (typeof bound !== 'object' || bound === null) return undefined;
  return { listener, address: { host, port: bound.port } };
}

function consoleListener(ground: ConsoleGround, objects: ListenAddress | undefined): Listener {
  const { configuration, observer, dispatch, listenerOptions } = ground;
  // What the services were given of a request, by the request that came in.
  const performed = new WeakMap<WireRequest, WireRequest>();
  const { identities, services, stores } = ground;
  const surroundings = { clock: Date.now, randomBytes };
  const { directory, sessionTokens } = services;
  const { region } = configuration;
  const answer = createConsole({
    folder: builtPages,
    sessions: createConsoleSessions({
      store: stores.consoleSessions,
      identities,
      directory,
      ...surroundings,
    }),
    signIn: createSignIn({ identities, directory, ...surroundings }),
    identities,
    link: createLinks({ sessionTokens, region, ...surroundings }),
    region,
    endpointOf: (request) => configuration.publicEndpoint ?? endpointBeside(request, objects),
    reportSignIn: (report) => {
      performed.set(report.request, report.request);
      observer.handled(report.request, outcomeOf(report));
    },
    perform: (request, service, original) => {
      performed.set(original, request);
      return dispatch(request, (outcome) => observer.handled(request, outcome), service);
    },
  });
  const options: ListenerOptions = {
    ...listenerOptions,
    onSent: (request, status, { bytesSent }) => {
      const told = request && performed.get(request);
      if (told !== undefined) observer.sent(told, status, bytesSent);
    },
  };
  return new Listener(options, answer);
}

/** S3 as the browser reaches it: the host that it knows, and the port of S3. */
function endpointBeside(request: WireRequest, objects: ListenAddress | undefined): string {
  const host = (request.headers.get('host') ?? '').replace(/:\d+$/, '');
  return `${request.secure ? 'https' : 'http'}://${host || 'localhost'}:${objects?.port ?? 0}`;
}

/** As CloudTrail tells who signed in, and who failed to. */
function outcomeOf({ outcome, proof }: SignInReport): Parameters<RequestObserver['handled']>[1] {
  const error =
    outcome === 'signed-in'
      ? undefined
      : new ServiceError('AccessDenied', { message: `Failed authentication (${outcome})` });
  return {
    service: 'signin',
    handled: { operation: 'ConsoleLogin', caller: proof?.caller },
    error,
  };
}
