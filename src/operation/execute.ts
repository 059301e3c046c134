import { type Judge, refusalOf } from './authorize.ts';
import type { RequestBody } from './body.ts';
import { ServiceError } from './errors.ts';
import type { BegunOperation, Operation } from './operation.ts';
import type { Reply } from './reply.ts';

/**
 * Authorizes and then handles: the only caller of a handler. Nothing of the body has been asked for
 * before the requirements of the head are met, so a client that waits for `100 Continue` learns of
 * its refusal without sending anything.
 * @throws ServiceError the refusal, or the error that the handler failed with
 */
export async function execute<Head, Context>(
  operation: Operation<Head, Context>,
  begun: BegunOperation<Context>,
  context: Context,
  judge: Judge,
  body: RequestBody,
): Promise<Reply> {
  const requirements = await begun.authorize(context);
  if (requirements.length === 0 && !operation.anyCaller) {
    throw new Error(`${operation.name} asked for no permission at all`);
  }
  const refusal = await refusalOf(judge, requirements);
  if (refusal !== undefined) throw refusal;
  try {
    return await begun.handle(context, body, (more) => refusalOf(judge, more));
  } catch (error) {
    throw await concealed(begun, judge, error);
  }
}

/** Whether something exists is told only to those who may list it (S3: 404 against 403). */
async function concealed<Context>(
  begun: BegunOperation<Context>,
  judge: Judge,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof ServiceError)) return error;
  const reveal = begun.revealMissing(error);
  return reveal === undefined ? error : ((await refusalOf(judge, [reveal])) ?? error);
}
