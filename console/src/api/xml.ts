/** An element of a service's answer. Names are without their namespace. */
export class XmlNode {
  readonly #element: Element;

  constructor(element: Element) {
    this.#element = element;
  }

  get name(): string {
    return this.#element.localName;
  }

  get content(): string {
    return this.#element.textContent ?? '';
  }

  /** The element as XML, to be sent back as it came. */
  get markup(): string {
    return new XMLSerializer().serializeToString(this.#element);
  }

  children(name: string): XmlNode[] {
    return [...this.#element.children]
      .filter((child) => child.localName === name)
      .map((child) => new XmlNode(child));
  }

  child(name: string): XmlNode | undefined {
    return this.children(name)[0];
  }

  /** The text of a child; undefined where there is none. */
  optional(name: string): string | undefined {
    return this.child(name)?.content;
  }

  /** The text of a child that is always there. */
  text(name: string): string {
    return this.optional(name) ?? '';
  }

  number(name: string): number {
    return Number(this.text(name));
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  date(name: string): Date | undefined {
    const text = this.optional(name);
    return text ? new Date(text) : undefined;
  }

  /** The items of a list of IAM: `<Users><member>..</member></Users>`. */
  list<T>(name: string, read: (item: XmlNode) => T, item = 'member'): T[] {
    return this.child(name)?.children(item).map(read) ?? [];
  }
}

/** @returns undefined for a text that is no XML */
export function parseXml(text: string): XmlNode | undefined {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  const root = document.documentElement;
  const isBroken = root.localName === 'parsererror' || document.querySelector('parsererror');
  return isBroken ? undefined : new XmlNode(root);
}
