import { type Infer, oneOf, structure } from '../../operation/shape.ts';

/** The document that says who pays for requests. */
export const requestPaymentShape = structure({ Payer: oneOf('BucketOwner', 'Requester') });

export type RequestPayment = Infer<typeof requestPaymentShape>;

export const defaultRequestPayment: RequestPayment = { Payer: 'BucketOwner' };
