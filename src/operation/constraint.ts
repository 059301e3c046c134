import { ServiceError } from './errors.ts';
import type { ListShape, Shape, TextShape } from './shape.ts';

/**
 * Collects what is wrong with the parameters of a Query request and says it as IAM and STS do:
 * `2 validation errors detected: Value 'x y' at 'userName' failed to satisfy constraint: ...; ...`.
 */
export class Violations {
  readonly #messages: string[] = [];
  /** IAM words a bad name as one sentence of its own, and then says nothing else. */
  #sentence: string | undefined;

  missing(path: string): void {
    this.#messages.push(
      `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
    );
  }

  checkText(shape: TextShape, value: string, path: string): void {
    if (shape.minLength !== undefined && value.length < shape.minLength) {
      this.#add(value, path, `Member must have length greater than or equal to ${shape.minLength}`);
    }
    if (shape.maxLength !== undefined && value.length > shape.maxLength) {
      this.#add(value, path, `Member must have length less than or equal to ${shape.maxLength}`);
    }
    if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
      this.#add(value, path, `Member must satisfy enum value set: [${shape.oneOf.join(', ')}]`);
    }
    if (shape.pattern === undefined || shape.pattern.test(value)) return;
    if (shape.patternMessage !== undefined && value !== '') {
      this.#sentence ??= `The specified value for ${path} is invalid. ${shape.patternMessage}`;
      return;
    }
    const pattern = shape.patternText ?? shape.pattern.source;
    this.#add(value, path, `Member must satisfy regular expression pattern: ${pattern}`);
  }

  checkList(shape: ListShape, length: number, path: string, hardLimit: number): void {
    const max = shape.maxItems ?? hardLimit;
    if (length > max) {
      this.#add('[...]', path, `Member must have length less than or equal to ${max}`);
    }
    if (shape.minItems !== undefined && length < shape.minItems) {
      this.#add('[]', path, `Member must have length greater than or equal to ${shape.minItems}`);
    }
  }

  malformed(shape: Shape, value: string, path: string): void {
    if (shape.kind !== 'integer' || !/^-?\d+$/.test(value)) {
      this.#sentence ??= `The value '${value}' at '${path}' is no valid ${shape.kind}.`;
    } else if (shape.min !== undefined && Number(value) < shape.min) {
      this.#add(value, path, `Member must have value greater than or equal to ${shape.min}`);
    } else {
      this.#add(value, path, `Member must have value less than or equal to ${shape.max}`);
    }
  }

  /** @throws ServiceError ValidationError */
  throwIfAny(): void {
    if (this.#messages.length > 0) {
      const count = this.#messages.length;
      const noun = count === 1 ? 'validation error' : 'validation errors';
      throw new ServiceError('ValidationError', {
        message: `${count} ${noun} detected: ${this.#messages.join('; ')}`,
      });
    }
    if (this.#sentence !== undefined) {
      throw new ServiceError('ValidationError', { message: this.#sentence });
    }
  }

  #add(value: string, path: string, constraint: string): void {
    this.#messages.push(
      `Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`,
    );
  }
}
