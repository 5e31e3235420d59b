/** The values made last, up to a limit; asking for one makes it the youngest. */
export class Recent<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;
  constructor(limit: number) {
    this.#limit = limit;
  }
  get(key: string, make: () => T, isValid: (value: T) => boolean = () => true): T {
    const known = this.#entries.get(key);
    const value = known !== undefined && isValid(known) ? known : make();
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size > this.#limit) this.#entries.delete(oldest);
    return value;
  }
}
