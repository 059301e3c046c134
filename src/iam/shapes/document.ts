/**
 * A policy as responses carry it: percent-encoded by RFC 3986, which XML leaves as it is.
 * Source: "The policies returned by this API are URL-encoded compliant with RFC 3986".
 */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
