import { TestEnvironment } from 'jest-environment-jsdom';

/** The router builds one for every address; it must not refuse jsdom's signals for being of another realm. */
class RouterRequest extends Request {
  constructor(input, { signal: _signal, ...init } = {}) {
    super(input, init);
  }
}

/** jsdom with what every browser has and jsdom lacks. */
export default class BrowserLikeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { TextDecoder, TextEncoder, Request: RouterRequest, Response, Headers });
  }
}
