/** The server, or a command beside it, cannot work with this data folder or these settings. */
export class StartFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartFailure';
  }
}
