/**
 * A policy as responses carry it: percent-encoded by RFC 3986, so that it survives XML byte for byte.
 * Source: "The policies returned by this API are URL-encoded compliant with RFC 3986".
 */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
