import { callQuery } from './query.ts';

/** Opens the explanation that came with a denial. @throws ServiceError */
export async function decodeAuthorizationMessage(encodedMessage: string): Promise<unknown> {
  const result = await callQuery('sts', 'DecodeAuthorizationMessage', {
    EncodedMessage: encodedMessage,
  });
  return JSON.parse(result.text('DecodedMessage'));
}
